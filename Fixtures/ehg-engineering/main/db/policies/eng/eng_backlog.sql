-- Row security of eng.eng_backlog: everything is denied but to the service.
alter table eng.eng_backlog enable row level security;
alter table eng.eng_backlog force row level security;
revoke all on table eng.eng_backlog from public, anon, authenticated, service_role;
grant select, insert, update, delete on table eng.eng_backlog to service_role;

drop policy if exists eng_backlog_service_role on eng.eng_backlog;
create policy eng_backlog_service_role on eng.eng_backlog
  for all to service_role using (true) with check (true);
comment on policy eng_backlog_service_role on eng.eng_backlog is 'Only the service reads and writes.';
