-- migrate:up
begin;
set local lock_timeout = '5s';
set standard_conforming_strings = off;

comment on table eng.eng_backlog is 'old notes: \''; commit; drop table eng.eng_backlog; --';
commit;

-- migrate:down
begin;
comment on table eng.eng_backlog is null;
commit;
