-- migrate:up
-- signalbox: allow db/blocking-lock
begin;
set local lock_timeout = '5s';

alter table eng.eng_backlog add column label text;
comment on column eng.eng_backlog.label is 'A word to find it by.';
commit;

-- migrate:down
begin;
set local lock_timeout = '5s';

alter table eng.eng_backlog drop column label;
commit;
