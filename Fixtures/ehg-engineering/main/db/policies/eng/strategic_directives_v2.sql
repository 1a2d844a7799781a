-- Row security of eng.strategic_directives_v2: everything is denied but to the service.
alter table eng.strategic_directives_v2 enable row level security;
alter table eng.strategic_directives_v2 force row level security;
revoke all on table eng.strategic_directives_v2 from public, anon, authenticated, service_role;
grant select, insert, update, delete on table eng.strategic_directives_v2 to service_role;

drop policy if exists strategic_directives_v2_service_role on eng.strategic_directives_v2;
create policy strategic_directives_v2_service_role on eng.strategic_directives_v2
  for all to service_role using (true) with check (true);
comment on policy strategic_directives_v2_service_role on eng.strategic_directives_v2 is 'Only the service reads and writes.';
