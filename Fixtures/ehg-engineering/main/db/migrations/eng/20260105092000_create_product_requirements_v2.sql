-- Product requirements: each serves one directive.

-- migrate:up
begin;
set local lock_timeout = '5s';

create table eng.product_requirements_v2 (
  id uuid primary key default gen_random_uuid(),
  sd_id uuid not null references eng.strategic_directives_v2 (id) on delete restrict,
  requirement_key text not null unique check (requirement_key ~ '^PRD-[0-9]{3,}$'),
  title text not null check (length(title) between 1 and 200),
  problem text not null,
  status text not null default 'draft' check (status in ('draft', 'approved', 'building', 'shipped', 'dropped')),
  version integer not null default 1 check (version > 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index product_requirements_v2_sd_id on eng.product_requirements_v2 (sd_id);

comment on table eng.product_requirements_v2 is 'What a product has to do, and for which directive.';
comment on column eng.product_requirements_v2.id is 'Key that other tables refer to.';
comment on column eng.product_requirements_v2.sd_id is 'The directive that the requirement serves.';
comment on column eng.product_requirements_v2.requirement_key is 'Name in conversation, as PRD-001.';
comment on column eng.product_requirements_v2.title is 'One line.';
comment on column eng.product_requirements_v2.problem is 'Whose problem is solved, and which.';
comment on column eng.product_requirements_v2.status is 'draft, approved, building, shipped or dropped.';
comment on column eng.product_requirements_v2.version is 'Counts the approved revisions of the text.';
comment on column eng.product_requirements_v2.created_at is 'When the row was written first.';
comment on column eng.product_requirements_v2.updated_at is 'When the row was written last; kept by a trigger.';

create trigger product_requirements_v2_touch
  before update on eng.product_requirements_v2
  for each row execute function eng.touch_updated_at();

alter table eng.product_requirements_v2 enable row level security;
alter table eng.product_requirements_v2 force row level security;
revoke all on table eng.product_requirements_v2 from public, anon, authenticated, service_role;
grant select, insert, update, delete on table eng.product_requirements_v2 to service_role;
create policy product_requirements_v2_service_role on eng.product_requirements_v2
  for all to service_role using (true) with check (true);
comment on policy product_requirements_v2_service_role on eng.product_requirements_v2 is 'Only the service reads and writes.';
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

drop table eng.product_requirements_v2;
commit;
