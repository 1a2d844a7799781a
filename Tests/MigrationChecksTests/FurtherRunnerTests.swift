import Testing

/// What the runners beyond the first nine make of files.
@Suite struct FurtherRunnerTests {
  private static let only = [
    "ambiguous-down-path", "executed-down-path", "ignored-runner-marker", "invalid-name", "missing-begin",
    "missing-down",
    "not-allowed-in-transaction", "out-of-order-migration", "transaction-in-runner", "unknown-runner",
    "unsupported-file",
  ]

  private static let up = "create table a (id int);\n"
  private static let down = "drop table a;\n"
  private static let name = "20260105090000_a.sql"

  @Test(
    arguments: [
      ("sql-migrate", [("1_a.sql", "-- +migrate Up\n\(up)-- +migrate Down\n\(down)")], []),
      ("sql-migrate", [("1_a.sql", "-- +migrate Up\n\(up)")], ["missing-down 1_a.sql:2"]),
      (
        "sql-migrate", [("1_a.sql", "-- +migrate Up\nbegin;\n\(up)commit;\n-- +migrate Down\n\(down)")],
        ["transaction-in-runner 1_a.sql:2"]
      ),
      (
        "sql-migrate",
        [
          ("1_a.sql", "-- +migrate Up notransaction\ncreate index concurrently i on a (id);\n-- +migrate Down\n\(down)")
        ],
        []
      ),
      (
        "sql-migrate", [("1_a.sql", "-- +migrate Up\n\(up)  -- +migrate Down\n\(down)")],
        ["ignored-runner-marker 1_a.sql:3"]
      ),
      ("tern", [("001_a.sql", "\(up)---- create above / drop below ----\n\(down)")], []),
      ("tern", [("001_a.sql", up)], ["missing-down 001_a.sql:1"]),
      ("tern", [("a.sql", "\(up)---- create above / drop below ----\n\(down)")], ["invalid-name a.sql"]),
      (
        "tern",
        [
          (
            "001_a.sql",
            "---- tern: disable-tx ----\ncreate index concurrently i on a (id);\n---- create above / drop below ----\ndrop index i;\n"
          )
        ],
        []
      ),
      ("node-pg-migrate", [("1_a.sql", "-- Up Migration\n\(up)-- Down Migration\n\(down)")], []),
      ("node-pg-migrate", [("1_a.sql", up)], ["missing-down 1_a.sql:1"]),
      ("prisma", [("20260105090000_a/migration.sql", up)], []),
      ("prisma", [("20260105090000_a/migration.sql", up), ("20260105090000_a/down.sql", down)], []),
      ("atlas", [("20260105090000.sql", up)], []),
      ("atlas", [("20260105090000_a.down.sql", down)], ["executed-down-path 20260105090000_a.down.sql"]),
      ("atlas", [(name, "-- atlas:txmode none\n\ncreate index concurrently i on a (id);\n")], []),
      ("atlas", [(name, "create index concurrently i on a (id);\n")], ["not-allowed-in-transaction a:1"]),
      (
        "liquibase", [("a.sql", "--liquibase formatted sql\n--changeset dana:1\n\(up)--rollback drop table a;\n")], []
      ),
      ("liquibase", [("a.sql", "--liquibase formatted sql\n--changeset dana:1\n\(up)")], ["missing-down a.sql:3"]),
      (
        "liquibase",
        [
          (
            "a.sql",
            "--liquibase formatted sql\n--changeset dana:1 runInTransaction:false\ncreate index concurrently i on a (id);\n--rollback drop index i;\n"
          )
        ],
        []
      ),
      (
        "sqitch",
        [
          ("sqitch.plan", "%project=a\n\na 2026-01-05T09:00:00Z dana <dana@example.org> # a\n"),
          ("deploy/a.sql", "begin;\n\(up)commit;\n"), ("revert/a.sql", "begin;\n\(down)commit;\n"),
          ("verify/a.sql", "begin;\nselect 1;\nrollback;\n"),
        ], []
      ),
      (
        "sqitch",
        [
          ("sqitch.plan", "%project=a\n\na 2026-01-05T09:00:00Z dana <dana@example.org> # a\n"),
          ("deploy/a.sql", up), ("deploy/b.sql", "begin;\n\(up)commit;\n"),
        ], ["missing-begin a.sql:1", "missing-down a.sql:1", "invalid-name b.sql", "missing-down b.sql:1"]
      ),
      ("", [(name, "-- +migrate Up\n\(up)")], ["unknown-runner a"]),
      ("own", [(name, "-- +migrate Up\n\(up)")], ["unsupported-file a"]),
      ("own", [(name, "--> statement-breakpoint\n\(up)")], ["unsupported-file a"]),
      ("own", [(name, "begin;\n\\set x 1\n\(up)commit;\n-- down\nbegin;\n\(down)commit;\n")], ["unsupported-file a:2"]),
      (
        "own", [(name, "begin;\n\(up)copy a from stdin;\n1\n\\.\ncommit;\n-- down\nbegin;\n\(down)commit;\n")],
        ["unsupported-file a:3"]
      ),
      ("psql", [(name, "\\i other.sql\n")], ["unsupported-file a:1"]),
      (
        "own",
        [(name, "begin;\n\(up)insert into a values (E'\n\\set x');\ncommit;\n-- down\nbegin;\n\(down)commit;\n")], []
      ),
    ] as [(String, [(String, String)], [String])])
  func `a file is read as its runner reads it`(runner: String, files: [(String, String)], expected: [String])
    async throws
  {
    let text = files.map { file($0.0, $0.1) }.joined()
    let found = try await findings(text, policy: runner.isEmpty ? "" : "runner: \(runner)", only: Self.only)
    #expect(found.map { $0.replacing(Self.name, with: "a") }.sorted() == expected.sorted(), "\(runner)")
  }

  @Test(arguments: [
    ("sql-migrate", "10_b.sql", "9_c.sql", true), ("sql-migrate", "10_b.sql", "10_c.sql", false),
    ("tern", "010_b.sql", "009_c.sql", true), ("atlas", "2_b.sql", "10_c.sql", true),
    ("prisma", "20260105_b/migration.sql", "20260104_c/migration.sql", true),
    ("node-pg-migrate", "10_b.sql", "9_c.sql", true),
  ])
  func `new migrations come after merged ones in the order of the runner`(
    runner: String, merged: String, new: String, isLate: Bool
  ) async throws {
    let text = file(merged, "select 2;\n", base: true) + file(merged, "select 2;\n") + file(new, "select 1;\n")
    let found = try await findings(text, policy: "runner: \(runner)", only: ["out-of-order-migration"])
    #expect(!found.isEmpty == isLate, "\(runner)")
  }

  @Test(arguments: [
    ("diesel", "20260105_a/metadata.toml", "run_in_transaction = false\n", false),
    ("diesel", "20260105_a/metadata.toml", "run_in_transaction = true\n", true),
    ("diesel", "20260105_a/notes.toml", "run_in_transaction = false\n", true),
  ])
  func `a file beside a migration switches the transaction off`(
    runner: String, path: String, content: String, isRefused: Bool
  ) async throws {
    let text =
      file("20260105_a/up.sql", "create index concurrently i on a (id);\n")
      + file("20260105_a/down.sql", "drop index i;\n") + file(path, content)
    let found = try await findings(text, policy: "runner: \(runner)", only: ["not-allowed-in-transaction"])
    #expect(!found.isEmpty == isRefused, "\(path)")
  }

  @Test(arguments: [("golang-migrate", "", false), ("golang-migrate", "transactions: runner", true)])
  func `the policy says who opens the transaction where the runner leaves it open`(
    runner: String, policy: String, isInRunner: Bool
  ) async throws {
    let text =
      file("1_a.up.sql", "begin;\n\(Self.up)commit;\n") + file("1_a.down.sql", Self.down)
    let found = try await findings(text, policy: "runner: \(runner)\n\(policy)", only: ["transaction-in-runner"])
    #expect(!found.isEmpty == isInRunner)
  }
}
