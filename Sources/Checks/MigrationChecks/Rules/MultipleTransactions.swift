package import Findings
package import Policy

/// Flags a second transaction in one direction.
package struct MultipleTransactions: Rule {
  package let metadata = RuleMetadata(
    id: "db/multiple-transactions",
    title: "More than one transaction",
    rationale: """
      Where the second transaction fails, the first one has stayed. The migration has half happened: it cannot be run \
      again, and its way back takes away what is not there.
      """,
    remedy: "Make it one transaction, or one migration for each of them.",
    severity: .error,
    bad: [
      Example(
        "begin; create table a (id int); commit; 👉begin; create table b (id int); commit;\n-- down\nbegin; drop table a; commit;"
      ),
      Example(
        "begin; create table a (id int); 👉commit and chain; create table b (id int); commit;\n-- down\nbegin; drop table a; commit;"
      ),
    ],
    good: [
      Example("begin; create table a (id int); create table b (id int); commit;\n-- down\nbegin; drop table a; commit;")
    ],
    references: [
      "[PostgreSQL, section 3.4: transactions](https://www.postgresql.org/docs/15/tutorial-transactions.html)"
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.transactionProblems(.split) { problem, place in
      finding(problem, at: place, help: "make it one transaction, or move this part to a migration of its own")
    }
  }
}
