import Testing

/// What migrations do to a database, by cases: each with what is added to a small database, and the rules that speak.
@Suite struct DatabaseRuleTests {
  private static let policy = """
    views: { root: db/views/eng, mode: owner, owner: governance_owner }
    policies: db/policies/eng
    schemas:
      owned: [eng]
      exposed: [eng, public]
      contract-view: v_eng_*
      writers: [service_role]
      readers: [venture_app]
      approved-select: { role: data-owner, label: select-approved }
      products: { venture: [venture] }
    server: { prelude: db/prelude.sql, owner: { role: governance_owner } }
    """

  private static let base = """
    -- both: db/prelude.sql --
    create role anon; create role authenticated; create role service_role bypassrls; create role venture_app;
    create role governance_owner createrole bypassrls;
    create schema auth; create function auth.role() returns text language sql as 'select 1::text';
    create schema venture; create table venture.items (sd text);
    -- both: db/migrations/eng/20260101090000_base.sql --
    begin;
    create schema eng;
    create table eng.a (id uuid primary key, state text, note text);
    alter table eng.a enable row level security, force row level security;
    create policy a_service on eng.a to service_role using (true) with check (true);
    grant select, insert, update, delete on eng.a to service_role;
    create view eng.v_eng_a with (security_barrier = true) as select id, state from eng.a;
    grant select on eng.v_eng_a to venture_app;
    commit;
    -- down
    begin; drop view eng.v_eng_a; drop table eng.a; drop schema eng; commit;
    -- both: db/views/eng/v_eng_a.sql --
    create or replace view eng.v_eng_a with (security_barrier = true) as select id, state from eng.a;
    """

  private func rules(_ up: String, down: String, policy: String = policy) async throws -> Set<String> {
    let text =
      Self.base
      + "\n-- db/migrations/eng/20260105090000_next.sql --\nbegin;\n\(up)\ncommit;\n-- down\nbegin;\n\(down)\ncommit;\n"
    let quiet: Set<String> = [
      "missing-lock-timeout", "declared-state-mismatch", "empty-migration", "incomplete-down-path", "public-policy",
      "undeclared-data-loss", "unbatched-backfill", "excessive-down-path",
    ]
    let found = try await findings(text, policy: policy)
    return Set(found.compactMap { $0.split(separator: " ").first.map(String.init) }).subtracting(quiet)
  }

  @Test(arguments: [
    ("create table t (id int);", ["missing-row-security"]),
    ("alter table eng.a add column size int;", []),
  ])
  func `a table without a schema is where the path leads`(statement: String, expected: [String]) async throws {
    for path in [
      "set local search_path = eng;", "select set_config('search_path', 'eng', true);",
      "select set_config('search_path', '\"eng\", public', true);",
    ] {
      let up = "\(path)\n\(statement)\ngrant select on \(expected.isEmpty ? "eng.a" : "t") to service_role;"
      #expect(try await rules(up, down: "select 1;") == Set(expected), "\(path)")
    }
  }

  @Test(
    arguments: [
      ("using (state is null or state is not null)", "always-true-policy"),
      ("using (coalesce(true, false))", "always-true-policy"), ("using (not false)", "always-true-policy"),
      ("using (state is null or note is not null)", nil), ("using (coalesce(state = 'a', false))", nil),
      ("using (auth.role() = 'service_role')", "claim-trusting-policy"),
      (
        "using (current_setting('request.jwt.claims', true)::jsonb ->> 'role' = 'service_role')",
        "claim-trusting-policy"
      ),
      ("using (current_setting('app.role', true) = 'service_role' and state = 'a')", "claim-trusting-policy"),
      ("using (auth.role() is null or state = 'a')", "claim-trusting-policy"),
      ("using (note is null or state = auth.role())", nil), ("using (auth.role() is null and state = 'a')", nil),
      ("using (auth.role() = 'authenticated' and state = 'a')", nil), ("using (state = 'service_role')", nil),
    ] as [(String, String?)])
  func `a policy for readers is decided by rows`(condition: String, expected: String?) async throws {
    let found = try await rules(
      "create policy p on eng.a for select to authenticated \(condition);", down: "drop policy p on eng.a;")
    #expect(found == Set([expected].compactMap(\.self)), "\(condition)")
  }

  @Test(arguments: [
    ("grant pg_write_all_data to venture_app;", ["role-escalation"]),
    ("grant pg_read_all_data to anon;", ["role-escalation"]),
    ("grant pg_execute_server_program to service_role;", ["role-escalation"]),
    ("grant pg_read_all_data to service_role;", []), ("grant pg_monitor to venture_app;", []),
    ("create role robot in role service_role;", ["role-escalation"]),
  ])
  func `a role of every server is more than a grant`(statement: String, expected: [String]) async throws {
    #expect(try await rules(statement, down: "select 1;") == Set(expected), "\(statement)")
  }

  private static let readPolicy = "create policy p on eng.a for select to venture_app using (state = 'open');"

  @Test(arguments: [
    ("grant select on eng.a to venture_app;", true), ("grant select (id) on eng.a to venture_app;", true),
    ("grant select on eng.a to public;", true), ("grant select on eng.a to authenticated;", true),
    ("create role r; grant select on eng.a to r; grant r to venture_app;", true),
    ("alter default privileges in schema eng grant select on tables to public;", true),
    ("grant select on eng.a to service_role;", false), ("grant select on eng.v_eng_a to venture_app;", false),
    ("grant select on eng.a to venture_app; revoke select on eng.a from venture_app;", false),
  ])
  func `reading a table needs approval`(statement: String, needs: Bool) async throws {
    let found = try await rules("\(Self.readPolicy)\n\(statement)", down: "select 1;")
    #expect(found.contains("table-read-grant") == needs, "\(statement): \(found)")
  }

  @Test(arguments: [
    ("", true), (Self.readPolicy, false), ("create policy p on eng.a for select to venture_app using (false);", true),
    ("create policy p on eng.a for select to venture_app;", true),
    ("create role r; grant r to venture_app; create policy p on eng.a for select to r using (state = 'a');", false),
  ])
  func `a view with the rights of its reader is read by those that pass a policy`(
    statement: String, isUnreadable: Bool
  ) async throws {
    let up = """
      create view eng.v_eng_s with (security_invoker = true) as select state from eng.a;
      grant select on eng.v_eng_s to venture_app;
      grant select on eng.a to venture_app;
      \(statement)
      """
    let policy = Self.policy.replacing("mode: owner, owner: governance_owner", with: "mode: invoker")
    let found = try await rules(up, down: "select 1;", policy: policy)
    #expect(found.contains("unreadable-contract-view") == isUnreadable, "\(statement): \(found)")
    let column = up.replacing("grant select on eng.a to", with: "grant select (id) on eng.a to")
    let ofOther = try await rules(column, down: "select 1;", policy: policy)
    #expect(ofOther.contains("unreadable-contract-view"), "a right to another column is none")
  }

  @Test(arguments: [
    ("anon", true), ("public", true), ("authenticated, venture_app", true), ("venture_app", false),
    ("service_role", false),
  ])
  func `a contract view is for the readers`(roles: String, isTold: Bool) async throws {
    let up = """
      create view eng.v_eng_s with (security_barrier = true) as select state from eng.a;
      grant select on eng.v_eng_s to \(roles);
      """
    let found = try await rules(up, down: "drop view eng.v_eng_s;")
    #expect(found.contains("invalid-contract-view") == isTold, "\(roles): \(found)")
  }

  @Test(arguments: [
    ("select id, length(state) as state", ["broken-contract-view"]), ("select id", ["broken-contract-view"]),
    ("select id, case when true then 1 else 2 end as state", ["broken-contract-view"]),
    ("select id, state || '!' as state", []), ("select id, state, note", []),
    ("select state, id", ["broken-contract-view"]),
  ])
  func `a contract view keeps its columns`(query: String, expected: [String]) async throws {
    let up = """
      drop view eng.v_eng_a;
      create view eng.v_eng_a with (security_barrier = true) as \(query) from eng.a;
      grant select on eng.v_eng_a to venture_app;
      """
    #expect(try await rules(up, down: "select 1;") == Set(expected), "\(query)")
  }

  @Test(arguments: [
    ("update venture.items set sd = 'a' where sd = 'b';", "select 1;", true),
    ("update eng.a set state = 'a' where state = 'b';", "update venture.items set sd = 'a' where sd = 'b';", true),
    ("comment on table venture.items is 'a';", "select 1;", true),
    ("comment on column venture.items.sd is 'a';", "select 1;", true),
    ("comment on table eng.a is 'venture.items';", "comment on table eng.a is null;", false),
    ("create view eng.w as select sd from venture.items;", "drop view eng.w;", true),
    ("update pg_class set relrowsecurity = false where relname = 'a';", "select 1;", true),
    ("update pg_catalog.pg_class set relrowsecurity = false where relname = 'a';", "select 1;", true),
    (
      "insert into eng.a (id, state) select gen_random_uuid(), sd from venture.items;",
      "delete from eng.a where note = 'a';", false
    ),
    (
      "do $$ declare s text := 'venture'; begin execute format('update %I.items set sd = null where sd = %L', s, 'a'); end $$;",
      "select 1;", true
    ),
    (
      "do $$ declare s constant text = 'eng'; begin execute 'update ' || s || '.a set state = null where id is null'; end $$;",
      "select 1;", false
    ),
  ])
  func `other schemas stay as they are`(up: String, down: String, isTold: Bool) async throws {
    let found = try await rules(up, down: down)
    #expect(found.contains("unowned-schema-change") == isTold, "\(up): \(found)")
  }

  @Test(arguments: [
    (
      "declare t text; begin foreach t in array array['x', 'y'] loop execute format('create table eng.%I (id int)', t); end loop;",
      ["x", "y"]
    ),
    (
      "declare t text; l text[] := '{x}'; begin foreach t in array l loop execute 'create table eng.' || t || ' (id int)'; end loop;",
      ["x"]
    ),
    ("declare t text := 'x'; begin execute format('create table eng.%I (id int)', t);", ["x"]),
    ("declare t text := 'x'; begin t := 'y'; execute format('create table eng.%I (id int)', t);", []),
    ("declare t text := 'x'; begin select 'y' into t; execute format('create table eng.%I (id int)', t);", []),
    ("declare t text := 'x'; begin declare t text; begin execute format('create table eng.%I (id int)', t); end;", []),
  ])
  func `a variable that is never assigned is its constant`(body: String, tables: [String]) async throws {
    let up = "do $$ \(body) end $$;"
    let grants = tables.map { "grant select on eng.\($0) to service_role;" }.joined(separator: "\n")
    let found = try await rules("\(up)\n\(grants)", down: "select 1;")
    #expect(found.contains("missing-row-security") == !tables.isEmpty, "\(body): \(found)")
    #expect(found.contains("unanalysable-statement") == tables.isEmpty, "\(body): \(found)")
  }

  @Test(
    arguments: [
      ("create materialized view m as select * from auth.users;", "unprotected-relation"),
      ("create view v as select * from auth.users;", "wrong-view-security-mode"),
      ("create view v as select id from auth.users;", "wrong-view-security-mode"),
      ("create view v as select 1 as one;", "wrong-view-security-mode"),
      ("create view v with (security_invoker = true) as select id from auth.users;", nil),
      ("create view v as select 1 as one; revoke all on v from anon, authenticated, service_role;", nil),
      ("create table t as select * from auth.users;", "missing-row-security"),
      ("create view auth.v as select id from auth.users;", nil),
    ] as [(String, String?)])
  func `what an API of Supabase shows is read with the rights of its reader`(text: String, rule: String?) async throws {
    let found = try await findings(
      file("20260105090000_a.sql", text),
      policy: "runner: supabase\nprofile: supabase\nschemas: { exposed: [public] }\nserver: { prelude: supabase }",
      only: ["unprotected-relation", "wrong-view-security-mode", "missing-row-security"])
    #expect(found.map { String($0.split(separator: " ")[0]) } == [rule].compactMap(\.self), "\(text)")
  }

  @Test func `a statement is one finding for each role`() async throws {
    let text =
      Self.base + "\n"
      + file(
        "20260105090000_next.sql",
        "begin;\ngrant all on all tables in schema eng to anon;\ncommit;\n-- down\nbegin;\nrevoke all on all tables in schema eng from anon;\ncommit;\n"
      )
    #expect(
      try await findings(text, policy: Self.policy, only: ["write-access"]) == [
        "write-access 20260105090000_next.sql:2"
      ])
  }

  @Test func `a view file that does not parse no longer works`() async throws {
    let text =
      Self.base.replacing("select id, state from eng.a;\n-- x", with: "")
      + "\n-- db/views/eng/v_eng_a.sql --\ncreate or replace view eng.v_eng_a as select id form eng.a;\n"
    let found = try await findings(
      text.replacing("-- both: db/views/eng/v_eng_a.sql --", with: "-- base: db/views/eng/v_eng_a.sql --"),
      policy: Self.policy, only: ["declared-state-mismatch"])
    #expect(found == ["declared-state-mismatch v_eng_a.sql:1"])
  }

  @Test(arguments: [
    ("-- no-transaction: no lock\ncreate index concurrently i on a (b);", []),
    ("-- no-transaction: no lock\nset lock_timeout = '3s';\ncreate index concurrently i on a (b);", []),
    ("-- no-transaction\ncreate index concurrently i on a (b);", ["missing-begin"]),
    (
      "-- no-transaction: no lock\ncreate index concurrently i on a (b);\ncreate index concurrently j on a (c);",
      ["multiple-transactions"]
    ),
  ])
  func `a file without a transaction says why, and has one statement`(up: String, expected: [String]) async throws {
    let text = file("20260105090000_a.sql", "-- migrate:up\n\(up)\n-- migrate:down\nbegin;\ndrop index i;\ncommit;\n")
    let found = try await findings(
      text, policy: "runner: own", only: ["missing-begin", "multiple-transactions", "not-allowed-in-transaction"])
    #expect(found.map { String($0.split(separator: " ")[0]) } == expected, "\(up)")
  }

  @Test(arguments: ["golang-migrate", "sqlx", "diesel"])
  func `a way back in a file of its own has an effect`(runner: String) async throws {
    let names = runner == "diesel" ? ["20260105_a/up.sql", "20260105_a/down.sql"] : ["1_a.up.sql", "1_a.down.sql"]
    let up = file(names[0], "create table a (id int);\n")
    let rules = ["empty-migration"]
    let policy = "runner: \(runner)"
    let last = names[1].split(separator: "/").last ?? ""
    #expect(
      try await findings(up + file(names[1], "select 1;\n"), policy: policy, only: rules) == [
        "empty-migration \(last):1"
      ])
    #expect(try await findings(up + file(names[1], "drop table a;\n"), policy: policy, only: rules) == [])
  }
}
