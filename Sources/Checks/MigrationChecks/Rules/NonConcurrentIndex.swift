internal import Documents
package import Findings
package import Policy
internal import SQL

/// Flags an index that is built or dropped while writes to its table wait.
package struct NonConcurrentIndex: Rule {
  package let metadata = RuleMetadata(
    id: "db/non-concurrent-index",
    title: "Index is not built concurrently",
    rationale: """
      CREATE INDEX lets readers in and makes every write wait until the index is built; a constraint that builds its \
      index makes readers wait, too. DROP INDEX takes ACCESS EXCLUSIVE.
      """,
    remedy: """
      Build it with CREATE INDEX CONCURRENTLY in a migration that runs outside of a transaction, and add a constraint \
      with USING INDEX.
      """,
    severity: .warning,
    bad: [
      Example("begin;\n👉create index i on a (b);\ncommit;\n-- down\nbegin; drop index i; commit;"),
      Example(
        "begin;\n👉alter table a add constraint u unique (b);\ncommit;\n-- down\nbegin; alter table a drop constraint u; commit;"
      ),
    ],
    good: [
      Example(
        "begin;\ncreate table a (b int);\ncreate index i on a (b);\ncommit;\n-- down\nbegin; drop table a; commit;"),
      Example(
        "-- no-transaction: CONCURRENTLY\ncreate index concurrently i on a (b);\n-- down\n-- no-transaction: CONCURRENTLY\ndrop index concurrently i;"
      ),
    ],
    references: [
      "[PostgreSQL, section 13.3.1: table-level locks]"
        + "(https://www.postgresql.org/docs/15/explicit-locking.html#LOCKING-TABLES)"
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.locks.compactMap { locks in
      let builds = locks.locks.compactMap { lock -> (MigrationLocks.Lock, String)? in
        guard case .index(let command) = lock.work else { return nil }
        return (lock, command)
      }
      guard let (first, command) = builds.first, let summary = locks.summary(builds.map(\.0.range)) else { return nil }
      let waiting = first.mode == .accessExclusive ? "reads and writes" : "writes"
      return finding(
        "\(command) makes \(waiting) of `\(first.table)` wait\(summary.more)", at: summary.place,
        related: summary.related,
        help: command.hasPrefix("ADD ")
          ? "build the index concurrently first, and add the constraint with USING INDEX"
          : "write CONCURRENTLY, in a migration of its own without a transaction")
    }
  }
}
