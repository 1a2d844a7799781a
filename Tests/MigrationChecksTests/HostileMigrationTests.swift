import MigrationChecks
import Testing

/// Hostile files, read as each runner does: an answer in time, and never a pass.
@Suite struct HostileMigrationTests {
  private static func name(_ runner: Runner) -> String {
    switch runner {
    case .own, .supabase, .atlas: "20260105090000_a.sql"
    case .diesel: "20260105_a/up.sql"
    case .prisma: "20260105_a/migration.sql"
    case .sqitch: "deploy/a.sql"
    case .flyway: "V1__a.sql"
    case .golangMigrate, .sqlx: "1_a.up.sql"
    default: "1_a.sql"
    }
  }

  /// A text between what the runner wants around it.
  private static func text(_ body: String, _ runner: Runner) -> String {
    switch runner {
    case .own, .sqitch, .psql: "begin;\n\(body)\ncommit;\n"
    case .dbmate: "-- migrate:up\n\(body)\n"
    case .goose: "-- +goose Up\n\(body)\n"
    case .sqlMigrate: "-- +migrate Up\n\(body)\n"
    case .liquibase: "--liquibase formatted sql\n--changeset dana:1\n\(body)\n"
    default: body + "\n"
    }
  }

  private static let bodies: [(what: String, body: String)] = [
    ("an unterminated quote", "select 'a;"), ("an unterminated name", "select \"a;"),
    ("an unterminated dollar quote", "do $$ begin;"), ("an unterminated comment", "select 1; /* a /* b */"),
    ("an unterminated escape", "select E'a\\';"),
    ("deep parentheses", "select " + String(repeating: "(", count: 20_000)),
    ("deep cases", "select " + String(repeating: "case when ", count: 5000)),
    ("deep arrays", "select " + String(repeating: "array[", count: 20_000)),
    ("many minus signs", "select " + String(repeating: "- ", count: 200_000)),
    ("a name without end", "create table " + String(repeating: "a", count: 100_000) + " ("),
    ("semicolons of other scripts", "drop table a\u{37E} drop table b;"),
  ]

  @Test(arguments: Runner.allCases)
  func `what cannot be read is told under each runner`(runner: Runner) async throws {
    for (what, body) in Self.bodies {
      let found = try await HistoryReplayTests.blocking(
        file(Self.name(runner), Self.text(body, runner)), "runner: \(runner.rawValue)")
      #expect(!found.isEmpty, "\(what)")
    }
  }

  @Test(arguments: Runner.allCases)
  func `bytes that are no text are told`(runner: Runner) async throws {
    for bytes in [
      "select 1;\\x00drop table a;", "\\xff\\xfes\\x00e\\x00l\\x00", "\\xfe\\xff\\x00s\\x00e", "select '\\xc3\\x28';",
      "\\xef\\xbb\\xbfselect '\\xed\\xa0\\x80';",
    ] {
      let text = "-- \(folder)/\(Self.name(runner)) (bytes) --\n\(bytes)\n"
      let found = try await HistoryReplayTests.blocking(text, "runner: \(runner.rawValue)")
      #expect(!found.isEmpty, "\(bytes)")
    }
  }

  @Test(arguments: Runner.allCases)
  func `a link is no migration`(runner: Runner) async throws {
    let text = "-- \(folder)/\(Self.name(runner)) -> ../../../etc/passwd --\n"
    let found = try await HistoryReplayTests.blocking(text, "runner: \(runner.rawValue)")
    #expect(found.contains { $0.hasPrefix("symlinked-migration") }, "\(found)")
  }

  @Test func `a hundred thousand statements are read`() async throws {
    let body = String(repeating: "insert into t values (1);\n", count: 100_000)
    let text = "begin;\ncreate table t (id int);\n\(body)commit;\n-- down\nbegin;\ndrop table t;\ncommit;\n"
    #expect(try await HistoryReplayTests.blocking(file("20260105090000_a.sql", text), "runner: own") == [])
  }

  @Test(arguments: [
    "20260105090000_caf\u{E9}.sql", "20260105090000_cafe\u{301}.sql", "20260105090000_a\u{202E}b.sql",
    "20260105090000_\u{200B}a.sql", "20260105090000_\u{1F680}.sql", "２０２６_a.sql", "20260105090000_\u{3B1}.sql",
  ])
  func `names in other forms are other names`(name: String) async throws {
    let found = try await HistoryReplayTests.blocking(file(name, good()), "runner: own")
    #expect(found.map { $0.split(separator: " ")[0] } == ["invalid-name"])
    let both =
      file("20260105090000_caf\u{E9}.sql", good("a"), base: true) + file("20260105090000_cafe\u{301}.sql", good("a"))
    #expect(
      try await HistoryReplayTests.blocking(both, "runner: goose").contains { $0.hasPrefix("modified-migration") })
  }
}
