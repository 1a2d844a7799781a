-- Copy it to db/migrations/eng/YYYYMMDDHHMMSS_what_it_does.sql, with the time at which you write it.
-- The transaction stands in the file, so the runner is told to bring none of its own.
-- migrate:up transaction:false
BEGIN;
-- What it does.
COMMIT;
-- migrate:down transaction:false
BEGIN;
-- What takes it back, for the data that is there by then.
COMMIT;
