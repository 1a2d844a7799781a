#!/usr/bin/env bash
# Applies the migrations that the database has not seen yet, oldest first.
#
#   PGHOST=… PGUSER=governance_owner PGDATABASE=governance ops/scripts/apply.sh [UNTIL]
#
# UNTIL is the last version to apply (YYYYMMDDHHMMSS). The connection is libpq's, from the environment.
set -euo pipefail
cd "$(dirname "$0")/../.."
source ops/scripts/ledger.sh

until=${1:-99999999999999}
open_ledger
for file in db/migrations/eng/*.sql; do
  version=$(version_of "$file")
  if [[ $version > $until ]]; then break; fi
  case $(state_of "$version") in
  applied) continue ;;
  absent) ;;
  *)
    echo "apply: $version was begun and never finished: see what it left, then finish or delete its row in eng_ops.ledger" >&2
    exit 1
    ;;
  esac
  echo "apply: $(basename "$file" .sql)"
  begin_version "$version"
  if direction up "$file" | run; then finish_version "$version"; else
    # The one transaction of the file was rolled back, unless the connection was lost: then the row stays.
    forget_version "$version"
    exit 1
  fi
done
