-- migrate:up
begin;
set local lock_timeout = '5s';

create view eng.backlog_today with (security_invoker = true) as select id, status from eng.eng_backlog;
grant select on eng.backlog_today to venture_app;
create materialized view eng.backlog_counts as select status, count(*) as items from eng.eng_backlog group by status;
revoke all on eng.backlog_counts from public, anon, authenticated;
grant select on eng.backlog_counts to venture_app;
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

drop materialized view eng.backlog_counts;
drop view eng.backlog_today;
commit;
