import Documents
import Postgres
import PostgresCatalog
import SQL
import SystemPackage
import TestSupport
import Testing

/// What replaying says of a database is compared with what PostgreSQL 15 says.
@Suite(
  .enabled(if: ScratchPostgres.programs != nil, "PostgreSQL 15 is not installed"), .serialized)
struct CatalogTests {
  private static func withCluster(_ body: @Sendable (PostgresCluster) async throws -> Void) async throws {
    try await PostgresCluster.run(PostgresCluster.Launch(try await TestedServer.programs()), body)
  }

  /// Applies statements to a database of their own and to a catalog; one that fails is expected to fail in both.
  private static func compare(
    _ statements: [String], on cluster: PostgresCluster, database: String
  ) throws -> (CatalogComparison, failures: [String]) {
    let admin = try cluster.connect()
    try admin.execute("CREATE DATABASE \(database)")
    defer {
      do { try admin.execute("DROP DATABASE \(database)") } catch { Issue.record(error) }
    }
    let connection = try cluster.connect(to: database)
    var replay = CatalogReplay(try connection.catalog(), as: cluster.superuser)
    var failures: [String] = []
    for text in statements {
      let parsed = SQLParser.parse(SQLText(text))
      var failure: ReplayError?
      for statement in parsed.statements.compactMap(\.statement) where failure == nil {
        failure = replay.apply(statement).failure
      }
      var serverError: PostgresError?
      do { try connection.execute(text) } catch { serverError = error }
      let isKnown = replay.catalog.incompleteness == nil
      if isKnown, (failure == nil) != (serverError == nil) {
        failures.append(
          "\(text): server says \(serverError?.description ?? "yes"), the model \(failure?.message ?? "yes")")
      }
    }
    replay.endSession()
    return (CatalogComparison(replayed: replay.catalog, server: try connection.catalog()), failures)
  }

  @Test func `the migrations of the sample repository give the catalog of a server, each way`() async throws {
    try await Self.withCluster { cluster in
      let folder = "Fixtures/ehg-engineering/main/db/migrations/eng"
      let files = Project.files(below: folder, suffix: ".sql")
      #expect(files.count > 5)
      let roles = ["anon", "authenticated", "service_role"].map { "create role \($0)" }
      let texts = try files.map { file in
        let text = try #require(Project.text(of: Project.root.appending(file)))
        return text.split(separator: "-- migrate:down").map(String.init)
      }
      let ups = texts.map { $0[0] }
      let (comparison, failures) = try Self.compare(roles + ups, on: cluster, database: "up")
      #expect(failures.isEmpty)
      #expect(comparison.compared > 200)
      #expect(comparison.wrong.isEmpty, "\(comparison.wrong)")
      print("sample: \(comparison.compared) objects, \(comparison.unknown.count) unknown, 0 wrong")
    }
  }

  @Test func `generated scripts give the catalog of a server`() async throws {
    let seed = Project.variable("SEED").flatMap { UInt64($0) } ?? UInt64.random(in: 0...UInt64(UInt32.max))
    let count = Project.variable("SCRIPTS").flatMap { Int($0) } ?? 40
    print("seed of the generated scripts: \(seed)")
    try await Self.withCluster { cluster in
      var (statements, compared, unknown) = (0, 0, 0)
      for number in 0..<count {
        var generator = ScriptGenerator(seed: seed &+ UInt64(number))
        let script = generator.script(length: 40)
        statements += script.count
        let (comparison, failures) = try Self.compare(script, on: cluster, database: "script\(number)")
        let context = "seed \(seed &+ UInt64(number)), script:\n\(script.joined(separator: ";\n"))"
        #expect(failures.isEmpty, "\(failures.joined(separator: "\n"))\n\(context)")
        #expect(comparison.wrong.isEmpty, "\(comparison.wrong)\n\(context)")
        compared += comparison.compared
        unknown += comparison.unknown.count
      }
      print("generated: \(count) scripts, \(statements) statements, \(compared) objects, \(unknown) unknown, 0 wrong")
    }
  }
}
