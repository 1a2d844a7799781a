import MigrationChecks
import Testing

@Suite struct ConventionTests {
  static let up = "begin;\ncreate table a (id int);\ncommit;"
  static let down = "begin;\ndrop table a;\ncommit;"

  @Test(arguments: [
    "-- migrate:up\n\(up)\n-- migrate:down\n\(down)",
    "-- migrate:up transaction:false\r\n\(up)\r\n-- migrate:down\r\n\(down)",
    "-- What it is for.\n/* And why. */\n--migrate:up\n\(up)\n--  migrate:down\n\(down)",
    "-- +goose Up\n\(up)\n-- +goose Down\n\(down)",
    "-- +goose NO TRANSACTION\n-- +goose up\n-- +goose StatementBegin\n\(up)\n-- +goose StatementEnd\n-- +goose down\n\(down)",
    "\(up)\n-- down\n\(down)", "\(up)\n---- ROLLBACK: ----\n\(down)", "-- up\n\(up)\n-- Down Migration\n\(down)",
    "-- migrate:up\n\(up)\n-- rollback\n-- migrate:down\n\(down)",
    "begin;\ncreate table a (id int, -- down\n b int);\ncommit;\n-- rollback\n\(down)",
    "begin;\ncomment on table a is '\n-- down\n';\ncommit;\n-- down\n\(down)",
  ])
  func `a way back is found by what is there`(text: String) async throws {
    #expect(try await findings(text) == [])
  }

  @Test func `a way back is found in a second file`() async throws {
    let name = "20260105090000_a"
    for first in ["\(name).sql", "\(name).up.sql"] {
      #expect(try await findings(file(first, Self.up) + file("\(name).down.sql", Self.down)) == [])
      #expect(try await findings(file(first, Self.up)) == ["missing-down \(first):1"])
    }
    #expect(try await findings(file("\(name).down.sql", Self.down)) == ["ambiguous-down-path \(name).down.sql"])
  }

  @Test(arguments: [
    ("-- migrate:up\n\(up)\n", ["missing-down f:2"]),
    ("\(up)\n-- migrate:down\n\(down)\n", ["ambiguous-down-path f:4"]),
    ("-- migrate:down\n\(down)\n-- migrate:up\n\(up)\n", ["ambiguous-down-path f:1"]),
    ("-- migrate:up\n\(up)\n-- migrate:up\n-- migrate:down\n\(down)\n", ["ambiguous-down-path f:5"]),
    ("-- +goose Up\n-- +goose StatementBegin\n\(up)\n-- +goose Down\n\(down)\n", ["ambiguous-down-path f:2"]),
    ("-- +goose Up\n\(up)\n-- +goose StatementEnd\n-- +goose Down\n\(down)\n", ["ambiguous-down-path f:5"]),
    (
      "-- migrate:up\n\(up)\n-- migrate:down\n\(down)\n-- +goose Down\n",
      ["missing-down f:2", "multiple-transactions f:6", "ambiguous-down-path f:9"]
    ),
    ("-- migrate:up\n\(up)\n-- migrate:down\n-- later\n", ["empty-migration f:5"]),
    ("-- migrate:up\n-- migrate:down\n\(down)\n", ["empty-migration f:1"]),
    ("", ["missing-down f", "empty-migration f:1"]), ("-- nothing\n", ["missing-down f", "empty-migration f:1"]),
  ])
  func `what cannot be told apart is told at its line`(text: String, expected: [String]) async throws {
    let name = "20260105090000_a.sql"
    #expect(try await findings(file(name, text)) == expected.map { $0.replacing(" f", with: " \(name)") })
  }

  @Test(arguments: [
    ("markers", "\(up)\n-- down\n\(down)\n", ["missing-down", "multiple-transactions"]),
    (
      "divider", "-- migrate:up\n\(up)\n-- migrate:down\n\(down)\n",
      ["missing-down", "ambiguous-down-path", "multiple-transactions"]
    ),
    ("pair", "\(up)\n-- down\n\(down)\n", ["missing-down", "ambiguous-down-path", "multiple-transactions"]),
    ("markers", "-- migrate:up\n\(up)\n-- migrate:down\n\(down)\n", []), ("divider", "\(up)\n-- down\n\(down)\n", []),
  ])
  func `a policy that names a convention takes no other`(down: String, text: String, expected: [String]) async throws {
    let found = try await findings(text, policy: "migrations: { down: \(down) }")
    #expect(found.map { String($0.prefix { $0 != " " }) } == expected)
  }

  @Test func `a policy of one file takes no pair`() async throws {
    let name = "20260105090000_a"
    let text = file("\(name).up.sql", Self.up) + file("\(name).down.sql", Self.down)
    #expect(
      try await findings(text, policy: "migrations: { down: markers }") == [
        "ambiguous-down-path \(name).down.sql", "ambiguous-down-path \(name).up.sql",
      ])
    #expect(try await findings(text, policy: "migrations: { down: pair }") == [])
  }

  @Test func `an unterminated quote on the way up stays there`() async throws {
    let found = try await findings("-- migrate:up\nbegin;\nselect 'a;\ncommit;\n-- migrate:down\n\(Self.down)")
    #expect(found == ["syntax-error 20260105090000_create_orders.sql:3"])
  }
}
