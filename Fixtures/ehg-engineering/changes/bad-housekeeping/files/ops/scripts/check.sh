#!/usr/bin/env bash
set -euo pipefail
psql -v ON_ERROR_STOP=1 --file ops/checks.sql || true
