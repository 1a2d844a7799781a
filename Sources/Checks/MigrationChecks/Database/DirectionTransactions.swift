internal import SQL

extension MigrationDirection {
  /// A statement of a transaction, with its tree.
  struct TransactionStatement {
    let statement: Statement
    let source: SQLStatement
  }

  /// Whether every statement of it runs within a transaction block: one of the runner, or that of a query of several
  /// statements (section 55.2.2.1, "Multiple Statements in a Simple Query").
  var isBlock: Bool { isWrapped || isOneQuery && script.statements.count > 1 }

  /// The statements that are committed together; what runs outside of a transaction is alone.
  var transactions: [[TransactionStatement]] {
    var all: [[TransactionStatement]] = []
    var open: [TransactionStatement]? = isBlock ? [] : nil
    for source in script.statements {
      guard let statement = source.statement else { continue }
      let item = TransactionStatement(statement: statement, source: source)
      guard case .transaction(let transaction) = statement else {
        if open == nil { all.append([item]) } else { open?.append(item) }
        continue
      }
      switch transaction.kind {
      case .begin, .start: open = open ?? []
      case .commit, .rollback, .prepare:
        if let statements = open { all.append(statements) }
        open = transaction.chain ? [] : nil
      default: break
      }
    }
    if let open { all.append(open) }
    return all
  }
}
