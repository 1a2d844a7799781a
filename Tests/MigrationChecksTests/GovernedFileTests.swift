import Testing

/// Scripts and workflows that must not go green by accident, reports and maps, and what pull requests say.
@Suite struct GovernedFileTests {
  private static let script = """
    #!/usr/bin/env bash
    set -euo pipefail
    : "${STAGING_DATABASE_URL:?set it}"
    psql -XAtq -v ON_ERROR_STOP=1 "$STAGING_DATABASE_URL" -f ops/checks/rls.sql
    psql -XAtq -v ON_ERROR_STOP=1 "$STAGING_DATABASE_URL" -f ops/checks/views.sql
    db-verify audit append --ran 'run_checks.sh' --result pass

    """

  @Test(arguments: [
    ("", "", 0), ("psql -XAtq", "# a comment: || true\npsql -XAtq", 0), ("rls.sql", "rls.sql || exit 1", 0),
    ("rls.sql", "rls.sql || true", 1), ("rls.sql", "rls.sql ; true", 1), ("rls.sql", "rls.sql || echo failed", 1),
    ("rls.sql", "rls.sql || exit 0", 1), ("rls.sql", "rls.sql &", 1), (" -v ON_ERROR_STOP=1", "", 2),
    ("set -euo pipefail", "set -eu", 1), ("set -euo pipefail", "set -euo pipefail\nset +e", 1),
    ("set -euo pipefail", "set -euo pipefail\ntrap 'exit 0' EXIT", 1),
    (": \"${STAGING_DATABASE_URL:?set it}\"", "URL=\"${STAGING_DATABASE_URL:-postgres://prod.example/db}\"", 1),
    (": \"${STAGING_DATABASE_URL:?set it}\"", "STAGING_DATABASE_URL=postgres://prod.example/db", 1),
    ("\"$STAGING_DATABASE_URL\" -f ops/checks/views.sql", "\"$PRODUCTION_DATABASE_URL\" -f ops/checks/views.sql", 1),
    (
      "psql -XAtq -v ON_ERROR_STOP=1 \"$STAGING_DATABASE_URL\" -f ops/checks/rls.sql",
      "if ! psql -v ON_ERROR_STOP=1 -f ops/checks/rls.sql; then\n  echo failed\nfi", 1
    ),
    (
      "psql -XAtq -v ON_ERROR_STOP=1 \"$STAGING_DATABASE_URL\" -f ops/checks/rls.sql",
      "if ! psql -v ON_ERROR_STOP=1 -f ops/checks/rls.sql; then\n  echo failed\n  exit 1\nfi", 0
    ),
    ("db-verify audit append --ran 'run_checks.sh' --result pass\n", "", 1),
    ("set -euo pipefail\n", "set -euo pipefail\nexit 0\n", 1),
    ("ops/checks/rls.sql", "ops/backfill/owners.sql", 1), ("psql -XAtq -v", "psql -XAtq1 -v", 0),
  ])
  func `a script is told where a failure of it is lost`(old: String, new: String, count: Int) async throws {
    let text = old.isEmpty ? Self.script : Self.script.replacing(old, with: new)
    let found = try await findings(
      "-- ops/scripts/run_checks.sh --\n\(text)",
      policy: """
        documents: { audit: ops/audit }
        housekeeping: { scripts: ["ops/scripts/**"], paths: ["ops/backfill/**"] }
        """, only: ["unsafe-ops-script"])
    #expect(found.count == count, "\(new): \(found)")
  }

  @Test(arguments: [
    ("insert into t (id) values (1);", 1), ("insert into t (id) values (1) on conflict do nothing;", 0),
    ("insert into t (id) select 1 where not exists (select 1 from t where id = 1);", 0),
    ("update t set n = n + 1;", 1), ("update t set n = n + 1 where n = 0;", 0), ("update t set n = 2;", 0),
    ("create temporary table s (id int);\ninsert into s values (1);", 0),
    ("create temporary table s as select 1 as id;\ninsert into s values (2);", 0),
  ])
  func `a backfill can be run twice`(text: String, count: Int) async throws {
    let found = try await findings(
      "-- ops/backfill/a.sql --\n\(text)\n", policy: "housekeeping: { paths: [\"ops/backfill/**\"] }",
      only: ["unsafe-ops-script"])
    #expect(found.count == count, "\(text)")
  }

  private static let workflow = """
    name: DB Verify
    on:
      pull_request:
      merge_group:
    jobs:
      db-verify:
        name: DB Verify
        runs-on: ubuntu-24.04
        steps:
          - uses: actions/checkout@1111111111111111111111111111111111111111
            with: { fetch-depth: 0 }
          - run: db-verify check --stage merge

    """

  @Test(arguments: [
    ("", "", 0), ("jobs:", "concurrency: db\njobs:", 0), ("  pull_request:\n", "", 1), ("  merge_group:\n", "", 1),
    ("  pull_request:", "  pull_request:\n    paths: [db/**]", 1),
    ("  pull_request:", "  pull_request:\n    types: [opened]", 1),
    ("  pull_request:", "  pull_request:\n    types: [opened, synchronize, reopened, labeled]", 0),
    ("    name: DB Verify", "    name: Database", 1), ("fetch-depth: 0", "fetch-depth: 1", 1),
    ("fetch-depth: 0", "fetch-depth: 0, ref: main", 1),
    ("    runs-on", "    if: github.actor != 'bot'\n    runs-on", 1),
    ("    runs-on", "    needs: build\n    runs-on", 1),
    ("    runs-on", "    continue-on-error: true\n    runs-on", 1),
    ("    runs-on", "    strategy: { matrix: { a: [1, 2] } }\n    runs-on", 1),
    ("check --stage merge", "check --stage merge || true", 1), ("check --stage merge", "check --stage pre-push", 1),
    ("check --stage merge", "check --stage merge | tee log", 1),
    ("check --stage merge", "check --stage merge --allow-untrusted-policy", 1),
    ("db-verify check --stage merge", "echo ok", 1), ("db-verify check --stage merge", "signalbox check", 0),
    ("      - run: db-verify check --stage merge", "      - uses: acme/signalbox/check@v1", 0),
    (
      "      - run: db-verify check --stage merge",
      "      - run: |\n          set -o pipefail\n          db-verify check | tee log", 0
    ),
  ])
  func `a workflow is told what keeps it from being a required check`(old: String, new: String, count: Int)
    async throws
  {
    let text = old.isEmpty ? Self.workflow : Self.workflow.replacing(old, with: new, maxReplacements: 1)
    let found = try await findings(
      "-- .github/workflows/db-verify.yml --\n\(text)", policy: "workflow: { path: .github/workflows/db-verify.yml }",
      only: ["unenforced-workflow"])
    #expect(found.count == count, "\(new): \(found)")
  }

  @Test(arguments: [
    ("2026-01-05", "- at: 2026-01-05T09:00:00Z\n- by: bot\n- ran: x\n- result: pass\n", 0),
    ("2026-01-05", "- at: 2026-01-05\n- by: bot\n- ran: x\n- result: pass\n- at: 2026-01-05\n- by: bot\n- ran: y\n", 1),
    ("2026-01-05", "- at: 2026-01-06T09:00:00Z\n- by: bot\n- ran: x\n- result: pass\n", 1),
    ("2026-02-30", "- at: 2026-02-30\n- by: bot\n- ran: x\n- result: pass\n", 1),
    ("2027-01-05", "- at: 2027-01-05\n- by: bot\n- ran: x\n- result: pass\n", 1),
  ])
  func `an audit report has whole entries of its day`(day: String, text: String, count: Int) async throws {
    let found = try await findings(
      "-- ops/audit/\(day).md --\n# Audit\n\n\(text)", policy: "documents: { audit: ops/audit }",
      only: ["invalid-audit-entry"])
    #expect(found.count == count, "\(text)")
  }

  @Test(arguments: [
    ("a,1,dana,DL-1", 0), ("eng.a,1,dana,DL-1", 0), ("b,1,dana,DL-1", 1), ("a,x,dana,DL-1", 1), ("a,1,,DL-1", 1),
    ("a,1,dana", 1), ("u,5b0c2a3e-0000-4000-8000-000000000001,dana,DL-1", 0), ("u,5b0c,dana,DL-1", 1),
  ])
  func `an owner map names tables that are there, by ids of their type`(line: String, count: Int) async throws {
    let base = file(
      "20260101090000_base.sql",
      """
      begin; create schema eng; create table eng.a (id int primary key); create table eng.u (id uuid); commit;
      -- down
      begin; drop schema eng cascade; commit;
      """, base: true)
    let text =
      base + base.replacing("-- base: ", with: "-- ")
      + "-- ops/map.csv --\nentity,id,owner,decision_log_ref\n\(line)\n"
    let found = try await findings(
      text, policy: "housekeeping: { owner-map: ops/map.csv }\nschemas: { owned: [eng] }", only: ["invalid-owner-map"])
    #expect(found.count == count, "\(line): \(found)")
  }
}
