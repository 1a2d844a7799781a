-- migrate:up
begin;
set local lock_timeout = '5s';

grant update (title) on eng.eng_backlog to authenticated;
grant service_role to authenticated;
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

revoke service_role from authenticated;
revoke update (title) on eng.eng_backlog from authenticated;
commit;
