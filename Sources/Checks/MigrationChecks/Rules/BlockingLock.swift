internal import Documents
package import Findings
package import Policy
internal import SQL

/// Flags a transaction that locks several tables, or one for longer than it must.
package struct BlockingLock: Rule {
  package let metadata = RuleMetadata(
    id: "db/blocking-lock",
    title: "Transaction blocks other sessions",
    rationale: """
      A transaction keeps every lock until it ends. With several tables, readers and writers of the first one wait \
      while the others are changed, and two sessions that lock them in another order wait for each other.
      """,
    remedy: """
      Change one table a migration. ATTACH PARTITION needs a validated CHECK on the new partition beforehand; LOCK \
      TABLE, TRUNCATE and DISABLE TRIGGER ALL belong to a maintenance window.
      """,
    severity: .note,
    bad: [
      Example(
        "begin;\nalter table a add column c int;\n👉alter table b add column c int;\ncommit;\n-- down\nbegin; alter table a drop column c;\nalter table b drop column c; commit;"
      ),
      Example("begin;\n👉lock table a;\ncommit;\n-- down\nbegin; select 1; commit;"),
    ],
    good: [
      Example(
        "begin;\nalter table a add column c int;\nalter table a add column d int;\ncommit;\n-- down\nbegin; alter table a drop column c;\nalter table a drop column d; commit;"
      )
    ],
    references: [
      "[PostgreSQL, section 13.3.1: table-level locks]"
        + "(https://www.postgresql.org/docs/15/explicit-locking.html#LOCKING-TABLES)"
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.locks.compactMap { locks in
      let commands = locks.locks.compactMap { lock -> (range: SourceRange, words: String)? in
        guard case .block(let command) = lock.work else { return nil }
        return (lock.range, "\(command) locks `\(lock.table)` (\(lock.mode.name)) until the transaction ends")
      }
      let all = (commands + locks.furtherTables).sorted { $0.range.start < $1.range.start }
      guard let first = all.first, let summary = locks.summary(all.map(\.range)) else { return nil }
      return finding(
        "\(first.words)\(summary.more)", at: summary.place, related: summary.related,
        help: "change one table a migration")
    }
  }
}

extension MigrationLocks {
  /// The first statement of each transaction that locks a second table against writes.
  fileprivate var furtherTables: [(range: SourceRange, words: String)] {
    Dictionary(grouping: locks.filter(\.mode.blocksWrites), by: \.transaction).values.compactMap { locks in
      guard let first = locks.first, let second = locks.first(where: { !$0.table.matches(first.table) }) else {
        return nil
      }
      return (
        second.range,
        "`\(second.table)` is locked (\(second.mode.name)) while `\(first.table)` is, and both until the transaction ends"
      )
    }
  }
}
