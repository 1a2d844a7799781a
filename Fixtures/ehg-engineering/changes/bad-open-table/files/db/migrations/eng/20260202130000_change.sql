-- migrate:up
begin;
set local lock_timeout = '5s';

create table eng.eng_drafts (id uuid primary key);
grant select on eng.eng_drafts to venture_app;
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

drop table eng.eng_drafts;
commit;
