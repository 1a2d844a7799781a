-- QA gates: what a piece of work has to pass before a release takes it.

-- migrate:up
begin;
set local lock_timeout = '5s';

create table eng.eng_qa_gates (
  id uuid primary key default gen_random_uuid(),
  backlog_id uuid not null references eng.eng_backlog (id) on delete cascade,
  gate text not null check (gate in ('unit', 'integration', 'security', 'acceptance')),
  state text not null default 'pending' check (state in ('pending', 'passed', 'failed', 'waived')),
  evidence_url text check (evidence_url ~ '^https://'),
  decided_by text,
  decided_at timestamptz,
  reason text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- Also the index on backlog_id.
  constraint eng_qa_gates_one_of_each unique (backlog_id, gate),
  constraint eng_qa_gates_decided check (
    case when state = 'pending'
      then decided_by is null and decided_at is null
      else decided_by is not null and decided_at is not null
    end),
  constraint eng_qa_gates_waived_for_a_reason check (state <> 'waived' or coalesce(reason, '') <> '')
);

comment on table eng.eng_qa_gates is 'The state of each quality gate of a piece of work.';
comment on column eng.eng_qa_gates.id is 'Key of the gate.';
comment on column eng.eng_qa_gates.backlog_id is 'The piece of work.';
comment on column eng.eng_qa_gates.gate is 'unit, integration, security or acceptance.';
comment on column eng.eng_qa_gates.state is 'pending, passed, failed or waived.';
comment on column eng.eng_qa_gates.evidence_url is 'Where the run or the protocol is to be seen.';
comment on column eng.eng_qa_gates.decided_by is 'Login of who, or name of what, decided; null while pending.';
comment on column eng.eng_qa_gates.decided_at is 'When it was decided; null while pending.';
comment on column eng.eng_qa_gates.reason is 'Why a gate was waived; required then.';
comment on column eng.eng_qa_gates.created_at is 'When the row was written first.';
comment on column eng.eng_qa_gates.updated_at is 'When the row was written last; kept by a trigger.';

create trigger eng_qa_gates_touch
  before update on eng.eng_qa_gates
  for each row execute function eng.touch_updated_at();

alter table eng.eng_qa_gates enable row level security;
alter table eng.eng_qa_gates force row level security;
revoke all on table eng.eng_qa_gates from public, anon, authenticated, service_role;
grant select, insert, update, delete on table eng.eng_qa_gates to service_role;
create policy eng_qa_gates_service_role on eng.eng_qa_gates
  for all to service_role using (true) with check (true);
comment on policy eng_qa_gates_service_role on eng.eng_qa_gates is 'Only the service reads and writes.';
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

drop table eng.eng_qa_gates;
commit;
