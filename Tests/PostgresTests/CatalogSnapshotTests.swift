import Postgres
import TestSupport
import Testing

/// What a snapshot of the catalogs sees.
@Suite(.enabled(if: ScratchPostgres.programs != nil, "PostgreSQL 15 is not installed"), .serialized)
struct CatalogSnapshotTests {
  @Test func `what a way back may leave behind is seen, kind by kind`() async throws {
    try await TestedServer.run { cluster in
      let connection = try cluster.connect()
      try connection.execute(CatalogMutation.base)
      let reader = try CatalogReader(connection)
      var before = try reader.snapshot(connection)
      #expect(CatalogMutation.all.count >= 80)
      for mutation in CatalogMutation.all {
        do throws(PostgresError) {
          try connection.execute(mutation.sql)
        } catch {
          Issue.record("\(mutation.sql): \(error)")
          continue
        }
        let after = try reader.snapshot(connection)
        let seen = before.differences(in: after)
        #expect(
          seen.contains { $0.object == mutation.object }, "\(mutation.sql): \(seen.map { "\($0.object) \($0.words)" })")
        before = after
      }
    }
  }

  @Test func `an object that goes away and comes again is the same, whatever its number is`() async throws {
    try await TestedServer.run { cluster in
      let connection = try cluster.connect()
      let reader = try CatalogReader(connection)
      try connection.execute(CatalogMutation.base)
      let before = try reader.snapshot(connection)
      try connection.execute(
        """
        DROP SCHEMA eng, other CASCADE; DROP FOREIGN DATA WRAPPER w CASCADE; DROP PUBLICATION pub;
        DROP ROLE reader, writer, owner; SELECT lo_unlink(4711)
        """)
      #expect(try reader.snapshot(connection).differences(in: before).count > 40)
      try connection.execute("CREATE TABLE other (a int); DROP TABLE other")
      try connection.execute(CatalogMutation.base)
      #expect(try reader.snapshot(connection) == before)
    }
  }

  @Test(arguments: [
    ("GRANT SELECT ON eng.a TO reader", "REVOKE SELECT ON eng.a FROM reader"),
    ("ALTER TABLE eng.a DISABLE TRIGGER ALL", "ALTER TABLE eng.a ENABLE TRIGGER ALL"),
    ("ALTER TABLE eng.a ADD COLUMN extra int DEFAULT 1", "ALTER TABLE eng.a DROP COLUMN extra"),
    ("ALTER TYPE eng.e ADD VALUE 'c'", "DELETE FROM pg_enum WHERE enumlabel = 'c'"),
    ("ANALYZE", "VACUUM"),
  ])
  func `what is undone leaves no difference`(up: String, down: String) async throws {
    try await TestedServer.run { cluster in
      let connection = try cluster.connect()
      try connection.execute(CatalogMutation.base)
      let reader = try CatalogReader(connection)
      let before = try reader.snapshot(connection)
      try connection.execute(up)
      try connection.execute(down)
      #expect(before.differences(in: try reader.snapshot(connection)).isEmpty)
    }
  }

  @Test(arguments: [
    ("CREATE TABLE eng.left_behind (a int)", "DROP TABLE eng.left_behind;"),
    ("CREATE ROLE \"Left Behind\"", "DROP ROLE \"Left Behind\";"),
    ("ALTER TABLE eng.a ADD COLUMN \"x.y\" int", "ALTER TABLE eng.a DROP COLUMN \"x.y\";"),
    ("ALTER TABLE eng.f DROP CONSTRAINT f_c", "ALTER TABLE eng.f ADD CONSTRAINT f_c CHECK ((c > 0));"),
    ("ALTER TABLE eng.a ADD CHECK (n > 0)", "ALTER TABLE eng.a DROP CONSTRAINT a_n_check;"),
    ("DROP INDEX eng.a_t", "CREATE INDEX a_t ON eng.a USING btree (t);"),
    ("GRANT SELECT, UPDATE ON eng.a TO reader", "REVOKE SELECT, UPDATE ON eng.a FROM reader;"),
    ("GRANT UPDATE (id) ON eng.b TO reader", "REVOKE UPDATE (id) ON eng.b FROM reader;"),
    ("REVOKE EXECUTE ON FUNCTION eng.fn(int) FROM PUBLIC", "GRANT EXECUTE ON FUNCTION eng.fn(integer) TO PUBLIC;"),
    ("GRANT USAGE ON FOREIGN SERVER srv TO reader", "REVOKE USAGE ON FOREIGN SERVER srv FROM reader;"),
    ("GRANT writer TO reader", "REVOKE writer FROM reader;"),
    ("COMMENT ON TABLE eng.a IS 'c'", "COMMENT ON TABLE eng.a IS NULL;"),
    ("CREATE POLICY q ON eng.a USING (true)", "DROP POLICY q ON eng.a;"),
    ("ALTER TABLE eng.a ALTER COLUMN n SET DEFAULT 7", "ALTER TABLE eng.a ALTER COLUMN n DROP DEFAULT;"),
    ("ALTER TABLE eng.b OWNER TO owner", "ALTER TABLE eng.b OWNER TO postgres;"),
    (
      "DROP TRIGGER tr ON eng.a",
      "CREATE TRIGGER tr AFTER INSERT ON eng.a FOR EACH STATEMENT EXECUTE FUNCTION eng.tf();"
    ),
  ])
  func `the statement that undoes a difference is told, and undoes it`(up: String, undoing: String) async throws {
    try await TestedServer.run { cluster in
      let connection = try cluster.connect()
      try connection.execute(CatalogMutation.base)
      let reader = try CatalogReader(connection)
      let before = try reader.snapshot(connection)
      try connection.execute(up)
      let statements = before.differences(in: try reader.snapshot(connection)).flatMap(\.undoing)
      #expect(statements.contains(undoing), "\(statements)")
      try connection.execute(undoing)
      #expect(before.differences(in: try reader.snapshot(connection)).isEmpty)
    }
  }

  @Test func `columns in another order are no other difference`() async throws {
    try await TestedServer.run { cluster in
      let connection = try cluster.connect()
      try connection.execute("CREATE TABLE t (a int, b int)")
      let reader = try CatalogReader(connection)
      let before = try reader.snapshot(connection)
      try connection.execute("ALTER TABLE t DROP COLUMN a; ALTER TABLE t ADD COLUMN a int")
      let differences = before.differences(in: try reader.snapshot(connection))
      #expect(differences.map(\.object) == ["table public.t"])
      #expect(differences.filter { !$0.isColumnOrder }.isEmpty)
      try connection.execute("ALTER TABLE t RENAME COLUMN a TO c")
      let renamed = before.differences(in: try reader.snapshot(connection))
      #expect(!renamed.filter { !$0.isColumnOrder }.isEmpty)
    }
  }
}
