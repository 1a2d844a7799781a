import Testing

/// What each runner makes of the same files.
@Suite struct RunnerTests {
  private static let only = [
    "transaction-in-runner", "executed-down-path", "ignored-runner-marker", "unsupported-file", "unknown-runner",
    "missing-begin", "not-allowed-in-transaction", "missing-down", "out-of-order-migration", "invalid-name",
    "duplicate-version",
  ]

  private func problems(_ runner: String, _ files: [(String, String)], base: [(String, String)] = []) async throws
    -> [String]
  {
    let text = (base.map { file($0.0, $0.1, base: true) } + (base + files).map { file($0.0, $0.1) }).joined()
    return try await findings(
      text, policy: runner.isEmpty ? "" : "runner: \(runner)", only: Self.only)
  }

  private static let up = "create table a (id int);\n"
  private static let name = "20260105090000_a.sql"

  @Test(
    arguments: [
      ("own", [(name, up)], ["missing-down a:1", "missing-begin a:1"]),
      ("psql", [(name, up)], []),
      ("psql", [(name, "begin;\n\(up)commit;\n-- down\ndrop table a;\n")], ["executed-down-path a:4"]),
      ("supabase", [(name, up)], []),
      (
        "supabase", [("20260105090000_a.down.sql", "drop table a;\n")], ["executed-down-path 20260105090000_a.down.sql"]
      ),
      ("supabase", [(name, "begin;\n\(up)commit;\n")], ["transaction-in-runner a:1"]),
      ("supabase", [("a.sql", up)], ["invalid-name a.sql"]),
      ("dbmate", [(name, "-- migrate:up\n\(up)-- migrate:down\ndrop table a;\n")], []),
      (
        "dbmate", [(name, "-- migrate:up\nbegin;\n\(up)commit;\n-- migrate:down\ndrop table a;\n")],
        ["transaction-in-runner a:2"]
      ),
      (
        "dbmate", [(name, "-- migrate:up transaction:false\nbegin;\n\(up)commit;\n-- migrate:down\ndrop table a;\n")],
        []
      ),
      ("dbmate", [(name, "-- migrate:up\n\(up)  -- migrate:down\ndrop table a;\n")], ["ignored-runner-marker a:3"]),
      (
        "dbmate", [(name, "-- migrate:up\ncreate index concurrently i on a (id);\n-- migrate:down\ndrop index i;\n")],
        ["not-allowed-in-transaction a:2"]
      ),
      ("goose", [("1_a.sql", "-- +goose Up\n\(up)-- +goose Down\ndrop table a;\n")], []),
      (
        "goose",
        [("1_a.sql", "-- +goose NO TRANSACTION\n-- +goose Up\nbegin;\n\(up)commit;\n-- +goose Down\nselect 1;\n")], []
      ),
      (
        "goose", [("1_a.sql", "-- +goose Up\n\(up)-- +goose Down\ndrop table a\n")], ["ignored-runner-marker 1_a.sql:4"]
      ),
      ("golang-migrate", [("1_a.up.sql", up), ("1_a.down.sql", "drop table a;\n")], []),
      ("golang-migrate", [("1_a.up.sql", up)], ["missing-down 1_a.up.sql:1"]),
      ("sqlx", [("1_a.up.sql", up), ("1_a.down.sql", "drop table a;\n")], []),
      (
        "sqlx",
        [
          ("1_a.up.sql", "-- no-transaction\ncreate index concurrently i on a (id);\n"),
          ("1_a.down.sql", "drop table a;\n"),
        ], []
      ),
      ("diesel", [("2026-01-05-090000_a/up.sql", up), ("2026-01-05-090000_a/down.sql", "drop table a;\n")], []),
      ("diesel", [("2026-01-05-090000_a/up.sql", up)], ["missing-down up.sql:1"]),
      ("flyway", [("V1__a.sql", up), ("U1__a.sql", "drop table a;\n"), ("R__views.sql", "select 1;\n")], []),
      ("", [(name, "-- migrate:up\n\(up)-- migrate:down\ndrop table a;\n")], ["unknown-runner a"]),
      ("", [(name, "-- migrate:up\nbegin;\n\(up)commit;\n-- migrate:down\nbegin;\ndrop table a;\ncommit;\n")], []),
      ("own", [(name, "-- +migrate Up\n\(up)")], ["unsupported-file a"]),
    ] as [(String, [(String, String)], [String])])
  func `a file is read as its runner reads it`(runner: String, files: [(String, String)], expected: [String])
    async throws
  {
    let found = try await problems(runner, files)
    #expect(found.map { $0.replacing(Self.name, with: "a") } == expected.sorted(), "\(runner)")
  }

  @Test(arguments: [
    ("goose", "2_b.sql", "10_c.sql", []), ("goose", "10_b.sql", "9_c.sql", ["out-of-order-migration 9_c.sql"]),
    ("goose", "1_b.sql", "01_c.sql", ["duplicate-version 01_c.sql"]),
    ("psql", "b.sql", "a.sql", ["out-of-order-migration a.sql"]), ("psql", "10.sql", "9.sql", []),
    ("flyway", "V1.9__b.sql", "V1.10__c.sql", []),
    ("flyway", "V1.10__b.sql", "V1.9__c.sql", ["out-of-order-migration V1.9__c.sql"]),
    ("diesel", "2026-01-05-090000_b/up.sql", "20260104_c/up.sql", ["out-of-order-migration up.sql"]),
  ])
  func `new migrations come after merged ones in the order of the runner`(
    runner: String, merged: String, new: String, expected: [String]
  ) async throws {
    let found = try await problems(runner, [(new, "select 1;\n")], base: [(merged, "select 2;\n")])
    #expect(found.filter { $0.hasPrefix("out-of-order") || $0.hasPrefix("duplicate") } == expected, "\(runner)")
  }
}
