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
    ("ON_ERROR_STOP=1", "ON_ERROR_STOP=0", 2), ("-v ON_ERROR_STOP=1", "--set=ON_ERROR_STOP=on", 0),
    ("-XAtq -v ON_ERROR_STOP=1", "-XAtqvON_ERROR_STOP=1", 0), ("-v ON_ERROR_STOP=1", "-v ON_ERROR_STOP", 2),
    ("-v ON_ERROR_STOP=1 \"$STAGING_DATABASE_URL\" -f ops/checks/rls.sql", "-c 'select 1'", 0),
    (
      "-v ON_ERROR_STOP=1 \"$STAGING_DATABASE_URL\" -f ops/checks/rls.sql",
      "<<'E'\n\\set ON_ERROR_STOP on\nselect 1;\nE", 0
    ),
    ("-v ON_ERROR_STOP=1 \"$STAGING_DATABASE_URL\" -f ops/checks/rls.sql", "<<E\nselect 1 || true;\nE", 1),
    ("set -euo pipefail", "set -o errexit -o pipefail", 0), ("set -euo pipefail", "set -o errexit", 1),
    ("rls.sql", "rls.sql || { echo failed; exit 1; }", 0), ("rls.sql", "rls.sql || { echo failed; }", 1),
    ("rls.sql", "rls.sql || { echo failed; exit; }", 1), ("rls.sql", "rls.sql || exit", 0),
    ("rls.sql", "rls.sql && echo fine", 1), ("rls.sql", "rls.sql && echo fine || exit 1", 0),
    ("rls.sql", "rls.sql | tee log", 0), ("rls.sql", "rls.sql \\\n  || true", 1),
    ("set -euo pipefail\n", "set -euo pipefail\nrm -f log || true\n", 0),
    ("set -euo pipefail\n", "set -euo pipefail\nsource lib.sh || true\n", 1),
    ("--result pass", "--result pass || true", 1), ("'run_checks.sh'", "'run_checks.sh || true'", 0),
    ("psql -XAtq", "n=$(psql -XAtq", 0), ("psql -XAtq", "time psql -XAtq", 0), ("psql -XAtq", "! psql -XAtq", 2),
    ("psql -XAtq -v", "sudo -u postgres psql -XAtq -v", 0),
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
    ("n=$(CALL)", 0), ("local n=$(CALL)", 1), ("export N=\"$(CALL)\"", 1), ("echo \"$(CALL)\"", 1),
    ("n=`CALL`", 0), ("echo `CALL`", 1), ("n=$(CALL | wc -l)", 0), ("n=$(CALL || true)", 1),
    ("[ \"$(CALL)\" = 0 ]", 0), ("f() { CALL; }; f", 0), ("f() { CALL; }; f || true", 1),
    ("die() { echo \"$1\"; exit 1; }; CALL || die bad", 0), ("for f in *.sql; do CALL; done", 0),
    ("for f in *.sql; do CALL; done || true", 1), ("for f in *.sql; do CALL || true; done", 1),
    ("while read -r l; do echo \"$l\"; done < <(CALL)", 1), ("until CALL; do sleep 1; done", 0),
    ("if CALL; then echo fine; else exit 1; fi", 0), ("if CALL; then echo fine; fi", 1),
    ("(CALL) || exit 1", 0), ("(CALL) &", 1), ("case \"$1\" in a) CALL ;; *) exit 2 ;; esac", 0),
    ("case \"$1\" in a) CALL || true ;; esac", 1), ("PSQL=\"psql -v ON_ERROR_STOP=1\"\n$PSQL -f a.sql", 0),
    ("PSQL=(psql -X)\n\"${PSQL[@]}\" -f a.sql", 1), ("if [ \"$1\" = --help ]; then exit 0; fi\nCALL", 0),
    ("if [ -z \"$1\" ]; then exit 0; fi\nCALL", 1), ("echo 'psql || true'", 0),
    ("db-verify apply --environment production --dsn \"$URL\"", 1),
  ])
  func `a failure is followed through a script`(text: String, count: Int) async throws {
    let call = text.replacing("CALL", with: "psql -v ON_ERROR_STOP=1 -f a.sql")
    let found = try await findings(
      "-- ops/scripts/a.sh --\nset -euo pipefail\n\(call)\necho done\n",
      policy: "housekeeping: { scripts: [\"ops/scripts/**\"] }", only: ["unsafe-ops-script"])
    #expect(found.count == count, "\(text): \(found)")
  }

  @Test(arguments: [
    "(", "((((", "$(", "`", "'", "\"", "case x in", "if", "while do", "f() {", "<<E", "<(", "a=(", "}", ";;", ")",
    "[[ a", "${",
  ])
  func `a script that is no shell is read to its end`(text: String) async throws {
    for part in [
      text, String(repeating: text, count: 2000), "psql \(text)\npsql", String(repeating: text + " ", count: 2000),
    ] {
      let found = try await findings(
        "-- ops/scripts/a.sh --\n\(part)\n", policy: "housekeeping: { scripts: [\"ops/scripts/**\"] }",
        only: ["unsafe-ops-script"])
      #expect(found.count < 5000)
    }
  }

  private static let consumer =
    "schemas: { owned: [eng], contract-view: v_eng_*, consumers: [{ paths: [apps/**], role: app }] }"

  @Test(arguments: [
    ("a.ts", "db.from('items').select('id')", 1), ("a.ts", "db.from('v_eng_a').select('id')", 0),
    ("a.mts", "db.from('items').select('id')", 1), ("a.tsx", "db.from<'items', Row>('items').select()", 1),
    ("a.ts", "Array.from('items')", 0), ("a.ts", "db.storage.from('items').list()", 0),
    ("a.ts", "// db.from('items')", 0), ("a.ts", "/* db.from('items')\n */", 0), ("a.py", "# db.table('items')", 0),
    ("a.ts", "const url = 'https://a/b'; db.from('items').select()", 1),
    ("a.ts", "db.schema('other').from('items').select()", 0), ("a.ts", "db.schema('eng').from('items').select()", 1),
    ("a.ts", "db.schema('eng').from('v_eng_a').update({})", 1),
    ("a.ts", "db.from('v_eng_a')\n  .delete()\n  .eq('a', 1)", 1),
    ("a.ts", "db.from('v_eng_a').select('id'); cache.delete('a')", 0),
    ("a.ts", "db.from('v_eng_a').select('id, items(id)')", 1),
    ("a.ts", "db.from('v_eng_a').select('id, b:v_eng_b!key(id), count()')", 0),
    ("a.ts", "const T = 'items';\ndb.from(T).select()", 1), ("a.ts", "const T = 'v_eng_a';\ndb.from(T).select()", 0),
    ("a.ts", "db.schema('eng').rpc('reopen')", 1), ("a.ts", "db.rpc('own')", 0),
    ("a.ts", "fetch(`${url}/rest/v1/items?select=id`)", 1), ("a.ts", "fetch(`${url}/rest/v1/v_eng_a`)", 0),
    ("a.ts", "sql`select id from eng.items where id = ${id}`", 1),
    ("a.ts", "sql`select id from eng.v_eng_a where id = ${id}`", 0),
    ("a.ts", "const a = \"it's\"; db.from('items').select()", 1),
    ("a.py", "db.schema('eng').table('items').select('id')", 1), ("a.py", "rich.table('items')", 0),
    ("a.py", "cur.execute('select id from items where id = %s', [1])", 1),
    ("a.py", "cur.execute(\"\"\"\nselect id from eng.items\n\"\"\")", 1),
    ("a.py", "cur.execute(f\"select {c} from eng.items\")", 1),
    ("a.rb", "q = <<~SQL\n  select id from eng.items\nSQL\n", 1),
    ("a.rb", "db.exec('select id from eng.v_eng_a where id = :id')", 0),
    ("a.sql", "copy eng.items to stdout;", 1), ("a.md", "`select id from eng.items`", 0),
  ])
  func `a consumer reads contract views only`(name: String, text: String, count: Int) async throws {
    let found = try await findings(
      "-- apps/\(name) --\n\(text)\n", policy: Self.consumer, only: ["direct-table-access"])
    #expect(found.count == count, "\(text): \(found)")
  }

  @Test(arguments: [
    ("# Changelog\n\n## Unreleased\n\n- ID\n\n## 1.0\n", 0), ("Changelog\n===\n\nUnreleased\n---\n\n- ID\n", 0),
    ("# Changelog\r\n\r\n## Unreleased\r\n\r\n- ID\r\n", 0),
    ("# Changelog\n\n## [Unreleased]\n\n### Added\n\n- ID\n", 0),
    ("# Changelog\n\n### Unreleased\n\n- ID\n\n### 1.0\n", 0),
    ("# Changelog\n\n## Unreleased\n\n1.0\n---\n\n- ID\n", 1),
    ("# Changelog\n\n## Unreleased\n\n<!-- ID -->\n", 1), ("# Changelog\n\n## Unreleased\n\n- ID9\n", 2),
  ])
  func `a changelog names a migration below its heading`(text: String, count: Int) async throws {
    let found = try await findings(
      file("20260105090000_a.sql", good()) + "-- CHANGELOG.md --\n\(text.replacing("ID", with: "20260105090000"))",
      policy: "documents: { changelog: CHANGELOG.md }", only: ["missing-changelog-entry"])
    #expect(found.count == count || count == 2 && !found.isEmpty, "\(text): \(found)")
  }

  @Test(arguments: [("\n  \n", 1), ("<!-- touched -->\n", 1), ("More.\n", 0)])
  func `a page changes with words`(added: String, count: Int) async throws {
    let page = "# a\n\nWhat it is.\n"
    let text =
      file(
        "20260105090000_a.sql",
        "begin;\ncreate schema eng;\ncreate table eng.a (id int);\ncommit;\n-- down\nbegin;\ndrop schema eng cascade;\ncommit;\n"
      )
      + "-- base: docs/a.md --\n\(page)-- docs/a.md --\n\(page)\(added)"
    let found = try await findings(
      text, policy: "documents: { contracts: docs }\nschemas: { owned: [eng] }", only: ["missing-documentation"])
    #expect(found.count == count, "\(added)")
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
    ("    runs-on", "    needs: build\n    if: always()\n    runs-on", 0),
    ("    runs-on", "    needs: build\n    if: ${{ !cancelled() }}\n    runs-on", 0),
    ("    runs-on", "    defaults: { run: { shell: 'bash +e {0}' } }\n    runs-on", 1),
    ("      - run: db-verify", "      - shell: bash -e {0} || true\n        run: db-verify", 1),
    ("      - run: db-verify", "      - shell: bash -eo pipefail {0}\n        run: db-verify", 0),
    ("  pull_request:", "  pull_request:\n    branches: [main]", 0),
    ("  pull_request:", "  pull_request:\n    branches: [release]", 1),
    ("check --stage merge", "check --stage merge && echo fine", 0),
    ("check --stage merge", "check || (echo bad; exit 1)", 0),
    ("check --stage merge", "check || (echo bad)", 1),
    ("db-verify check", "if db-verify check; then echo fine; fi #", 1),
    ("db-verify check", "if ! db-verify check; then exit 1; fi #", 0), ("db-verify check", "echo db-verify check", 1),
    (
      "jobs:\n", "jobs:\n  other:\n    name: DB Verify\n    runs-on: ubuntu-24.04\n    steps: [{ run: make }]\n", 1
    ),
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
    ("2026/2026-01-05", "- at: 2026-01-05\n- by: bot\n- ran: x\n- result: pass\n", 1),
    ("2026-01-05", "- at: 2026-01-05\n- by: TODO\n- ran: x\n- result: pass\n", 1),
    ("2026-01-05", "- at: yesterday\n- by: bot\n- ran: x\n- result: pass\n", 1),
    ("2026-01-05", "<!--\n- at: 2026-01-05\n- by: bot\n- ran: x\n- result: pass\n-->\n", 1),
    ("2026-01-05", "- at: 2026-01-05\r\n- by: bot\r\n- ran: x\r\n- result: pass\r\n", 0),
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
    ("n,1,dana,DL-1", 1), ("a,1,TBD,DL-1", 1), ("a,1,\"dana, team\",DL-1", 0), ("a,1,\"dana\nteam\",DL-1", 0),
    ("a,1,\"dana,DL-1", 1), ("a,1,dana,DL-1\n\na,2,dana,DL-1", 1),
    ("a,1,dana,DL-1\neng.a,1,eve,DL-2", 1),
    ("u,5b0c2a3e-0000-4000-8000-000000000001,a,DL-1\nu,5B0C2A3E-0000-4000-8000-000000000001,b,DL-2", 1),
  ])
  func `an owner map names tables that are there, by ids of their type`(line: String, count: Int) async throws {
    let base = file(
      "20260101090000_base.sql",
      """
      begin; create schema eng; create table eng.a (id int primary key, owner text, decision_log_ref text);
      create table eng.u (id uuid, owner text, decision_log_ref text); create table eng.n (id int); commit;
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
