import Calendars
import Changes
import Findings
import MigrationChecks
import Policy
import Testing

@Suite struct MigrationTemplateTests {
  private static let now = Instant(secondsSince1970: 1_775_120_400)

  private static func template(_ policy: String, after names: [String] = []) throws -> MigrationTemplate? {
    var files = [try PolicyFile(layer: .defaults, path: "database.yml", bytes: MigrationCheck.defaultPolicy)]
    files.append(try PolicyFile(layer: .repository, path: "database.yml", bytes: Array(policy.utf8)))
    return MigrationTemplate(
      "add_size", try EffectivePolicy<MigrationPolicy>(files).own, at: now, after: names)
  }

  @Test(arguments: [
    ("runner: own", [], ["20260402090000_add_size.sql"]),
    ("migrations: { down: pair }", [], ["20260402090000_add_size.up.sql", "20260402090000_add_size.down.sql"]),
    ("runner: goose", ["00001_a.sql", "00009_b.sql"], ["00010_add_size.sql"]),
    ("runner: goose", ["20260101090000_a.sql"], ["20260402090000_add_size.sql"]),
    ("runner: golang-migrate", ["000009_a.up.sql"], ["000010_add_size.up.sql", "000010_add_size.down.sql"]),
    ("runner: diesel", [], ["2026-04-02-090000_add_size/up.sql", "2026-04-02-090000_add_size/down.sql"]),
    ("runner: flyway", ["V9__a.sql", "V10__b.sql"], ["V11__add_size.sql"]),
    ("runner: tern", ["009_a.sql"], ["010_add_size.sql"]),
    ("runner: prisma", [], ["20260402090000_add_size/migration.sql"]),
    ("runner: node-pg-migrate", [], ["1775120400000_add_size.sql"]), ("runner: sqitch", [], []),
  ])
  func `a new migration is named as its runner names it`(policy: String, names: [String], expected: [String]) throws {
    let files = try Self.template(policy, after: names)?.files.map(\.path) ?? []
    #expect(files == expected.map { "db/migrations/eng/\($0)" })
  }

  @Test(arguments: [
    "runner: own", "runner: supabase", "runner: dbmate", "runner: goose", "runner: sql-migrate",
    "runner: golang-migrate",
    "runner: sqlx", "runner: diesel", "runner: prisma", "runner: atlas", "runner: tern", "runner: node-pg-migrate",
    "migrations: { down: divider }",
  ])
  func `what its runner asks of a file is in the template`(policy: String) async throws {
    let files = try #require(try Self.template(policy)?.files)
    let text = files.map { "-- \($0.path) --\n\($0.text)" }.joined()
    let found = try await findings(
      text, policy: policy,
      only: [
        "ambiguous-down-path", "ignored-runner-marker", "invalid-name", "missing-begin", "missing-commit",
        "missing-down", "syntax-error", "transaction-in-runner", "unknown-runner", "unsupported-file",
      ])
    #expect(found == [])
  }

  @Test func `an entry of an audit report is one that the rule takes`() async throws {
    let entry = AuditEntry(at: Self.now, by: "dana", ran: ["a.sh", "b.sh"], result: "pass")
    #expect(entry.day == "2026-04-02")
    let report = entry.heading + entry.text + "\n" + entry.text
    let found = try await findings(
      "-- ops/audit/2026-04-02.md --\n\(report)", policy: "documents: { audit: ops/audit }",
      only: ["invalid-audit-entry"])
    #expect(found == [])
  }
}
