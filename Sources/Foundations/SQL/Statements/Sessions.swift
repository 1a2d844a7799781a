/// `SET` and `RESET`.
package struct SetVariable: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "VariableSetStmt"
    case kind, name
    case arguments = "args"
    case isLocal = "is_local"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var kind: SetVariableKind? { value(.kind) }
  package var name: String { text(.name) }
  package var arguments: [SQLNode] { children(.arguments) }
  package var isLocal: Bool { flag(.isLocal) }
}

/// Whether a setting is set, and to what.
package enum SetVariableKind: String, SQLEnumeration {
  package static var origin: (kind: StaticString, field: String) { ("VariableSetStmt", "kind") }
  case value = "VAR_SET_VALUE"
  case defaultValue = "VAR_SET_DEFAULT"
  case current = "VAR_SET_CURRENT"
  case multiple = "VAR_SET_MULTI"
  case reset = "VAR_RESET"
  case resetAll = "VAR_RESET_ALL"
}

/// `BEGIN`, `COMMIT` and their like.
package struct Transaction: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "TransactionStmt"
    case kind, chain
    case savepoint = "savepoint_name"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var kind: TransactionKind? { value(.kind) }
  package var savepoint: String { text(.savepoint) }
  package var chain: Bool { flag(.chain) }
}

/// What a statement does with a transaction.
package enum TransactionKind: String, SQLEnumeration {
  package static var origin: (kind: StaticString, field: String) { ("TransactionStmt", "kind") }
  case begin = "TRANS_STMT_BEGIN"
  case start = "TRANS_STMT_START"
  case commit = "TRANS_STMT_COMMIT"
  case rollback = "TRANS_STMT_ROLLBACK"
  case savepoint = "TRANS_STMT_SAVEPOINT"
  case release = "TRANS_STMT_RELEASE"
  case rollbackTo = "TRANS_STMT_ROLLBACK_TO"
  case prepare = "TRANS_STMT_PREPARE"
  case commitPrepared = "TRANS_STMT_COMMIT_PREPARED"
  case rollbackPrepared = "TRANS_STMT_ROLLBACK_PREPARED"
}

/// `EXECUTE` of a prepared statement.
package struct Execute: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "ExecuteStmt"
    case name
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: String { text(.name) }
}
