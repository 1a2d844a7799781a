-- How large a piece of work is thought to be.

-- migrate:up
begin;
set local lock_timeout = '5s';

alter table eng.eng_backlog add column estimate_days numeric(4, 1);
alter table eng.eng_backlog
  add constraint eng_backlog_estimate_days check (estimate_days > 0) not valid;
comment on column eng.eng_backlog.estimate_days is 'Working days that it is thought to take; null where nobody has said.';
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

alter table eng.eng_backlog drop column estimate_days;
commit;
