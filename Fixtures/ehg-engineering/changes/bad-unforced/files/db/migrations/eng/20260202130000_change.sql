-- migrate:up
begin;
set local lock_timeout = '5s';

create table eng.eng_notes (id uuid primary key);
alter table eng.eng_notes enable row level security;
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

drop table eng.eng_notes;
commit;
