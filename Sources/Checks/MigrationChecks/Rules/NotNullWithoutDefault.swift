internal import Documents
package import Findings
package import Policy
internal import SQL

/// Flags a column that every row would have to have, and has not.
package struct NotNullWithoutDefault: Rule {
  package let metadata = RuleMetadata(
    id: "db/not-null-without-default",
    title: "NOT NULL column without a default",
    rationale: """
      ADD COLUMN … NOT NULL without a default fails as soon as the table has one row (23502): it works on an empty \
      database, and stops the deployment.
      """,
    remedy: """
      Give it a constant default, or add it without NOT NULL, fill it, and set NOT NULL in a later migration.
      """,
    severity: .error,
    bad: [
      Example(
        "begin;\n👉alter table a add column b int not null;\ncommit;\n-- down\nbegin; alter table a drop column b; commit;"
      )
    ],
    good: [
      Example(
        "begin;\nalter table a add column b int not null default 0;\ncommit;\n-- down\nbegin; alter table a drop column b; commit;"
      ),
      Example(
        "begin;\ncreate table a (id int);\nalter table a add column b int not null;\ncommit;\n-- down\nbegin; drop table a; commit;"
      ),
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.locks.flatMap { locks in
      locks.locks.compactMap { lock -> Finding? in
        guard case .rejectsRows(let column) = lock.work else { return nil }
        return finding(
          "adding `\(column)` fails as soon as `\(lock.table)` has a row: it is NOT NULL and has no default",
          at: locks.place(lock.range), help: "give it a default, or fill it before NOT NULL is set")
      }
    }
  }
}
