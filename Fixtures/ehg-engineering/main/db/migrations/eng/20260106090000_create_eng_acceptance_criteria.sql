-- Acceptance criteria: when a requirement is met, in an order that people agreed on.

-- migrate:up
begin;
set local lock_timeout = '5s';

create table eng.eng_acceptance_criteria (
  id uuid primary key default gen_random_uuid(),
  requirement_id uuid not null references eng.product_requirements_v2 (id) on delete cascade,
  position integer not null check (position > 0),
  statement text not null check (statement <> ''),
  verified_by text not null default 'test' check (verified_by in ('test', 'review', 'measurement')),
  verified_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  -- Also the index on requirement_id.
  constraint eng_acceptance_criteria_position unique (requirement_id, position)
);

comment on table eng.eng_acceptance_criteria is 'The sentences that have to be true before a requirement counts as shipped.';
comment on column eng.eng_acceptance_criteria.id is 'Key of the criterion.';
comment on column eng.eng_acceptance_criteria.requirement_id is 'The requirement it belongs to.';
comment on column eng.eng_acceptance_criteria.position is 'Its place among the criteria of the requirement, from 1.';
comment on column eng.eng_acceptance_criteria.statement is 'What has to be true.';
comment on column eng.eng_acceptance_criteria.verified_by is 'How it is established: test, review or measurement.';
comment on column eng.eng_acceptance_criteria.verified_at is 'When it was found true; null until then.';
comment on column eng.eng_acceptance_criteria.created_at is 'When the row was written first.';
comment on column eng.eng_acceptance_criteria.updated_at is 'When the row was written last; kept by a trigger.';

create trigger eng_acceptance_criteria_touch
  before update on eng.eng_acceptance_criteria
  for each row execute function eng.touch_updated_at();

alter table eng.eng_acceptance_criteria enable row level security;
alter table eng.eng_acceptance_criteria force row level security;
revoke all on table eng.eng_acceptance_criteria from public, anon, authenticated, service_role;
grant select, insert, update, delete on table eng.eng_acceptance_criteria to service_role;
create policy eng_acceptance_criteria_service_role on eng.eng_acceptance_criteria
  for all to service_role using (true) with check (true);
comment on policy eng_acceptance_criteria_service_role on eng.eng_acceptance_criteria is 'Only the service reads and writes.';
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

drop table eng.eng_acceptance_criteria;
commit;
