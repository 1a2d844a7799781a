-- A day by which a piece of work is promised. Nullable and without a default: the table is not rewritten.

-- migrate:up
begin;
set local lock_timeout = '5s';

alter table eng.eng_backlog add column due_on date;
comment on column eng.eng_backlog.due_on is 'The day by which it is promised; null where nothing is.';
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

alter table eng.eng_backlog drop column due_on;
commit;
