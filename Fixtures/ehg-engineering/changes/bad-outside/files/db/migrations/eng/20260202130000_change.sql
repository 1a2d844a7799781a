-- migrate:up
begin;
set local lock_timeout = '5s';

create extension dblink;
select dblink_exec('dbname=venture', 'delete from items');
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

drop extension dblink;
commit;
