package import Findings
package import Policy

/// Flags a transaction that ends without its changes.
package struct RolledBackTransaction: Rule {
  package let metadata = RuleMetadata(
    id: "db/rolled-back-transaction",
    title: "Transaction is rolled back",
    rationale: """
      ROLLBACK and ABORT throw away what the direction did, and PREPARE TRANSACTION leaves it, with all of its locks, to \
      another session to commit. The migration is recorded as run, and the change is not there.
      """,
    remedy: "End the direction with `COMMIT;`. To go back within a transaction, use a savepoint.",
    severity: .error,
    bad: [
      Example("begin; create table a (id int); 👉rollback;\n-- down\nbegin; drop table a; commit;"),
      Example(
        "-- migrate:up\nbegin; create table a (id int); commit;\n-- migrate:down\nbegin; drop table a; 👉prepare transaction 'b';"
      ),
    ],
    good: [
      Example(
        "begin; savepoint s; create table a (id int); rollback to s; create table a (id bigint); commit;\n-- down\nbegin; drop table a; commit;"
      )
    ],
    references: [
      "[PostgreSQL, section 3.4: transactions](https://www.postgresql.org/docs/15/tutorial-transactions.html)"
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.transactionProblems(.rolledBack) { problem, place in
      finding(problem, at: place, help: "end the direction with COMMIT;")
    }
  }
}
