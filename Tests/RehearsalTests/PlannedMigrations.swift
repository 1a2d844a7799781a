import Postgres
import Rehearsal
import RehearsalDocuments
import SystemPackage
import TestSupport

/// Plans of a few statements, as `own` and runners with a transaction of their own have them.
enum PlannedMigrations {
  static func direction(
    _ sql: String, _ path: String, isWrapped: Bool = true, bookkeeping: [String] = []
  ) -> RehearsalPlan.Direction {
    var line = 1
    let statements = sql.split(separator: ";").filter { $0.contains { !$0.isWhitespace } }.map { text in
      defer { line += text.count { $0 == "\n" } }
      let words = text.split { $0.isWhitespace }
      let isExtension = words.count > 2 && words[1].lowercased() == "extension"
      return RehearsalPlan.Statement(
        text: String(text), line: line, extensionName: isExtension ? words.last.map(String.init) : nil)
    }
    return RehearsalPlan.Direction(
      file: RehearsedFile(path: path, blob: String(repeating: "1", count: 40)), isWrapped: isWrapped,
      statements: statements, bookkeeping: bookkeeping)
  }

  static func plan(
    base: String = "CREATE SCHEMA eng; CREATE TABLE eng.a (id int PRIMARY KEY, state text)",
    _ migrations: [(up: String, down: String?)], isWrapped: Bool = true
  ) -> RehearsalPlan {
    RehearsalPlan(
      server: 15,
      owner: RehearsalPlan.Owner(
        role: "owner", login: "deploy", attributes: ["createrole", "bypassrls"], isNamed: true),
      prelude: RehearsalPlan.Prelude(name: "none", sql: "CREATE ROLE reader; CREATE ROLE writer"),
      base: [RehearsalPlan.Migration(up: direction(base, "base.sql"), down: nil)],
      migrations: migrations.enumerated().map { index, migration in
        RehearsalPlan.Migration(
          up: direction(migration.up, "\(index).sql", isWrapped: isWrapped),
          down: migration.down.map { direction($0, "\(index).down.sql", isWrapped: isWrapped) })
      })
  }

  static func run(_ plan: RehearsalPlan, cache: ClusterCache? = nil) async throws -> RehearsalReport {
    let programs = try await PostgresPrograms.find(
      named: ScratchPostgres.programs?.string, environment: [:], major: 15)
    let report = try await Rehearsal(plan, programs: programs, cache: cache).run()
    DocumentValidation.documents?.add(report.bytes, schema: "rehearsal-report")
    return report
  }
}
