-- What Supabase has and a plain PostgreSQL 15 has not: its API roles. For rehearsals; never run it on Supabase.
-- Run it as a superuser, once a cluster. service_role passes row security there, too.
create role anon nologin noinherit;
create role authenticated nologin noinherit;
create role service_role nologin noinherit bypassrls;

-- Migrations run as a role that owns the database and is no superuser, as `postgres` is on Supabase.
create role governance_owner login nosuperuser nocreatedb nocreaterole nobypassrls;
grant anon, authenticated, service_role to governance_owner;

-- Supabase hands whatever its owner creates to the API roles. Migrations must stay closed all the same.
alter default privileges for role governance_owner grant all on tables to anon, authenticated, service_role;
alter default privileges for role governance_owner grant all on sequences to anon, authenticated, service_role;
alter default privileges for role governance_owner grant all on functions to anon, authenticated, service_role;
