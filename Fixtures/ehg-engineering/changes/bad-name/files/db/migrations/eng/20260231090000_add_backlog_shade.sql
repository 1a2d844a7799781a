-- migrate:up
begin;
set local lock_timeout = '5s';

alter table eng.eng_backlog add column shade text;
comment on column eng.eng_backlog.shade is 'Light or dark.';
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

alter table eng.eng_backlog drop column shade;
commit;
