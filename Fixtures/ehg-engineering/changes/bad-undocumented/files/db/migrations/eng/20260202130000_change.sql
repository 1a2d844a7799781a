-- migrate:up
begin;
set local lock_timeout = '5s';

alter table eng.eng_backlog add column size smallint;
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

alter table eng.eng_backlog drop column size;
commit;
