-- 200 characters were too few for titles that name two services.

-- migrate:up
begin;
set local lock_timeout = '5s';

alter table eng.eng_backlog
  drop constraint eng_backlog_title_check,
  add constraint eng_backlog_title_check check (length(title) between 1 and 300) not valid;
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

alter table eng.eng_backlog
  drop constraint eng_backlog_title_check,
  add constraint eng_backlog_title_check check (length(title) between 1 and 200);
commit;
