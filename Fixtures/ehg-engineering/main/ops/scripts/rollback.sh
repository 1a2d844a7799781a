#!/usr/bin/env bash
# Takes back the migrations after a version, newest first: rollback.sh 20260119090000, or rollback.sh 0 for all.
# It asks for nothing and drops what the migrations made, with the data in it. Take a backup first.
set -euo pipefail
cd "$(dirname "$0")/../.."
source ops/scripts/ledger.sh

after=${1:?the version that is to stay the last one}
open_ledger
for version in $(versions_after "$after"); do
  files=(db/migrations/eng/"$version"_*.sql)
  if [ ! -f "${files[0]}" ]; then
    echo "rollback: there is no file of $version here: check out the commit that it was applied from" >&2
    exit 1
  fi
  echo "rollback: $(basename "${files[0]}" .sql)"
  direction down "${files[0]}" | run
  forget_version "$version"
done
