-- migrate:up
begin;
set local lock_timeout = '5s';

create view eng.v_eng_states with (security_invoker = true, security_barrier = true) as select status, count(*) as items from eng.eng_backlog group by status;
grant select on eng.v_eng_states to venture_app;
drop view eng.v_eng_backlog_rollup;
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

-- irreversible: the rollup is retired
drop view eng.v_eng_states;
commit;
