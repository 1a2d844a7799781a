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
  static func all(in script: SQLScript, onServer version: Int, isWrapped: Bool = false) -> [RefusedStatement] {
    var isOpen = isWrapped
    var made: [[String]] = []
    var refused: [RefusedStatement] = []
    for statement in script.statements {
      guard let tree = statement.statement else {
        // It may have been the COMMIT.
        isOpen = false
        continue
      }
      if isOpen,
        let command = tree.commandOutsideTransaction ?? (version < 12 ? tree.enumExtension(unlessOf: made) : nil)
      {
        let help =
          command.hasSuffix("CONCURRENTLY")
          ? "leave CONCURRENTLY out, or give it a migration of its own that runs outside of a transaction"
          : "run it outside of migrations, or in one of its own that runs outside of a transaction"
        refused.append(RefusedStatement(command: command, range: statement.range, help: help))
      }
      if case .createEnum(let type) = tree { made.append(type.name) }
      isOpen = tree.leavesTransactionOpen(isOpen)
    }
    return refused
  }
}

extension Statement {
  /// Whether a transaction is open behind the statement, where one was or was not before it.
  func leavesTransactionOpen(_ isOpen: Bool) -> Bool {
    guard case .transaction(let transaction) = self else { return isOpen }
    return switch transaction.kind {
    case .begin, .start: true
    case .commit, .rollback: isOpen && transaction.chain
    case .prepare: false
    default: isOpen
    }
  }

  /// The command, where no server runs it within a transaction.
  var commandOutsideTransaction: String? {
    switch self {
    case .createIndex(let index): index.concurrent ? "CREATE INDEX CONCURRENTLY" : nil
    case .drop(let drop): drop.concurrent ? "DROP INDEX CONCURRENTLY" : nil
    case .reindex(let reindex): reindex.commandOutsideTransaction
    case .alterTable(let table):
      table.commands.contains { PartitionCommand($0.definition)?.concurrent == true && $0.type == .detachPartition }
        ? "ALTER TABLE … DETACH PARTITION … CONCURRENTLY" : nil
    case .createSubscription(let subscription):
      subscription.options.makesSlot ? "CREATE SUBSCRIPTION with a replication slot" : nil
    case .transaction(let transaction):
      switch transaction.kind {
      case .commitPrepared: "COMMIT PREPARED"
      case .rollbackPrepared: "ROLLBACK PREPARED"
      default: nil
      }
    case .other(let node): node.commandOutsideTransaction
    default: nil
    }
  }

  /// `ALTER TYPE … ADD VALUE`, which before version 12 only a type takes that the same transaction has made.
  fileprivate func enumExtension(unlessOf made: [[String]]) -> String? {
    guard case .alterEnum(let type) = self, type.oldValue == nil else { return nil }
    return made.contains(type.name) ? nil : "ALTER TYPE … ADD VALUE (before version 12)"
  }
}

extension Reindex {
  fileprivate var commandOutsideTransaction: String? {
    if let option = parameters.last(where: { $0.name == "concurrently" }), option.isOn { return "REINDEX CONCURRENTLY" }
    return switch node.name("kind") {
    case "REINDEX_OBJECT_SCHEMA": "REINDEX SCHEMA"
    case "REINDEX_OBJECT_SYSTEM": "REINDEX SYSTEM"
    case "REINDEX_OBJECT_DATABASE": "REINDEX DATABASE"
    default: nil
    }
  }
}

extension SQLNode {
  fileprivate var commandOutsideTransaction: String? {
    switch kind {
    case "VacuumStmt": isTrue("is_vacuumcmd") ? "VACUUM" : nil
    case "CreatedbStmt": "CREATE DATABASE"
    case "DropdbStmt": "DROP DATABASE"
    case "AlterDatabaseStmt":
      nodes("options").contains { DefElem($0)?.name == "tablespace" } ? "ALTER DATABASE … SET TABLESPACE" : nil
    case "CreateTableSpaceStmt": "CREATE TABLESPACE"
    case "DropTableSpaceStmt": "DROP TABLESPACE"
    case "AlterSystemStmt": "ALTER SYSTEM"
    case "ClusterStmt": node("relation") == nil ? "CLUSTER of all tables" : nil
    case "DiscardStmt": name("target") == "DISCARD_ALL" ? "DISCARD ALL" : nil
    case "AlterSubscriptionStmt": refreshes ? "ALTER SUBSCRIPTION with a refresh" : nil
    default: nil
    }
  }

  private var refreshes: Bool {
    switch name("kind") {
    case "ALTER_SUBSCRIPTION_REFRESH": true
    case "ALTER_SUBSCRIPTION_SET_PUBLICATION", "ALTER_SUBSCRIPTION_ADD_PUBLICATION",
      "ALTER_SUBSCRIPTION_DROP_PUBLICATION":
      nodes("options").compactMap { DefElem($0) }.last { $0.name == "refresh" }?.isOn ?? true
    default: false
    }
  }
}

extension [DefElem] {
  /// A subscription makes its slot by connecting, unless it is told not to do either.
  fileprivate var makesSlot: Bool {
    func isOn(_ name: String) -> Bool? { last { $0.name == name }?.isOn }
    return isOn("create_slot") ?? isOn("connect") ?? true
  }
}
