-- migrate:up
begin;
set local lock_timeout = '5s';

create policy eng_qa_gates_all on eng.eng_qa_gates for select to authenticated using (true);
create policy eng_qa_gates_claim on eng.eng_qa_gates for select using (auth.role() = 'service_role');
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

drop policy eng_qa_gates_claim on eng.eng_qa_gates;
drop policy eng_qa_gates_all on eng.eng_qa_gates;
commit;
