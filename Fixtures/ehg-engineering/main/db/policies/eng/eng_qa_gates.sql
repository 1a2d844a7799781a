-- Row security of eng.eng_qa_gates: everything is denied but to the service.
alter table eng.eng_qa_gates enable row level security;
alter table eng.eng_qa_gates force row level security;
revoke all on table eng.eng_qa_gates from public, anon, authenticated, service_role;
grant select, insert, update, delete on table eng.eng_qa_gates to service_role;

drop policy if exists eng_qa_gates_service_role on eng.eng_qa_gates;
create policy eng_qa_gates_service_role on eng.eng_qa_gates
  for all to service_role using (true) with check (true);
comment on policy eng_qa_gates_service_role on eng.eng_qa_gates is 'Only the service reads and writes.';
