internal import Documents
package import Findings
package import Policy
internal import SQL

/// Flags rows that are changed in the transaction that changes the table.
package struct UnbatchedBackfill: Rule {
  package let metadata = RuleMetadata(
    id: "db/unbatched-backfill",
    title: "Backfill beside a schema change",
    rationale: """
      An UPDATE of many rows takes long, and in one transaction with ALTER TABLE the exclusive lock of that statement \
      is there all the while.
      """,
    remedy: """
      Change rows in a migration of its own, in batches, after the one that changes the table.
      """,
    severity: .note,
    bad: [
      Example(
        "begin;\nalter table a add column c int;\n👉update a set c = b where c is null;\ncommit;\n-- down\nbegin; alter table a drop column c; commit;"
      )
    ],
    good: [
      Example("begin;\nupdate a set c = b where c is null and id < 1000;\ncommit;\n-- down\nbegin; select 1; commit;"),
      Example(
        "begin;\ncreate table a (b int);\nupdate a set b = 1 where b is null;\ncommit;\n-- down\nbegin; drop table a; commit;"
      ),
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.locks.compactMap { locks in
      let schemaChanges = locks.locks.filter { $0.mode.blocksWrites }
      let writes = locks.locks.filter { lock in
        lock.mode == .rowExclusive && schemaChanges.contains { $0.transaction == lock.transaction }
          && locks.isUpdate(lock.range)
      }
      guard let first = writes.first, let summary = locks.summary(writes.map(\.range)) else { return nil }
      let table = schemaChanges.first { $0.transaction == first.transaction }?.table
      return finding(
        "rows of `\(first.table)` change while `\(table ?? first.table)` is locked by this transaction\(summary.more)",
        at: summary.place, related: summary.related, help: "change the rows in a migration after this one, in batches")
    }
  }
}

extension MigrationLocks {
  /// Whether the statement at a place changes rows that are there, rather than adding some.
  fileprivate func isUpdate(_ range: SourceRange) -> Bool {
    switch items.first(where: { $0.range == range })?.statement {
    case .update, .delete, .merge: true
    default: false
    }
  }
}
