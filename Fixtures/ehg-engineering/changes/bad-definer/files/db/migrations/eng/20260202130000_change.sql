-- migrate:up
begin;
set local lock_timeout = '5s';

create function eng.reopen(item uuid) returns void language sql security definer as $$ update eng.eng_backlog set status = 'open' where id = item $$;
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

drop function eng.reopen(uuid);
commit;
