-- migrate:up
begin;
set local lock_timeout = '5s';

alter table eng.eng_backlog add column label text;
-- Nobody is to wait for it.
create index concurrently eng_backlog_status on eng.eng_backlog (status);
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

drop index eng.eng_backlog_status;
alter table eng.eng_backlog drop column label;
commit;
