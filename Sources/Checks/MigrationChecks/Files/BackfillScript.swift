internal import Documents
internal import SQL

/// SQL of a backfill, as far as it does something else when it is run again.
struct BackfillScript {
  private(set) var problems: [(range: SourceRange, message: String, help: String)] = []

  init(_ source: SourceText) {
    var temporary: Set<String> = []
    for statement in SQLParser.parse(SQLText(source)).statements {
      switch statement.statement {
      case .createTable(let table):
        if table.relation?.persistence == "t" { temporary.insert(table.relation?.name ?? "") }
      case .createTableAs(let table):
        if let relation = table.into?.relation, relation.persistence == "t" { temporary.insert(relation.name) }
      case .insert(let insert):
        guard let name = insert.relation?.name, !temporary.contains(name), !insert.canRunTwice else { continue }
        problems.append(
          (
            statement.range, "run again, this inserts the same rows into `\(name)` once more",
            "write `ON CONFLICT DO NOTHING`, or insert what does not exist yet"
          ))
      case .update(let update):
        guard let name = update.relation?.name, !temporary.contains(name), let column = update.accumulatedColumn else {
          continue
        }
        problems.append(
          (
            statement.range, "run again, this changes `\(column)` of `\(name)` once more",
            "set it to a value that does not depend on what it was"
          ))
      default: continue
      }
    }
  }
}

extension Insert {
  /// Whether rows that are there already stay as they are.
  fileprivate var canRunTwice: Bool {
    if node.node("on_conflict_clause") != nil { return true }
    guard let query = Select(query), let condition = query.condition else { return false }
    var asks = false
    condition.walk { node in
      if SubLink(node) != nil || NullTest(node) != nil { asks = true }
    }
    return asks
  }
}

extension Update {
  /// A column that is computed from its own value, as `n = n + 1`.
  fileprivate var accumulatedColumn: String? {
    targets.first { target in
      guard let name = target.name, let value = target.value, let expression = OperatorExpression(value),
        expression.kind == .plain, condition == nil || condition?.names(name) == false
      else { return false }
      return [expression.left, expression.right].contains { $0?.names(name) == true }
    }?.name
  }
}

extension SQLNode {
  /// Whether the tree has a column of a name.
  fileprivate func names(_ column: String) -> Bool {
    var found = false
    walk { if ColumnReference($0)?.fields.last?.stringValue == column { found = true } }
    return found
  }
}
