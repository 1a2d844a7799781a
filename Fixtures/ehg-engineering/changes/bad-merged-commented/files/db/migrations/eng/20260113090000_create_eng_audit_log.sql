-- The audit log: who changed what and when.

-- migrate:up
begin;
set local lock_timeout = '5s';

create table eng.eng_audit_log (
  id bigint generated always as identity primary key,
  recorded_at timestamptz not null default clock_timestamp(),
  actor text not null default current_user,
  action text not null check (action in ('insert', 'update', 'delete')),
  table_name text not null,
  row_id uuid not null,
  old_row jsonb,
  new_row jsonb,
  constraint eng_audit_log_rows check (
    (action = 'insert') = (old_row is null) and (action = 'delete') = (new_row is null))
);
create index eng_audit_log_row on eng.eng_audit_log (table_name, row_id);

comment on table eng.eng_audit_log is 'Every change of a governed row, in the order it was made. Append only.';
comment on column eng.eng_audit_log.id is 'Counts upwards.';
comment on column eng.eng_audit_log.recorded_at is 'When the change was made.';
comment on column eng.eng_audit_log.actor is 'The database role that made it.';
comment on column eng.eng_audit_log.action is 'insert, update or delete.';
comment on column eng.eng_audit_log.table_name is 'The table, without its schema.';
comment on column eng.eng_audit_log.row_id is 'The id of the row.';
comment on column eng.eng_audit_log.old_row is 'The row before; null for an insert.';
comment on column eng.eng_audit_log.new_row is 'The row after; null for a delete.';

alter table eng.eng_audit_log enable row level security;
alter table eng.eng_audit_log force row level security;
revoke all on table eng.eng_audit_log from public, anon, authenticated, service_role;
revoke all on sequence eng.eng_audit_log_id_seq from public, anon, authenticated, service_role;
grant select, insert on table eng.eng_audit_log to service_role;
create policy eng_audit_log_read on eng.eng_audit_log
  for select to service_role using (true);
create policy eng_audit_log_append on eng.eng_audit_log
  for insert to service_role with check (true);
comment on policy eng_audit_log_read on eng.eng_audit_log is 'Only the service reads.';
comment on policy eng_audit_log_append on eng.eng_audit_log is 'Only the service appends; no policy allows an update or a delete.';

-- It runs with the rights of who makes the change: a definer function would be a way around row security.
create function eng.record_change() returns trigger
  language plpgsql
  set search_path = ''
as $$
begin
  insert into eng.eng_audit_log (action, table_name, row_id, old_row, new_row)
  values (
    lower(tg_op), tg_table_name, coalesce(new.id, old.id),
    case when tg_op <> 'INSERT' then to_jsonb(old) end,
    case when tg_op <> 'DELETE' then to_jsonb(new) end);
  return null;
end
$$;
comment on function eng.record_change() is 'Writes the change of a row to eng.eng_audit_log.';
revoke all on function eng.record_change() from public, anon, authenticated, service_role;

create trigger strategic_directives_v2_audit
  after insert or update or delete on eng.strategic_directives_v2
  for each row execute function eng.record_change();
create trigger product_requirements_v2_audit
  after insert or update or delete on eng.product_requirements_v2
  for each row execute function eng.record_change();
create trigger eng_backlog_audit
  after insert or update or delete on eng.eng_backlog
  for each row execute function eng.record_change();
create trigger eng_qa_gates_audit
  after insert or update or delete on eng.eng_qa_gates
  for each row execute function eng.record_change();
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

drop trigger eng_qa_gates_audit on eng.eng_qa_gates;
drop trigger eng_backlog_audit on eng.eng_backlog;
drop trigger product_requirements_v2_audit on eng.product_requirements_v2;
drop trigger strategic_directives_v2_audit on eng.strategic_directives_v2;
drop function eng.record_change();
drop table eng.eng_audit_log;
commit;
