package import Findings
package import Policy

/// Flags a transaction that nobody commits.
package struct MissingCommit: Rule {
  package let metadata = RuleMetadata(
    id: "db/missing-commit",
    title: "Transaction is never committed",
    rationale: """
      What is not committed when the connection closes is rolled back: the migration ran, is recorded as run, and changed \
      nothing.
      """,
    remedy: "Write `COMMIT;` behind the last statement of the direction.",
    severity: .error,
    bad: [
      Example("👉begin; create table a (id int);\n-- down\nbegin; drop table a; commit;"),
      Example(
        "-- migrate:up\nbegin; create table a (id int); commit;\n-- migrate:down\n👉start transaction; drop table a;"),
    ],
    good: [
      Example("begin; create table a (id int); commit;\n-- down\nbegin; drop table a; commit;")
    ],
    references: [
      "[PostgreSQL, section 3.4: transactions](https://www.postgresql.org/docs/15/tutorial-transactions.html)"
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.transactionProblems(.open) { problem, place in
      finding(problem, at: place, help: "write COMMIT; at the end of the direction")
    }
  }
}
