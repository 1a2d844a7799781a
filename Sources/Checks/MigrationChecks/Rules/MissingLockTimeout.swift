internal import Documents
package import Findings
package import Policy
internal import SQL

/// Flags a lock that writes wait for, without a limit on how long it is waited for.
package struct MissingLockTimeout: Rule {
  package let metadata = RuleMetadata(
    id: "db/missing-lock-timeout",
    title: "No lock timeout before a blocking lock",
    rationale: """
      A statement that waits for its lock makes everyone wait who comes after it. Behind one long query, ALTER TABLE \
      on a busy table stops the application without having done anything.
      """,
    remedy: """
      Begin with SET LOCAL lock_timeout = '3s', and run the migration again where it gives up. Where the runner or its \
      role sets it, say so in the policy: server.lock-timeout.
      """,
    severity: .note,
    bad: [
      Example("begin;\n👉alter table a add column b int;\ncommit;\n-- down\nbegin; alter table a drop column b; commit;")
    ],
    good: [
      Example(
        "begin;\nset local lock_timeout = '3s';\nalter table a add column b int;\ncommit;\n-- down\nbegin; alter table a drop column b; commit;"
      ),
      Example("begin;\ncreate table a (b int);\ncommit;\n-- down\nbegin; drop table a; commit;"),
    ],
    references: [
      "[PostgreSQL, section 13.3.1: table-level locks]"
        + "(https://www.postgresql.org/docs/15/explicit-locking.html#LOCKING-TABLES)"
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    guard change.policy.server.lockTimeout == nil else { return [] }
    return change.locks.compactMap { locks in
      let limit = locks.items.first { $0.statement.setsLockTimeout }?.range.start ?? .max
      guard let lock = locks.locks.first(where: { $0.mode.blocksWrites }), lock.range.start < limit else { return nil }
      return finding(
        "this statement waits for `\(lock.table)` as long as it takes, and everyone else behind it",
        at: locks.place(lock.range), help: "write `SET LOCAL lock_timeout = '3s';` before it")
    }
  }
}

extension Statement {
  /// Whether it limits how long the statements after it wait for a lock.
  fileprivate var setsLockTimeout: Bool {
    switch self {
    case .setVariable(let set):
      guard set.name == "lock_timeout", set.kind == .value, let value = set.arguments.first.flatMap({ Constant($0) })
      else {
        return false
      }
      return value.integer.map { $0.number("ival") > 0 } ?? (value.string?.text("sval").first != "0")
    case .select(let query):
      guard let call = FunctionCall(query.targets.first?.value), call.name.last == "set_config" else { return false }
      return call.arguments.first.flatMap { Constant($0) }?.string?.text("sval") == "lock_timeout"
    default: return false
    }
  }
}
