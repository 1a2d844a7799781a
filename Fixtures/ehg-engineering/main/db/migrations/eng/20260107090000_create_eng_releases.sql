-- Releases: the weekly trains, and the hotfixes between them.

-- migrate:up
begin;
set local lock_timeout = '5s';

create table eng.eng_releases (
  id uuid primary key default gen_random_uuid(),
  kind text not null default 'train' check (kind in ('train', 'hotfix')),
  planned_on date not null,
  commit_sha text check (commit_sha ~ '^[0-9a-f]{40}$'),
  cut_at timestamptz,
  notes_url text check (notes_url ~ '^https://'),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint eng_releases_train_on_thursday check (kind <> 'train' or extract(isodow from planned_on) = 4),
  constraint eng_releases_cut_has_commit check (cut_at is null or commit_sha is not null)
);
create unique index eng_releases_one_train_a_day on eng.eng_releases (planned_on) where kind = 'train';

comment on table eng.eng_releases is 'What went, or will go, to production together.';
comment on column eng.eng_releases.id is 'Key that other tables refer to.';
comment on column eng.eng_releases.kind is 'train: the weekly one; hotfix: approved by itself.';
comment on column eng.eng_releases.planned_on is 'The day of the cut, in UTC; trains leave on a Thursday.';
comment on column eng.eng_releases.commit_sha is 'The commit that was deployed; null before the cut.';
comment on column eng.eng_releases.cut_at is 'When it was deployed; null before the cut.';
comment on column eng.eng_releases.notes_url is 'Where the release notes are.';
comment on column eng.eng_releases.created_at is 'When the row was written first.';
comment on column eng.eng_releases.updated_at is 'When the row was written last; kept by a trigger.';

create trigger eng_releases_touch
  before update on eng.eng_releases
  for each row execute function eng.touch_updated_at();

alter table eng.eng_releases enable row level security;
alter table eng.eng_releases force row level security;
revoke all on table eng.eng_releases from public, anon, authenticated, service_role;
grant select, insert, update, delete on table eng.eng_releases to service_role;
create policy eng_releases_service_role on eng.eng_releases
  for all to service_role using (true) with check (true);
comment on policy eng_releases_service_role on eng.eng_releases is 'Only the service reads and writes.';
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

drop table eng.eng_releases;
commit;
