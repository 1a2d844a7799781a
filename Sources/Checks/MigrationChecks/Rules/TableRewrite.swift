internal import Documents
package import Findings
package import Policy
internal import SQL

/// Flags a statement that writes every row of a table anew while reads of it wait.
package struct TableRewrite: Rule {
  package let metadata = RuleMetadata(
    id: "db/table-rewrite",
    title: "Table is rewritten under an exclusive lock",
    rationale: """
      PostgreSQL writes every row and every index anew, under ACCESS EXCLUSIVE: no query reads the table until it is \
      done. On a table of a hundred million rows that takes minutes to hours.
      """,
    remedy: """
      Add a column with a constant default, or without one, and fill it in batches. For another type add a column \
      beside it, copy, and swap them. A table that the change creates is free of this.
      """,
    severity: .warning,
    bad: [
      Example(
        "begin;\n👉alter table a add column b timestamptz default clock_timestamp();\ncommit;\n-- down\nbegin; alter table a drop column b; commit;"
      ),
      Example(
        "begin;\n👉alter table a alter column b type bigint;\ncommit;\n-- down\nbegin; alter table a alter column b type int; commit;"
      ),
    ],
    good: [
      Example(
        "begin;\nalter table a add column b timestamptz default now();\ncommit;\n-- down\nbegin; alter table a drop column b; commit;"
      ),
      Example(
        "begin;\ncreate table a (id int);\nalter table a add column b serial;\ncommit;\n-- down\nbegin; drop table a; commit;"
      ),
    ],
    references: [
      "[PostgreSQL, section 13.3.1: table-level locks]"
        + "(https://www.postgresql.org/docs/15/explicit-locking.html#LOCKING-TABLES)"
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.locks.compactMap { locks in
      let rewrites = locks.locks.compactMap { lock -> (MigrationLocks.Lock, String)? in
        guard case .rewrite(let why) = lock.work else { return nil }
        return (lock, why)
      }
      guard let (first, why) = rewrites.first, let summary = locks.summary(rewrites.map(\.0.range)) else { return nil }
      return finding(
        "`\(first.table)` is rewritten while it is locked: \(why)\(summary.more)", at: summary.place,
        related: summary.related, help: "add a column with a constant default, and fill it in batches")
    }
  }
}
