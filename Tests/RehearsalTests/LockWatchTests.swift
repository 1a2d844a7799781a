import RehearsalDocuments
import TestSupport
import Testing

/// The locks that the way up of a migration takes, as the server shows them.
@Suite(
  .enabled(if: ScratchPostgres.programs != nil, "PostgreSQL 15 is not installed"), .serialized, .validatingDocuments)
struct LockWatchTests {
  private static let base = """
    CREATE SCHEMA eng; CREATE TABLE eng.a (id int PRIMARY KEY, n int);
    CREATE TABLE eng.b (id int REFERENCES eng.a)
    """

  @Test(arguments: [
    ("ALTER TABLE eng.a ADD m int", ["1 eng.a AccessExclusiveLock"]),
    ("CREATE INDEX ON eng.a (n)", ["1 eng.a ShareLock"]),
    ("UPDATE eng.b SET id = id WHERE false", ["1 eng.b RowExclusiveLock"]),
    // What the migration makes itself has no other user.
    ("CREATE TABLE eng.c (id int); ALTER TABLE eng.c ADD m int", []),
    (
      "CREATE INDEX ON eng.a (n); ALTER TABLE eng.a ADD m int",
      ["1 eng.a ShareLock", "1 eng.a AccessExclusiveLock"]
    ),
    (
      "ALTER TABLE eng.b ALTER id TYPE bigint",
      // The foreign key is made anew, with its triggers on both sides.
      ["1 eng.a AccessExclusiveLock", "1 eng.a ShareRowExclusiveLock", "1 eng.b AccessExclusiveLock rewritten"]
        + ["1 eng.b ShareLock", "1 eng.b ShareRowExclusiveLock"]
    ),
  ])
  func `each statement's new locks are told with their line`(up: String, expected: [String]) async throws {
    let report = try await PlannedMigrations.run(PlannedMigrations.plan(base: Self.base, [(up, nil)]))
    let migration = try #require(report.migrations.first)
    #expect(migration.outcome == .proved, "\(report)")
    let told = migration.locks.filter { !$0.relation.contains("pkey") && !$0.relation.contains("_idx") }
      .map { "\($0.line) \($0.relation) \($0.mode)\($0.isRewritten ? " rewritten" : "")" }
    // How many weaker locks go with the strongest one is the server's business.
    let strong = { (all: [String]) in all.filter { !$0.contains("AccessShare") && !$0.contains("RowShare") } }
    #expect(strong(told) == strong(expected), "\(told)")
    #expect(try RehearsalReport(report.bytes) == report)
  }
}
