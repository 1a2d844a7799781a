-- migrate:up
begin;
set local lock_timeout = '5s';

create index users_email on auth.users (email);
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

drop index auth.users_email;
commit;
