-- Row security of eng.eng_audit_log: the service reads and appends; nobody changes what was written.
alter table eng.eng_audit_log enable row level security;
alter table eng.eng_audit_log force row level security;
revoke all on table eng.eng_audit_log from public, anon, authenticated, service_role;
revoke all on sequence eng.eng_audit_log_id_seq from public, anon, authenticated, service_role;
grant select, insert on table eng.eng_audit_log to service_role;

drop policy if exists eng_audit_log_read on eng.eng_audit_log;
create policy eng_audit_log_read on eng.eng_audit_log
  for select to service_role using (true);
drop policy if exists eng_audit_log_append on eng.eng_audit_log;
create policy eng_audit_log_append on eng.eng_audit_log
  for insert to service_role with check (true);
comment on policy eng_audit_log_read on eng.eng_audit_log is 'Only the service reads.';
comment on policy eng_audit_log_append on eng.eng_audit_log is 'Only the service appends; no policy allows an update or a delete.';
