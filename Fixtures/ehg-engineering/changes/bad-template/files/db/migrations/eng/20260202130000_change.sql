-- migrate:up
begin;
set local lock_timeout = '5s';

alter table eng.eng_backlog add column note text; -- {{ .Note }}
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

alter table eng.eng_backlog drop column note;
commit;
