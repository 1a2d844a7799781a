drop policy if exists eng_qa_gates_all on eng.eng_qa_gates;
create policy eng_qa_gates_all on eng.eng_qa_gates for select to authenticated using (true);
drop policy if exists eng_qa_gates_claim on eng.eng_qa_gates;
create policy eng_qa_gates_claim on eng.eng_qa_gates for select using (auth.role() = 'service_role');
