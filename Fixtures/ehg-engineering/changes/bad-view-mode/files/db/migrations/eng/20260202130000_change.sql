-- migrate:up
begin;
set local lock_timeout = '5s';

create view eng.v_eng_states as select status, count(*) as items from eng.eng_backlog group by status;
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

drop view eng.v_eng_states;
commit;
