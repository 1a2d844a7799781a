#!/usr/bin/env bash
# Brings eng.eng_owner_map up to ops/backfill/eng_owner_map.csv. It may be run again: equal rows are not touched, and
# areas that the file no longer names are listed, not deleted.
set -euo pipefail
cd "$(dirname "$0")/../.."

# The owner of the table is under row security, too (it is forced): the service writes.
psql --no-psqlrc --quiet --no-align --tuples-only --set ON_ERROR_STOP=1 <<'SQL'
begin;
set local role service_role;
create temporary table incoming (area text, team text, owner_login text, escalation_login text) on commit drop;
\copy incoming from 'ops/backfill/eng_owner_map.csv' with (format csv, header match)

insert into eng.eng_owner_map as known (area, team, owner_login, escalation_login)
select area, team, owner_login, escalation_login from incoming
on conflict (area) do update
  set team = excluded.team, owner_login = excluded.owner_login, escalation_login = excluded.escalation_login
  where (known.team, known.owner_login, known.escalation_login)
    is distinct from (excluded.team, excluded.owner_login, excluded.escalation_login);

select 'not in the file: ' || area from eng.eng_owner_map
where area not in (select area from incoming) order by area;
commit;
SQL
