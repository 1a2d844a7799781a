-- Strategic directives: what the company wants, and who answers for it.

-- migrate:up
begin;
set local lock_timeout = '5s';

create table eng.strategic_directives_v2 (
  id uuid primary key default gen_random_uuid(),
  directive_key text not null unique check (directive_key ~ '^SD-[0-9]{3,}$'),
  title text not null check (length(title) between 1 and 200),
  intent text not null,
  status text not null default 'draft' check (status in ('draft', 'active', 'paused', 'retired')),
  owner_login text not null check (owner_login <> ''),
  starts_on date,
  ends_on date,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  constraint strategic_directives_v2_ends_after_start check (ends_on >= starts_on)
);

comment on table eng.strategic_directives_v2 is 'What the company wants of engineering. The first version lived in a spreadsheet.';
comment on column eng.strategic_directives_v2.id is 'Key that other tables refer to.';
comment on column eng.strategic_directives_v2.directive_key is 'Name in conversation, as SD-001; never used again for another directive.';
comment on column eng.strategic_directives_v2.title is 'One line.';
comment on column eng.strategic_directives_v2.intent is 'What is different once the directive is fulfilled.';
comment on column eng.strategic_directives_v2.status is 'draft, active, paused or retired.';
comment on column eng.strategic_directives_v2.owner_login is 'Login of the person who answers for it.';
comment on column eng.strategic_directives_v2.starts_on is 'First day it is in force; null while undecided.';
comment on column eng.strategic_directives_v2.ends_on is 'Last day it is in force; null for no end.';
comment on column eng.strategic_directives_v2.created_at is 'When the row was written first.';
comment on column eng.strategic_directives_v2.updated_at is 'When the row was written last; kept by a trigger.';

create trigger strategic_directives_v2_touch
  before update on eng.strategic_directives_v2
  for each row execute function eng.touch_updated_at();

alter table eng.strategic_directives_v2 enable row level security;
alter table eng.strategic_directives_v2 force row level security;
revoke all on table eng.strategic_directives_v2 from public, anon, authenticated, service_role;
grant select, insert, update, delete on table eng.strategic_directives_v2 to service_role;
create policy strategic_directives_v2_service_role on eng.strategic_directives_v2
  for all to service_role using (true) with check (true);
comment on policy strategic_directives_v2_service_role on eng.strategic_directives_v2 is 'Only the service reads and writes.';
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

drop table eng.strategic_directives_v2;
commit;
