internal import Documents
internal import SQL

/// A statement within a transaction that PostgreSQL runs only outside of one (`PreventInTransactionBlock`).
///
/// Only what fails whatever the database holds is one: `DROP SUBSCRIPTION` depends on the subscription, and `REINDEX` of
/// a partitioned table on the table.
struct RefusedStatement {
  /// What it is, as the manual of PostgreSQL writes it.
  let command: String

  /// The statement, in the whole file.
  let range: SourceRange

  /// What to do instead.
  let help: String

  /// The refused statements of a direction in their order, on a server of a major version.
  static func all(in script: SQLScript, onServer version: Int) -> [RefusedStatement] {
    var isOpen = false
    var made: [[String]] = []
    var refused: [RefusedStatement] = []
    for statement in script.statements {
      guard let tree = statement.tree else {
        // It may have been the COMMIT.
        isOpen = false
        continue
      }
      if isOpen, let command = tree.refusedCommand ?? (version < 12 ? tree.enumExtension(unlessOf: made) : nil) {
        let help =
          command.hasSuffix("CONCURRENTLY")
          ? "leave CONCURRENTLY out, or give it a migration of its own that runs outside of a transaction"
          : "run it outside of migrations, or in one of its own that runs outside of a transaction"
        refused.append(RefusedStatement(command: command, range: statement.range, help: help))
      }
      if tree.kind == "CreateEnumStmt" { made.append(tree.nodes("type_name").map { $0.text("sval") }) }
      isOpen = tree.leavesTransactionOpen(isOpen)
    }
    return refused
  }
}

extension SQLNode {
  /// Whether a transaction is open behind the statement, where one was or was not before it.
  fileprivate func leavesTransactionOpen(_ isOpen: Bool) -> Bool {
    guard kind == "TransactionStmt" else { return isOpen }
    switch name("kind") {
    case "TRANS_STMT_BEGIN", "TRANS_STMT_START": return true
    case "TRANS_STMT_COMMIT", "TRANS_STMT_ROLLBACK": return isOpen && isTrue("chain")
    case "TRANS_STMT_PREPARE": return false
    default: return isOpen
    }
  }

  /// The command, where no server runs it within a transaction.
  fileprivate var refusedCommand: String? {
    switch kind {
    case "IndexStmt": isTrue("concurrent") ? "CREATE INDEX CONCURRENTLY" : nil
    case "DropStmt": isTrue("concurrent") ? "DROP INDEX CONCURRENTLY" : nil
    case "ReindexStmt": refusedReindex
    case "VacuumStmt": isTrue("is_vacuumcmd") ? "VACUUM" : nil
    case "CreatedbStmt": "CREATE DATABASE"
    case "DropdbStmt": "DROP DATABASE"
    case "AlterDatabaseStmt": option("tablespace") == nil ? nil : "ALTER DATABASE … SET TABLESPACE"
    case "CreateTableSpaceStmt": "CREATE TABLESPACE"
    case "DropTableSpaceStmt": "DROP TABLESPACE"
    case "AlterSystemStmt": "ALTER SYSTEM"
    case "ClusterStmt": node("relation") == nil ? "CLUSTER of all tables" : nil
    case "DiscardStmt": name("target") == "DISCARD_ALL" ? "DISCARD ALL" : nil
    case "AlterTableStmt": detachesConcurrently ? "ALTER TABLE … DETACH PARTITION … CONCURRENTLY" : nil
    case "CreateSubscriptionStmt": makesSlot ? "CREATE SUBSCRIPTION with a replication slot" : nil
    case "AlterSubscriptionStmt": refreshes ? "ALTER SUBSCRIPTION with a refresh" : nil
    case "TransactionStmt": refusedTransactionCommand
    default: nil
    }
  }

  /// `ALTER TYPE … ADD VALUE`, which before version 12 only a type takes that the same transaction has made.
  fileprivate func enumExtension(unlessOf made: [[String]]) -> String? {
    guard kind == "AlterEnumStmt", text("old_val").isEmpty else { return nil }
    return made.contains(nodes("type_name").map { $0.text("sval") })
      ? nil : "ALTER TYPE … ADD VALUE (before version 12)"
  }

  private var refusedReindex: String? {
    if let option = option("concurrently"), option.isOn { return "REINDEX CONCURRENTLY" }
    return switch name("kind") {
    case "REINDEX_OBJECT_SCHEMA": "REINDEX SCHEMA"
    case "REINDEX_OBJECT_SYSTEM": "REINDEX SYSTEM"
    case "REINDEX_OBJECT_DATABASE": "REINDEX DATABASE"
    default: nil
    }
  }

  private var refusedTransactionCommand: String? {
    switch name("kind") {
    case "TRANS_STMT_COMMIT_PREPARED": "COMMIT PREPARED"
    case "TRANS_STMT_ROLLBACK_PREPARED": "ROLLBACK PREPARED"
    default: nil
    }
  }

  private var detachesConcurrently: Bool {
    nodes("cmds").contains {
      $0.name("subtype") == "AT_DetachPartition" && $0.node("def")?.isTrue("concurrent") == true
    }
  }

  /// A subscription makes its slot by connecting, unless it is told not to do either.
  private var makesSlot: Bool {
    option("create_slot")?.isOn ?? option("connect")?.isOn ?? true
  }

  private var refreshes: Bool {
    switch name("kind") {
    case "ALTER_SUBSCRIPTION_REFRESH": true
    case "ALTER_SUBSCRIPTION_SET_PUBLICATION", "ALTER_SUBSCRIPTION_ADD_PUBLICATION",
      "ALTER_SUBSCRIPTION_DROP_PUBLICATION":
      option("refresh")?.isOn ?? true
    default: false
    }
  }

  /// An option by its name, as the parser leaves them: `(concurrently off)`.
  private func option(_ name: String) -> SQLNode? {
    (nodes("params") + nodes("options")).first { $0.kind == "DefElem" && $0.text("defname") == name }
  }

  /// Whether an option says yes: without a value it does (`defGetBoolean`).
  private var isOn: Bool {
    guard let value = node("arg") else { return true }
    if value.kind == "Integer" { return value.number("ival") != 0 }
    return !["false", "off"].contains(optionWord)
  }

  /// The value of an option as a word in lower case; empty where it has none.
  private var optionWord: String {
    guard let value = node("arg") else { return "" }
    if value.kind == "Boolean" { return value.isTrue("boolval") ? "true" : "false" }
    let word = value.kind == "TypeName" ? value.nodes("names").last?.text("sval") ?? "" : value.text("sval")
    return word.lowercased()
  }
}
