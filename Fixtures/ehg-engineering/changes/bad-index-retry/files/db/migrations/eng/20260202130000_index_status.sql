-- migrate:up
-- no-transaction: CREATE INDEX CONCURRENTLY
create index concurrently if not exists eng_backlog_status on eng.eng_backlog (status);

-- migrate:down
-- no-transaction: DROP INDEX CONCURRENTLY
drop index concurrently eng.eng_backlog_status;
