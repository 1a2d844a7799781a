package import Findings
package import Policy

/// Flags a statement that no transaction holds.
package struct StatementOutsideTransaction: Rule {
  package let metadata = RuleMetadata(
    id: "db/statement-outside-transaction",
    title: "Statement outside the transaction",
    rationale: """
      A statement before BEGIN or behind COMMIT stays whatever becomes of the rest, and a second COMMIT is a mistake about \
      where the transaction ends.
      """,
    remedy:
      "Move the statement between `BEGIN` and `COMMIT`. What cannot run in a transaction belongs in a migration of its own.",
    severity: .error,
    bad: [
      Example(
        "👉create schema s; begin; create table s.a (id int); commit; 👉comment on schema s is 'S';\n-- down\nbegin; drop table a; commit;"
      ),
      Example("begin; create table a (id int); commit; 👉commit;\n-- down\nbegin; drop table a; commit;"),
    ],
    good: [
      Example("begin; create schema s; create table s.a (id int); commit;\n-- down\nbegin; drop table a; commit;")
    ],
    references: [
      "[PostgreSQL, section 3.4: transactions](https://www.postgresql.org/docs/15/tutorial-transactions.html)"
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.transactionProblems(.outside) { problem, place in
      finding(problem, at: place, help: "move it between BEGIN and COMMIT")
    }
  }
}
