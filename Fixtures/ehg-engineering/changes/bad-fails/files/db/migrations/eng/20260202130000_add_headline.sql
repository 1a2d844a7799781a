-- migrate:up
begin;
set local lock_timeout = '5s';

alter table eng.eng_backlog add column headline text;
alter table eng.eng_backlog add column headline text;
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

alter table eng.eng_backlog drop column headline;
commit;
