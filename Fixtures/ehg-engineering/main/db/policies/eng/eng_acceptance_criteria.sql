-- Row security of eng.eng_acceptance_criteria: everything is denied but to the service.
alter table eng.eng_acceptance_criteria enable row level security;
alter table eng.eng_acceptance_criteria force row level security;
revoke all on table eng.eng_acceptance_criteria from public, anon, authenticated, service_role;
grant select, insert, update, delete on table eng.eng_acceptance_criteria to service_role;

drop policy if exists eng_acceptance_criteria_service_role on eng.eng_acceptance_criteria;
create policy eng_acceptance_criteria_service_role on eng.eng_acceptance_criteria
  for all to service_role using (true) with check (true);
comment on policy eng_acceptance_criteria_service_role on eng.eng_acceptance_criteria is 'Only the service reads and writes.';
