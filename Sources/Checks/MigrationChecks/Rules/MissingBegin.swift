package import Findings
package import Policy
internal import SQL

/// Flags a direction that has no transaction.
package struct MissingBegin: Rule {
  package let metadata = RuleMetadata(
    id: "db/missing-begin",
    title: "Migration is not wrapped in a transaction",
    rationale: """
      Without a transaction every statement stays by itself. Where the third of five fails, two have happened, three have not, \
      and neither running the migration again nor taking it back works.
      """,
    remedy: "Write `BEGIN;` before the first statement of the direction and `COMMIT;` behind the last one.",
    severity: .error,
    bad: [
      Example("👉create table a (id int);\n-- down\nbegin; drop table a; commit;"),
      Example("-- migrate:up\nbegin; create table a (id int); commit;\n-- migrate:down\n👉drop table a;"),
    ],
    good: [
      Example("begin; create table a (id int); commit;\n-- down\nbegin; drop table a; commit;")
    ],
    references: [
      "[PostgreSQL, section 3.4: transactions](https://www.postgresql.org/docs/15/tutorial-transactions.html)"
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.directions.flatMap { file, direction in
      direction.problems.filter { $0.kind == .missing }.map { problem in
        let place = Place(path: file.path, problem.range, of: direction.script.source)
        guard let command = direction.commandOutsideTransaction else {
          return finding(
            problem.message, at: place, help: "write BEGIN; before it, and COMMIT; at the end of the direction")
        }
        return finding(
          "\(command) runs outside a transaction, and this direction does not say why it has none", at: place,
          help: "keep it alone in this file, and write `-- no-transaction: reason`")
      }
    }
  }
}

extension MigrationDirection {
  /// The first command, where each of its statements runs only outside of a transaction.
  fileprivate var commandOutsideTransaction: String? {
    let commands = script.statements.map { $0.statement?.commandOutsideTransaction }
    return commands.contains(nil) ? nil : commands.first.flatMap(\.self)
  }
}
