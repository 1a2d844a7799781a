-- The owner map: which team answers for which part of the code. Filled from ops/backfill/eng_owner_map.csv.

-- migrate:up
begin;
set local lock_timeout = '5s';

create table eng.eng_owner_map (
  area text primary key check (area ~ '^[a-z0-9][a-z0-9_/-]*$'),
  team text not null check (team <> ''),
  owner_login text not null check (owner_login <> ''),
  escalation_login text not null check (escalation_login <> ''),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint eng_owner_map_two_people check (owner_login <> escalation_login)
);

comment on table eng.eng_owner_map is 'Who answers for which part of the code.';
comment on column eng.eng_owner_map.area is 'A path prefix or a service, as services/orders-ts.';
comment on column eng.eng_owner_map.team is 'The team, as payments.';
comment on column eng.eng_owner_map.owner_login is 'Login of the person who answers for it.';
comment on column eng.eng_owner_map.escalation_login is 'Login of the person to ask when the owner is away.';
comment on column eng.eng_owner_map.created_at is 'When the row was written first.';
comment on column eng.eng_owner_map.updated_at is 'When the row was written last; kept by a trigger.';

create trigger eng_owner_map_touch
  before update on eng.eng_owner_map
  for each row execute function eng.touch_updated_at();

alter table eng.eng_owner_map enable row level security;
alter table eng.eng_owner_map force row level security;
revoke all on table eng.eng_owner_map from public, anon, authenticated, service_role;
grant select, insert, update, delete on table eng.eng_owner_map to service_role;
create policy eng_owner_map_service_role on eng.eng_owner_map
  for all to service_role using (true) with check (true);
comment on policy eng_owner_map_service_role on eng.eng_owner_map is 'Only the service reads and writes.';
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

drop table eng.eng_owner_map;
commit;
