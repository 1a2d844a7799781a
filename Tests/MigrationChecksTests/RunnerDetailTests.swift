import Testing

/// What each runner makes of a file that looks as if it were read otherwise: a table of cases for each.
@Suite struct RunnerDetailTests {
  struct Case: CustomTestStringConvertible {
    let runner: String
    let files: [(name: String, text: String)]
    let expected: [String]
    let policy: String

    init(_ runner: String, _ files: [(String, String)], _ expected: [String], policy: String = "") {
      (self.runner, self.files, self.expected, self.policy) = (runner, files.map { ($0.0, $0.1) }, expected, policy)
    }

    var testDescription: String { "\(runner): \(files.map(\.name).joined(separator: ", ")) \(expected)" }
  }

  private static let up = "create table a (id int);\n"
  private static let down = "drop table a;\n"
  private static let concurrent = "create index concurrently i on b (id);\n"
  private static let twice = concurrent + "create index concurrently j on b (id);\n"
  private static let body = "create function f() returns int language sql as $$\nselect 1;\nselect 2;\n$$;\n"

  private static let only = [
    "ambiguous-down-path", "duplicate-version", "executed-down-path", "ignored-runner-marker", "invalid-name",
    "missing-begin", "missing-down", "not-allowed-in-transaction", "out-of-order-migration", "syntax-error",
    "transaction-in-runner", "unsupported-file",
  ]

  private func check(_ one: Case) async throws {
    let text = one.files.map { file($0.name, $0.text) }.joined()
    let found = try await findings(text, policy: "runner: \(one.runner)\n\(one.policy)", only: Self.only)
    #expect(found.sorted() == one.expected.sorted())
  }

  @Test(arguments: [
    Case(
      "sql-migrate", [("1_a.sql", "-- +migrate up\n\(up)-- +migrate Down\n\(down)")],
      ["ignored-runner-marker 1_a.sql:1"]),
    Case(
      "sql-migrate", [("1_a.sql", "-- +migrate Up\n\(body)-- +migrate Down\ndrop function f();\n")],
      ["ignored-runner-marker 1_a.sql:3"]),
    Case(
      "sql-migrate",
      [
        (
          "1_a.sql",
          "-- +migrate Up\n-- +migrate StatementBegin\n\(body)-- +migrate StatementEnd\n-- +migrate Down\ndrop function f();\n"
        )
      ], []),
    Case(
      "sql-migrate", [("1_a.sql", "-- +migrate Up\n\(up)-- +migrate Down\ndrop table a\n")],
      ["ignored-runner-marker 1_a.sql:4"]),
    Case(
      "sql-migrate",
      [("1_a.sql", "-- +migrate Up\n\(concurrent)-- +migrate Down notransaction\ndrop index concurrently i;\n")],
      ["not-allowed-in-transaction 1_a.sql:2"]),
    Case("sql-migrate", [("1_a.sql", up)], ["ignored-runner-marker 1_a.sql", "missing-down 1_a.sql:1"]),
  ])
  func `sql-migrate tells capitals apart and cuts at the ends of lines`(one: Case) async throws { try await check(one) }

  @Test(arguments: [
    Case(
      "tern", [("001_a.sql", "\(up)-- create above / drop below\n\(down)")], ["ignored-runner-marker 001_a.sql:2"]),
    Case(
      "tern",
      [
        (
          "001_a.sql",
          "---- tern: disable-tx ----\n\(twice)---- create above / drop below ----\ndrop index i;\ndrop index j;\n"
        )
      ],
      []),
    Case(
      "tern",
      [("001_a.sql", "-- tern: disable-tx\n\(concurrent)---- create above / drop below ----\ndrop index i;\n")],
      ["ignored-runner-marker 001_a.sql:1", "not-allowed-in-transaction 001_a.sql:2"]),
    Case(
      "tern",
      [
        (
          "001_a.sql",
          "---- tern: disable-tx ----\n\(concurrent)---- create above / drop below ----\ndrop index concurrently i;\n"
        )
      ], ["not-allowed-in-transaction 001_a.sql:4"]),
    Case(
      "tern",
      [
        ("001_a.sql", "\(up)---- create above / drop below ----\n\(down)"),
        ("003_b.sql", "\(up)---- create above / drop below ----\n\(down)"),
      ], ["invalid-name 003_b.sql"]),
    Case(
      "tern", [("001_a.sql", "\(up)---- create above / drop below ----\n\(down)"), ("002_a.down.sql", down)],
      ["executed-down-path 002_a.down.sql", "missing-down 002_a.down.sql:1"]),
    Case("tern", [("001-a.sql", "\(up)---- create above / drop below ----\n\(down)")], ["invalid-name 001-a.sql"]),
  ])
  func `tern wants its divider as it is written, and numbers without a gap`(one: Case) async throws {
    try await check(one)
  }

  @Test(arguments: [
    Case("node-pg-migrate", [("1_a.sql", "\(up)  -- Down Migration for the table\n\(down)")], []),
    Case(
      "node-pg-migrate", [("1_a.sql", "\(up)-- Up Migration\n\(up)-- Down Migration\n\(down)")],
      ["ambiguous-down-path 1_a.sql:1"]),
    Case(
      "node-pg-migrate", [("1_a.sql", "-- Down Migration\n\(down)-- Up Migration\n\(up)")],
      ["ambiguous-down-path 1_a.sql:1"]),
    Case(
      "node-pg-migrate", [("1_a.sql", "\(concurrent)-- Down Migration\ndrop index i;\n")],
      ["not-allowed-in-transaction 1_a.sql:1"]),
    Case(
      "node-pg-migrate", [("1_a.sql", "\(up)-- Down Migration\n\(down)"), ("2_a.down.sql", down)],
      ["executed-down-path 2_a.down.sql", "missing-down 2_a.down.sql:1"]),
  ])
  func `node-pg-migrate takes each line that begins with its words for a heading`(one: Case) async throws {
    try await check(one)
  }

  @Test(arguments: [
    Case("atlas", [("1_a.sql", "-- atlas:txmode none\n\n\(concurrent)")], []),
    Case(
      "atlas", [("1_a.sql", "-- atlas:txmode none\n\(concurrent)")],
      ["ignored-runner-marker 1_a.sql:1", "not-allowed-in-transaction 1_a.sql:2"]),
    Case("atlas", [("1_a.sql", "-- atlas:txmode file\n\n\(up)")], []),
    Case("atlas", [("1_a.sql", "-- atlas:txtar\n\n\(up)")], ["unsupported-file 1_a.sql"]),
    Case("atlas", [("1_a.sql", "-- atlas:delimiter \\n\\n\n\n\(up)")], ["unsupported-file 1_a.sql"]),
    Case("atlas", [("1_a.sql", "\(up)-- down\n\(down)")], ["executed-down-path 1_a.sql:2"]),
  ])
  func `Atlas sees directives at the top of a file alone`(one: Case) async throws { try await check(one) }

  @Test(arguments: [
    Case("liquibase", [("a.sql", "--liquibase formatted sql\n--changeset dana:1\n\(up)--rollback not required\n")], []),
    Case("liquibase", [("a.sql", "--liquibase formatted sql\n--changeset dana:1\n\(up)--rollback empty\n")], []),
    Case(
      "liquibase",
      [("a.sql", "--liquibase formatted sql\n--changeset dana:1\n\(up)/* liquibase rollback\n\(down)*/\n")], []),
    Case(
      "liquibase",
      [
        (
          "a.sql",
          "--liquibase formatted sql\n--changeset dana:1\n\(up)--rollback drop table a;\n--changeset dana:2\ncreate table b (id int);\n"
        )
      ], ["missing-down a.sql:3"]),
    Case(
      "liquibase", [("a.sql", "--liquibase formatted sql\n--changeset dana:1\n\(up)--rollback drp table a;\n")],
      ["syntax-error a.sql:4"]),
  ])
  func `Liquibase has its ways back in comments`(one: Case) async throws { try await check(one) }

  private static let plan =
    "%project=a\n\na 2026-01-05T09:00:00Z dana <d@example.org>\n@v1 2026-01-06T09:00:00Z dana <d@example.org>\na [a@v1] 2026-01-07T09:00:00Z dana <d@example.org>\n"
  private static let whole = "begin;\n\(up)commit;\n"

  @Test(arguments: [
    Case(
      "sqitch",
      [
        ("sqitch.plan", plan), ("deploy/a.sql", whole), ("revert/a.sql", whole), ("deploy/a@v1.sql", whole),
        ("revert/a@v1.sql", whole),
      ], []),
    Case(
      "sqitch", [("sqitch.plan", plan), ("deploy/a@v2.sql", whole), ("revert/a@v2.sql", whole)],
      ["invalid-name a@v2.sql", "invalid-name a@v2.sql"]),
    Case(
      "sqitch", [("sqitch.plan", plan), ("deploy/a.sql", "\\set x 1\n\(whole)"), ("revert/a.sql", whole)],
      ["unsupported-file a.sql:1"]),
  ])
  func `Sqitch reads its plan, with changes that are reworked`(one: Case) async throws { try await check(one) }

  @Test(arguments: [
    Case("prisma", [("1_a/migration.sql", concurrent)], []),
    Case("prisma", [("1_a/migration.sql", twice)], ["not-allowed-in-transaction migration.sql:1"]),
    Case("golang-migrate", [("1_a.up.sql", concurrent), ("1_a.down.sql", "drop index i;\n")], []),
    Case(
      "golang-migrate", [("1_a.up.sql", twice), ("1_a.down.sql", "drop index i;\n")],
      ["not-allowed-in-transaction 1_a.up.sql:1"]),
    Case(
      "goose", [("1_a.sql", "-- +goose Up\n\(body)-- +goose Down\ndrop function f();\n")],
      ["ignored-runner-marker 1_a.sql:3"]),
    Case(
      "sqlx", [("1_a.up.sql", "-- why\n-- no-transaction\n\(concurrent)"), ("1_a.down.sql", "drop index i;\n")],
      ["ignored-runner-marker 1_a.up.sql:2", "not-allowed-in-transaction 1_a.up.sql:3"]),
    Case(
      "flyway", [("V1__a.sql", concurrent), ("V1__a.sql.conf", "executeInTransaction=false\n")],
      ["missing-down V1__a.sql:1"]),
    Case("dbmate", [("1_a.down.sql", down)], ["ignored-runner-marker 1_a.down.sql", "missing-down 1_a.down.sql:1"]),
    Case("psql", [("a.sql", up), ("a.down.sql", down)], ["executed-down-path a.down.sql"]),
    Case("supabase", [("1_a.sql", "\(up)-- rollback\n\(down)")], ["executed-down-path 1_a.sql:2"]),
  ])
  func `one query of several statements is a transaction`(one: Case) async throws { try await check(one) }

  @Test(arguments: [
    ("node-pg-migrate", "1767603600000_a.sql", "20260105090000001_b.sql", false),
    ("node-pg-migrate", "1767603600000_a.sql", "20260105085959999_b.sql", true),
    ("node-pg-migrate", "a.sql", "1_b.sql", false), ("sql-migrate", "a.sql", "1_b.sql", true),
    ("tern", "002_a.sql", "001_b.sql", true), ("flyway", "V1.10__a.sql", "V1.9__b.sql", true),
  ])
  func `names of several forms have one order`(runner: String, merged: String, new: String, isLate: Bool) async throws {
    let text = file(merged, "select 2;\n", base: true) + file(merged, "select 2;\n") + file(new, "select 1;\n")
    let found = try await findings(text, policy: "runner: \(runner)", only: ["out-of-order-migration"])
    #expect(!found.isEmpty == isLate)
  }
}
