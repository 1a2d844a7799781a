import TestSupport
import Testing

@Suite(.enabled(if: ScratchPostgres.programs != nil, "PostgreSQL 15 is not installed"))
struct GovernanceAccessTests {
  /// The state `insufficient_privilege`.
  private static let denied = "42501"
  private static let claims = #"select set_config('request.jwt.claims', '{"role": "service_role"}', false) is null;"#
  private static let views = ["eng.v_eng_trace", "eng.v_eng_prd_payload_v1", "eng.v_eng_backlog_rollup"]

  @Test(arguments: ["anon", "authenticated"])
  func `a role of the API reads nothing and writes nothing`(role: String) async throws {
    try await withGovernanceDatabase { database in
      _ = try await database.query(Sample.rows, as: "service_role")
      let relations = try await database.query(
        "select oid::regclass from pg_class where relnamespace = 'eng'::regnamespace and relkind in ('r', 'v')")
      #expect(relations.count == 12)
      let statements = relations.flatMap { relation in
        [
          "select count(*) from \(relation)", "insert into \(relation) default values", "delete from \(relation)",
          "truncate \(relation)", "select * from \(relation) for update",
        ]
      }
      // Whatever a caller claims to be, the role of the connection decides.
      let attempt = try await database.attempt(
        Self.claims + "\n" + statements.joined(separator: ";\n") + ";", as: role)
      #expect(attempt.rows == ["f"])
      #expect(attempt.errors == statements.map { _ in Self.denied })
      #expect(try await database.query("select count(*) from eng.eng_backlog") == ["4"])
    }
  }

  @Test(arguments: ["anon", "authenticated"])
  func `row security alone keeps a role out to which everything was granted by mistake`(role: String) async throws {
    try await withGovernanceDatabase { database in
      _ = try await database.query(Sample.rows, as: "service_role")
      _ = try await database.query(
        """
        grant usage on schema eng to \(role);
        grant all on all tables in schema eng to \(role);
        grant all on all sequences in schema eng to \(role);
        """)
      let tables = try await database.query(
        "select oid::regclass from pg_class where relnamespace = 'eng'::regnamespace and relkind = 'r'")
      let reads = (tables + Self.views).map { "select count(*) from \($0);" }.joined(separator: "\n")
      let read = try await database.attempt(Self.claims + "\n" + reads, as: role)
      #expect(read.errors.isEmpty)
      #expect(read.rows == ["f"] + (tables + Self.views).map { _ in "0" })

      let write = try await database.attempt(
        """
        \(Self.claims)
        insert into eng.strategic_directives_v2 (directive_key, title, intent, owner_login)
          values ('SD-666', 'Mine', 'All of it.', 'mallory');
        with gone as (delete from eng.eng_commit_links returning 1) select count(*) from gone;
        with changed as (update eng.eng_backlog set title = 'x' returning 1) select count(*) from changed;
        """, as: role)
      #expect(write.errors == [Self.denied])
      #expect(write.rows == ["f", "0", "0"])
    }
  }

  @Test func `nobody writes through a contract view, whatever rights he has`() async throws {
    try await withGovernanceDatabase { database in
      _ = try await database.query(Sample.rows, as: "service_role")
      for view in Self.views {
        for role in ["postgres", GovernanceDatabase.owner, "service_role"] {
          let attempt = try await database.attempt(
            """
            insert into \(view) (directive_key) values ('SD-666');
            update \(view) set directive_key = 'SD-666';
            delete from \(view);
            """, as: role)
          // `object_not_in_prerequisite_state`: the view has no table that PostgreSQL could write to.
          #expect(attempt.errors == ["55000", "55000", "55000"], "\(view) as \(role)")
        }
        let updatable = try await database.query("select pg_relation_is_updatable('\(view)', true)")
        #expect(updatable == ["0"], "\(view)")
      }
    }
  }

  @Test func `the catalog has no known hole`() async throws {
    try await withGovernanceDatabase { database in
      for (hole, query) in Self.holes {
        let found = try await database.query(query)
        #expect(found.isEmpty, "\(hole)")
      }
    }
  }

  /// What must not be in the catalog, and a query that finds it.
  private static let holes = [
    (
      "a table without forced row security",
      """
      select relname from pg_class where relnamespace = 'eng'::regnamespace and relkind = 'r'
        and not (relrowsecurity and relforcerowsecurity)
      """
    ),
    (
      "a policy for another role than the service",
      "select policyname from pg_policies where schemaname = 'eng' and roles <> '{service_role}'"
    ),
    (
      "a view that runs with its owner's rights",
      """
      select relname from pg_class where relnamespace = 'eng'::regnamespace and relkind = 'v'
        and not coalesce('security_invoker=true' = any (reloptions), false)
      """
    ),
    (
      "a function whose search path the caller chooses",
      """
      select proname from pg_proc where pronamespace = 'eng'::regnamespace
        and not coalesce('search_path=""' = any (proconfig), false)
      """
    ),
    (
      "a function that runs with its owner's rights, or that anybody may call",
      """
      select proname from pg_proc where pronamespace = 'eng'::regnamespace
        and (prosecdef or has_function_privilege('anon', oid, 'execute'))
      """
    ),
    (
      "a foreign key without an index that begins with its column",
      """
      select conname from pg_constraint as key where contype = 'f' and connamespace = 'eng'::regnamespace
        and not exists (select from pg_index where indrelid = key.conrelid and indkey[0] = key.conkey[1])
      """
    ),
    (
      "a table, a view or a table's column without a comment",
      """
      select relname, attname from pg_class join pg_attribute on attrelid = pg_class.oid
      where relnamespace = 'eng'::regnamespace and attnum > 0 and not attisdropped and (
        relkind = 'r' and col_description(attrelid, attnum) is null
        or relkind in ('r', 'v') and obj_description(attrelid, 'pg_class') is null)
      """
    ),
    (
      "a relation or sequence of which the roles of the API were granted anything",
      """
      select relname from pg_class, aclexplode(relacl) where relnamespace = 'eng'::regnamespace
        and grantee in (0, 'anon'::regrole, 'authenticated'::regrole)
      """
    ),
  ]
}
