-- Copy it to db/migrations/eng/YYYYMMDDHHMMSS_what_it_does.sql, with the time at which you write it.
-- migrate:up
BEGIN;
-- What it does.
COMMIT;
-- migrate:down
BEGIN;
-- What takes it back, for the data that is there by then.
COMMIT;
