import Rehearsal
import RehearsalDocuments
import TestSupport
import Testing

/// Who can do what with what new migrations make, asked of a server.
@Suite(
  .enabled(if: ScratchPostgres.programs != nil, "PostgreSQL 15 is not installed"), .serialized, .validatingDocuments)
struct AccessTests {
  private typealias Access = RehearsalReport.Access

  private static let base = """
    CREATE SCHEMA eng; CREATE TABLE eng.a (id int PRIMARY KEY, state text); GRANT USAGE ON SCHEMA eng TO reader, writer
    """

  private static func report(_ up: String, _ down: String = "SELECT 1", base: String = base) async throws
    -> RehearsalReport
  {
    var plan = PlannedMigrations.plan(base: base, [(up, nil)])
    plan.roles = ["reader", "writer", "nowhere"]
    plan.migrations[0].up.statements = [RehearsalPlan.Statement(text: up, line: 1)]
    return try await PlannedMigrations.run(plan)
  }

  /// What was answered, as `SELECT 3 rows`.
  private static func answers(
    _ report: RehearsalReport, _ relation: String, _ role: String, _ claims: String = "none"
  ) -> [String] {
    let entries = report.access.filter {
      $0.relation == relation && $0.role == role && $0.claims.rawValue == claims
    }
    return entries.flatMap { entry in
      Access.Command.allCases.compactMap { command in
        guard let answer = entry.answers[command], answer != .denied else { return nil }
        switch answer {
        case .rows(let count): return "\(command.rawValue) \(count)"
        case .fails(let code): return "\(command.rawValue) fails \(code)"
        case .denied, .impossible: return "\(command.rawValue) \(answer)"
        }
      }
    }
  }

  @Test(arguments: [
    ("CREATE TABLE eng.b (id int)", "eng.b", "reader", []),
    ("CREATE TABLE eng.b (id int); GRANT SELECT ON eng.b TO reader", "eng.b", "reader", ["SELECT 3"]),
    (
      "CREATE TABLE eng.b (id int); GRANT ALL ON eng.b TO writer", "eng.b", "writer",
      ["SELECT 3", "INSERT 1", "UPDATE 3", "DELETE 3", "TRUNCATE 0"]
    ),
    ("CREATE TABLE eng.b (id int, n int); GRANT UPDATE (n) ON eng.b TO reader", "eng.b", "reader", ["UPDATE 3"]),
    (
      "CREATE TABLE eng.b (id int NOT NULL); GRANT INSERT ON eng.b TO reader", "eng.b", "reader",
      ["INSERT fails 23502"]
    ),
    (
      "CREATE TABLE eng.b (id int); GRANT SELECT, DELETE ON eng.b TO reader; ALTER TABLE eng.b ENABLE ROW LEVEL SECURITY",
      "eng.b", "reader", ["SELECT 0", "DELETE 0"]
    ),
    // The view's owner reads the table for everyone who may read the view.
    (
      "CREATE TABLE eng.b (id int); ALTER TABLE eng.b ENABLE ROW LEVEL SECURITY; CREATE VIEW eng.v AS SELECT * FROM eng.b; "
        + "GRANT SELECT ON eng.v TO reader", "eng.v", "reader", ["SELECT 3", "TRUNCATE impossible"]
    ),
    ("CREATE TABLE eng.b (id int); GRANT SELECT ON eng.b TO PUBLIC", "eng.b", "reader", ["SELECT 3"]),
    ("GRANT SELECT ON eng.a TO writer; GRANT writer TO reader", "eng.a", "reader", ["SELECT 3"]),
    ("GRANT USAGE ON SCHEMA eng TO PUBLIC; GRANT SELECT ON eng.a TO PUBLIC", "eng.a", "PUBLIC", ["SELECT 3"]),
  ])
  func `what a role can do is told`(up: String, relation: String, role: String, expected: [String]) async throws {
    let report = try await Self.report(up)
    #expect(report.migrations.map(\.outcome) == [.proved], "\(report)")
    #expect(Self.answers(report, relation, role) == expected, "\(report.access)")
    #expect(report.notes.contains("the role nowhere does not exist"))
  }

  @Test func `claims are tried`() async throws {
    let report = try await Self.report(
      """
      CREATE TABLE eng.b (id uuid); ALTER TABLE eng.b ENABLE ROW LEVEL SECURITY; GRANT SELECT ON eng.b TO reader;
      CREATE POLICY own ON eng.b USING (id::text = nullif(current_setting('request.jwt.claims', true), '')::json ->> 'sub');
      CREATE POLICY admin ON eng.b
      USING (nullif(current_setting('request.jwt.claims', true), '')::json -> 'user_metadata' ->> 'role' = 'admin')
      """)
    #expect(Self.answers(report, "eng.b", "reader") == ["SELECT 0"], "\(report)")
    #expect(Self.answers(report, "eng.b", "reader", "own") == ["SELECT 1"])
    #expect(Self.answers(report, "eng.b", "reader", "forged") == ["SELECT 3"])
  }

  @Test func `what the change leaves alone is not asked about, and nothing stays of what was tried`() async throws {
    let report = try await Self.report("CREATE TABLE eng.b (id int)")
    #expect(Set(report.access.map(\.relation)) == ["eng.b"])
    #expect(Set(report.access.map(\.role)) == ["reader", "writer", "PUBLIC"])
    #expect(try RehearsalReport(report.bytes) == report)
  }

  @Test func `a function of a migration does not get to run as a superuser`() async throws {
    let report = try await Self.report(
      """
      CREATE FUNCTION eng.f() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN RESET ROLE; RESET SESSION AUTHORIZATION;
      IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN RAISE 'sprung' USING ERRCODE = 'TRAPS'; END IF;
      RETURN NULL; END$$;
      CREATE TABLE eng.b (id int); GRANT INSERT ON eng.b TO reader;
      CREATE TRIGGER t BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON eng.b EXECUTE FUNCTION eng.f()
      """)
    #expect(report.migrations.map(\.outcome) == [.proved], "\(report)")
    #expect(Self.answers(report, "eng.b", "reader") == ["INSERT 1"], "\(report.access)")
  }
}
