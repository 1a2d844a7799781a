-- Row security of eng.eng_owner_map: everything is denied but to the service.
alter table eng.eng_owner_map enable row level security;
alter table eng.eng_owner_map force row level security;
revoke all on table eng.eng_owner_map from public, anon, authenticated, service_role;
grant select, insert, update, delete on table eng.eng_owner_map to service_role;

drop policy if exists eng_owner_map_service_role on eng.eng_owner_map;
create policy eng_owner_map_service_role on eng.eng_owner_map
  for all to service_role using (true) with check (true);
comment on policy eng_owner_map_service_role on eng.eng_owner_map is 'Only the service reads and writes.';
