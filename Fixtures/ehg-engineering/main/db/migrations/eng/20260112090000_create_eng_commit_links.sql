-- Commit links: which commits are the work of which backlog item.

-- migrate:up
begin;
set local lock_timeout = '5s';

create table eng.eng_commit_links (
  id uuid primary key default gen_random_uuid(),
  backlog_id uuid not null references eng.eng_backlog (id) on delete cascade,
  repository text not null check (repository ~ '^[^/[:space:]]+/[^/[:space:]]+$'),
  commit_sha text not null check (commit_sha ~ '^[0-9a-f]{40}$'),
  committed_at timestamptz not null,
  created_at timestamptz not null default now(),
  -- Also the index on backlog_id.
  constraint eng_commit_links_once unique (backlog_id, repository, commit_sha)
);
create index eng_commit_links_commit_sha on eng.eng_commit_links (commit_sha);

comment on table eng.eng_commit_links is 'The commits whose messages name a backlog item.';
comment on column eng.eng_commit_links.id is 'Key of the link.';
comment on column eng.eng_commit_links.backlog_id is 'The piece of work.';
comment on column eng.eng_commit_links.repository is 'Owner and name, as acme/platform.';
comment on column eng.eng_commit_links.commit_sha is 'The commit, 40 hexadecimal digits.';
comment on column eng.eng_commit_links.committed_at is 'When the commit was made, as it says.';
comment on column eng.eng_commit_links.created_at is 'When the row was written. A link is never changed.';

alter table eng.eng_commit_links enable row level security;
alter table eng.eng_commit_links force row level security;
revoke all on table eng.eng_commit_links from public, anon, authenticated, service_role;
grant select, insert, delete on table eng.eng_commit_links to service_role;
create policy eng_commit_links_service_role on eng.eng_commit_links
  for all to service_role using (true) with check (true);
comment on policy eng_commit_links_service_role on eng.eng_commit_links is 'Only the service reads and writes.';
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

drop table eng.eng_commit_links;
commit;
