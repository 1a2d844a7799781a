-- migrate:up
begin;
set local lock_timeout = '5s';

create table if not exists eng.eng_owner_map (area text primary key);
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

drop table eng.eng_owner_map;
commit;
