internal import Documents
package import Findings
package import Policy
internal import SQL

/// Flags a constraint that is checked against every row while the table is locked.
package struct ValidatingConstraint: Rule {
  package let metadata = RuleMetadata(
    id: "db/validating-constraint",
    title: "Constraint is validated under a lock",
    rationale: """
      A new CHECK or FOREIGN KEY, and SET NOT NULL, read every row while the table is locked. NOT VALID takes the lock \
      for a moment only, and VALIDATE CONSTRAINT reads the rows while others read and write, but only in a transaction \
      of its own.
      """,
    remedy: """
      Add the constraint with NOT VALID, and validate it in the next migration. Before SET NOT NULL, validate a CHECK \
      (column IS NOT NULL); PostgreSQL then need not look.
      """,
    severity: .warning,
    bad: [
      Example(
        "begin;\n👉alter table a add constraint c check (b > 0);\ncommit;\n-- down\nbegin; alter table a drop constraint c; commit;"
      ),
      Example(
        "begin;\n👉alter table a alter column b set not null;\ncommit;\n-- down\nbegin; alter table a alter column b drop not null; commit;"
      ),
      Example(
        "begin;\nalter table a add constraint c check (b > 0) not valid;\n👉alter table a validate constraint c;\ncommit;\n-- down\nbegin; alter table a drop constraint c; commit;"
      ),
    ],
    good: [
      Example(
        "begin;\nalter table a add constraint c check (b > 0) not valid;\ncommit;\n-- down\nbegin; alter table a drop constraint c; commit;"
      ),
      Example("begin;\nalter table a validate constraint c;\ncommit;\n-- down\nbegin; select 1; commit;"),
    ],
    references: [
      "[PostgreSQL, section 13.3.1: table-level locks]"
        + "(https://www.postgresql.org/docs/15/explicit-locking.html#LOCKING-TABLES)"
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.locks.compactMap { locks in
      let scans = locks.locks.compactMap { lock -> (range: SourceRange, words: String)? in
        guard case .scan(let words) = lock.work else { return nil }
        return (lock.range, "\(words) is checked against every row of `\(lock.table)` while it is locked")
      }
      let all = (scans + locks.hastyValidations).sorted { $0.range.start < $1.range.start }
      guard let first = all.first, let summary = locks.summary(all.map(\.range)) else { return nil }
      return finding(
        "\(first.words)\(summary.more)", at: summary.place, related: summary.related,
        help: "add it with NOT VALID, and validate it in the next migration")
    }
  }
}

extension MigrationLocks {
  /// VALIDATE CONSTRAINT in the transaction that adds the constraint: the lock of ADD is still there.
  fileprivate var hastyValidations: [(range: SourceRange, words: String)] {
    var added: [Int: Set<String>] = [:]
    var found: [(range: SourceRange, words: String)] = []
    for item in items {
      guard case .alterTable(let table) = item.statement, !item.isOnNewTable else { continue }
      for command in table.commands {
        if command.type == .addConstraint, let constraint = Constraint(command.definition), constraint.skipsValidation,
          let name = constraint.name
        {
          added[item.transaction, default: []].insert(name)
        } else if command.type == .validateConstraint, let name = command.name,
          added[item.transaction]?.contains(name) == true
        {
          found.append(
            (item.range, "`\(name)` is validated in the transaction that adds it, under the lock of ADD CONSTRAINT"))
        }
      }
    }
    return found
  }
}
