-- Decisions: where an architecture decision record stands, and which directive it serves.

-- migrate:up
begin;
set local lock_timeout = '5s';

create table eng.eng_decisions (
  id uuid primary key default gen_random_uuid(),
  sd_id uuid not null references eng.strategic_directives_v2 (id) on delete restrict,
  record_path text not null unique check (record_path ~ '^docs/.+[.]md$'),
  decided_on date not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index eng_decisions_sd_id on eng.eng_decisions (sd_id);

comment on table eng.eng_decisions is 'Architecture decision records, and what they are for.';
comment on column eng.eng_decisions.id is 'Key of the decision.';
comment on column eng.eng_decisions.sd_id is 'The directive that it serves.';
comment on column eng.eng_decisions.record_path is 'Path of the record in its repository.';
comment on column eng.eng_decisions.decided_on is 'The day it was accepted.';
comment on column eng.eng_decisions.created_at is 'When the row was written first.';
comment on column eng.eng_decisions.updated_at is 'When the row was written last; kept by a trigger.';

create trigger eng_decisions_touch
  before update on eng.eng_decisions
  for each row execute function eng.touch_updated_at();

alter table eng.eng_decisions enable row level security;
alter table eng.eng_decisions force row level security;
revoke all on table eng.eng_decisions from public, anon, authenticated, service_role;
grant select, insert, update, delete on table eng.eng_decisions to service_role;
create policy eng_decisions_service_role on eng.eng_decisions
  for all to service_role using (true) with check (true);
comment on policy eng_decisions_service_role on eng.eng_decisions is 'Only the service reads and writes.';
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

drop table eng.eng_decisions;
commit;
