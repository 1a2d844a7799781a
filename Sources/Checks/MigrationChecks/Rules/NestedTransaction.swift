package import Findings
package import Policy

/// Flags a BEGIN within a transaction.
package struct NestedTransaction: Rule {
  package let metadata = RuleMetadata(
    id: "db/nested-transaction",
    title: "BEGIN inside a transaction",
    rationale: """
      PostgreSQL has no transactions within transactions: it warns, goes on, and the first COMMIT ends everything. What \
      follows then runs outside of any transaction, although it looks guarded.
      """,
    remedy: "Remove the inner `BEGIN` and its `COMMIT`. For a part that may fail, use a savepoint.",
    severity: .error,
    bad: [
      Example("begin; 👉begin; create table a (id int); commit;\n-- down\nbegin; drop table a; commit;")
    ],
    good: [
      Example("begin; savepoint s; create table a (id int); release s; commit;\n-- down\nbegin; drop table a; commit;")
    ],
    references: [
      "[PostgreSQL, section 3.4: transactions](https://www.postgresql.org/docs/15/tutorial-transactions.html)"
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.transactionProblems(.nested) { problem, place in
      finding(problem, at: place, help: "remove it and its COMMIT, or use SAVEPOINT")
    }
  }
}
