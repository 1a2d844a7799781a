-- migrate:up
begin;
set local lock_timeout = '5s';

alter table eng.eng_backlog add column size text;
comment on column eng.eng_backlog.size is 'S, M or L.';
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

alter table eng.eng_backlog drop column size;
commit;
