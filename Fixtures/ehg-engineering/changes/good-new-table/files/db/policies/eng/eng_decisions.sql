-- Row security of eng.eng_decisions: everything is denied but to the service.
alter table eng.eng_decisions enable row level security;
alter table eng.eng_decisions force row level security;
revoke all on table eng.eng_decisions from public, anon, authenticated, service_role;
grant select, insert, update, delete on table eng.eng_decisions to service_role;

drop policy if exists eng_decisions_service_role on eng.eng_decisions;
create policy eng_decisions_service_role on eng.eng_decisions
  for all to service_role using (true) with check (true);
comment on policy eng_decisions_service_role on eng.eng_decisions is 'Only the service reads and writes.';
