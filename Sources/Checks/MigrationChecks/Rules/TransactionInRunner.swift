internal import Documents
package import Findings
package import Policy
internal import SQL

/// Flags a transaction of a file within the one that the runner opens.
package struct TransactionInRunner: Rule {
  package let metadata = RuleMetadata(
    id: "db/transaction-in-runner",
    title: "Transaction inside the transaction of the runner",
    rationale: """
      The runner opens a transaction and writes its ledger in it. A BEGIN of the file is ignored there, \
      and its COMMIT ends the transaction of the runner: what follows, and the ledger, is outside.
      """,
    remedy: """
      Leave BEGIN and COMMIT out, or switch the transaction of the runner off in the way that it offers.
      """,
    severity: .error,
    requires: [],
    bad: [
      Example(
        "-- given: policy --\nrunner: goose\n-- db/migrations/eng/20260105090000_a.sql --\n-- +goose Up\n👉begin;\ncreate table a (id int);\ncommit;\n-- +goose Down\ndrop table a;"
      )
    ],
    good: [
      Example(
        "-- given: policy --\nrunner: goose\n-- db/migrations/eng/20260105090000_a.sql --\n-- +goose NO TRANSACTION\n-- +goose Up\nbegin;\ncreate table a (id int);\ncommit;\n-- +goose Down\ndrop table a;"
      ),
      Example(
        "-- given: policy --\nrunner: dbmate\n-- db/migrations/eng/20260105090000_a.sql --\n-- migrate:up transaction:false\nbegin; create table a (id int); commit;\n-- migrate:down\ndrop table a;"
      ),
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.directions.compactMap { file, direction in
      let statement = direction.script.statements.first { statement in
        switch Transaction(statement.tree)?.kind {
        case .begin, .start, .commit, .rollback: true
        default: false
        }
      }
      guard direction.isWrapped, let statement else { return nil }
      let name = change.runner == .own ? "the runner" : change.runner.traits.name
      return finding(
        "this file opens a transaction, and \(name) opens one around it: COMMIT ends that of \(name), and its ledger row is "
          + "written outside", at: Place(path: file.path, statement.range, of: direction.script.source),
        help: Self.help(for: change.runner))
    }
  }

  private static func help(for runner: Runner) -> String {
    switch runner.traits.withoutTransaction {
    case .option(let option): "leave BEGIN and COMMIT out, or write `\(option)` after the marker"
    case .directionLine(let line): "leave BEGIN and COMMIT out, or write the line `\(line)` into the direction"
    case .line(let line), .firstLine(let line), .header(let line):
      "leave BEGIN and COMMIT out, or begin the file with `-- \(line)`"
    case nil: "leave BEGIN and COMMIT out"
    }
  }
}
