-- The schema of the governance database, closed to the API roles, and the trigger function all tables share.

-- migrate:up
begin;
set local lock_timeout = '5s';

create schema eng;
comment on schema eng is 'Engineering governance: directives, requirements, backlog, and the traces between them.';
revoke all on schema eng from public, anon, authenticated;
grant usage on schema eng to service_role;

create function eng.touch_updated_at() returns trigger
  language plpgsql
  set search_path = ''
as $$
begin
  new.updated_at := now();
  return new;
end
$$;
comment on function eng.touch_updated_at() is 'Sets updated_at of the row that is written to the time of the transaction.';
revoke all on function eng.touch_updated_at() from public, anon, authenticated, service_role;
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

drop function eng.touch_updated_at();
drop schema eng;
commit;
