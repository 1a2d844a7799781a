-- Row security of eng.eng_releases: everything is denied but to the service.
alter table eng.eng_releases enable row level security;
alter table eng.eng_releases force row level security;
revoke all on table eng.eng_releases from public, anon, authenticated, service_role;
grant select, insert, update, delete on table eng.eng_releases to service_role;

drop policy if exists eng_releases_service_role on eng.eng_releases;
create policy eng_releases_service_role on eng.eng_releases
  for all to service_role using (true) with check (true);
comment on policy eng_releases_service_role on eng.eng_releases is 'Only the service reads and writes.';
