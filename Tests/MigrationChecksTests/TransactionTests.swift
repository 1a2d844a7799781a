import MigrationChecks
import Testing

@Suite struct TransactionTests {
  @Test(arguments: [
    ("begin;\nselect 1;\ncommit;", []), ("start transaction isolation level serializable;\nselect 1;\nend;", []),
    ("begin work;\nsavepoint s;\nselect 1;\nrollback to savepoint s;\nrelease s;\ncommit work;", []),
    ("select 1;\nselect 2;", ["missing-begin:1"]), ("select 1;\ncommit;", ["missing-begin:1"]),
    ("begin;\nselect 1;", ["missing-commit:1"]), ("begin;\nselect 1;\nrollback;", ["rolled-back-transaction:3"]),
    ("begin;\nselect 1;\nabort;\nselect 2;", ["rolled-back-transaction:3", "statement-outside-transaction:4"]),
    ("begin;\nselect 1;\nprepare transaction 'a';", ["rolled-back-transaction:3"]),
    ("begin;\nbegin;\nselect 1;\ncommit;", ["nested-transaction:2"]),
    ("begin;\nbegin;\nselect 1;\ncommit;\ncommit;", ["nested-transaction:2", "statement-outside-transaction:5"]),
    ("begin;\nselect 1;\ncommit;\nbegin;\nselect 2;\ncommit;", ["multiple-transactions:4"]),
    ("begin;\nselect 1;\ncommit;\nbegin;\nselect 2;", ["missing-commit:4", "multiple-transactions:4"]),
    ("begin;\nselect 1;\ncommit and chain;\nselect 2;\ncommit;", ["multiple-transactions:3"]),
    (
      "select 1;\nbegin;\nselect 2;\ncommit;\nselect 3;",
      ["statement-outside-transaction:1", "statement-outside-transaction:5"]
    ),
    (
      "begin;\nselect 1;\ncommit;\ncommit;\nrollback;",
      ["statement-outside-transaction:4", "statement-outside-transaction:5"]
    ),
    ("do $$ begin perform 1; end $$;\nselect 'begin; commit;'; -- begin;", ["missing-begin:1"]),
    ("begin;\ndo $$ begin perform 1; end $$;\ncommit;", []),
  ])
  func `each direction is exactly one transaction`(text: String, expected: [String]) async throws {
    for other in ["begin;\nselect 0;\ncommit;"] {
      let lines = text.split(separator: "\n").count
      let up = try await problems("-- migrate:up\n\(text)\n-- migrate:down\n\(other)")
      #expect(up == expected.map { shifted($0, by: 1) })
      let down = try await problems("-- migrate:up\n\(other)\n-- migrate:down\n\(text)")
      #expect(down == expected.map { shifted($0, by: 5) }, "\(lines) lines")
    }
  }

  @Test func `a statement that does not parse may have been the BEGIN or the COMMIT`() async throws {
    let name = "20260105090000_create_orders.sql"
    for text in ["begn;\nselect 1;\ncommit;", "begin;\nselect 1;\ncomit;"] {
      let found = try await findings("\(text)\n-- down\nbegin;\nselect 1;\ncommit;")
      #expect(found.filter { $0.hasPrefix("syntax-error") }.count == 1)
      #expect(found.allSatisfy { !$0.contains("missing") })
    }
    #expect(
      try await findings("begin;\nselct 1;\nbegin;\ncommit;\n-- down\nbegin;\nselect 1;\ncommit;") == [
        "syntax-error \(name):2", "nested-transaction \(name):3",
      ])
  }

  private static let rules = [
    "missing-begin", "missing-commit", "multiple-transactions", "nested-transaction", "rolled-back-transaction",
    "statement-outside-transaction",
  ]

  private func problems(_ text: String) async throws -> [String] {
    try await findings(text, only: Self.rules).map { $0.replacing(" 20260105090000_create_orders.sql", with: "") }
  }

  private func shifted(_ problem: String, by lines: Int) -> String {
    let parts = problem.split(separator: ":")
    return "\(parts[0]):\((Int(parts[1]) ?? 0) + lines)"
  }
}
