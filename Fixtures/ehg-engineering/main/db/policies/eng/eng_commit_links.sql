-- Row security of eng.eng_commit_links: everything is denied but to the service.
alter table eng.eng_commit_links enable row level security;
alter table eng.eng_commit_links force row level security;
revoke all on table eng.eng_commit_links from public, anon, authenticated, service_role;
grant select, insert, delete on table eng.eng_commit_links to service_role;

drop policy if exists eng_commit_links_service_role on eng.eng_commit_links;
create policy eng_commit_links_service_role on eng.eng_commit_links
  for all to service_role using (true) with check (true);
comment on policy eng_commit_links_service_role on eng.eng_commit_links is 'Only the service reads and writes.';
