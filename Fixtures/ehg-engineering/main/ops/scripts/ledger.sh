# What apply.sh and rollback.sh share: which versions the database has seen, and how a file is read. To be sourced.
#
# The ledger has a schema of its own, so that the migrations can make and drop theirs. A version is noted before it
# runs and marked finished afterwards: a run that was cut off is seen, and two runs at once stop each other.

run() { psql --no-psqlrc --quiet --no-align --tuples-only --set ON_ERROR_STOP=1 "$@"; }

open_ledger() {
  run <<'SQL'
set client_min_messages = warning;
begin;
create schema if not exists eng_ops;
revoke all on schema eng_ops from public;
create table if not exists eng_ops.ledger (
  version text primary key check (version ~ '^[0-9]{14}$'),
  begun_at timestamptz not null default now(),
  finished_at timestamptz
);
revoke all on table eng_ops.ledger from public, anon, authenticated, service_role;
alter table eng_ops.ledger enable row level security;
commit;
SQL
}

version_of() { basename "$1" | cut -c 1-14; }

# A version has digits only: anything else would not match the table's check, and is refused before it is SQL.
checked() { if [[ $1 =~ ^[0-9]+$ ]]; then echo "$1"; else echo "ledger: $1 is no version" >&2 && return 1; fi; }

state_of() { # absent, begun or applied
  local version
  version=$(checked "$1")
  run --command "select coalesce((select case when finished_at is null then 'begun' else 'applied' end
    from eng_ops.ledger where version = '$version'), 'absent')"
}

begin_version() { run --command "insert into eng_ops.ledger (version) values ('$(checked "$1")')"; }
finish_version() { run --command "update eng_ops.ledger set finished_at = now() where version = '$(checked "$1")'"; }
forget_version() { run --command "delete from eng_ops.ledger where version = '$(checked "$1")'"; }
versions_after() {
  run --command "select version from eng_ops.ledger where version > '$(checked "$1")' order by version desc"
}

direction() { # direction up|down FILE: the part of a migration behind its marker
  awk -v wanted="$1" '$1 == "--" && $2 ~ /^migrate:/ { within = ($2 == "migrate:" wanted); next } within' "$2"
}
