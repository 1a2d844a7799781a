-- The backlog: the work that a requirement makes, and the release it goes out with.

-- migrate:up
begin;
set local lock_timeout = '5s';

create table eng.eng_backlog (
  id uuid primary key default gen_random_uuid(),
  requirement_id uuid not null references eng.product_requirements_v2 (id) on delete restrict,
  release_id uuid references eng.eng_releases (id) on delete restrict,
  backlog_key text not null unique check (backlog_key ~ '^ENG-[0-9]+$'),
  title text not null check (length(title) between 1 and 200),
  kind text not null default 'feature' check (kind in ('feature', 'fix', 'chore', 'migration')),
  status text not null default 'open' check (status in ('open', 'building', 'review', 'done', 'dropped')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint eng_backlog_dropped_is_not_released check (status <> 'dropped' or release_id is null)
);
create index eng_backlog_requirement_id on eng.eng_backlog (requirement_id);
create index eng_backlog_release_id on eng.eng_backlog (release_id);

comment on table eng.eng_backlog is 'Pieces of work, each small enough for one release.';
comment on column eng.eng_backlog.id is 'Key that other tables refer to.';
comment on column eng.eng_backlog.requirement_id is 'The requirement that the work is for.';
comment on column eng.eng_backlog.release_id is 'The release it goes out with; null until it is planned.';
comment on column eng.eng_backlog.backlog_key is 'Name in conversation and in commit messages, as ENG-104.';
comment on column eng.eng_backlog.title is 'One line.';
comment on column eng.eng_backlog.kind is 'feature, fix, chore or migration.';
comment on column eng.eng_backlog.status is 'open, building, review, done or dropped.';
comment on column eng.eng_backlog.created_at is 'When the row was written first.';
comment on column eng.eng_backlog.updated_at is 'When the row was written last; kept by a trigger.';

create trigger eng_backlog_touch
  before update on eng.eng_backlog
  for each row execute function eng.touch_updated_at();

alter table eng.eng_backlog enable row level security;
alter table eng.eng_backlog force row level security;
revoke all on table eng.eng_backlog from public, anon, authenticated, service_role;
grant select, insert, update, delete on table eng.eng_backlog to service_role;
create policy eng_backlog_service_role on eng.eng_backlog
  for all to service_role using (true) with check (true);
comment on policy eng_backlog_service_role on eng.eng_backlog is 'Only the service reads and writes.';
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

drop table eng.eng_backlog;
commit;
