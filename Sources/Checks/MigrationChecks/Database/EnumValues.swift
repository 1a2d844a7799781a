internal import PostgresCatalog
internal import SQL

/// A value that a transaction adds to an enumerated type which was there before.
struct AddedEnumValue {
  /// The name of the type, as the statement has it.
  let type: [String]
  let value: String
}

/// Finds where the text of an enumerated value is taken for one: in casts, in defaults, and where rows are compared or
/// written.
struct EnumValueUse {
  let added: AddedEnumValue
  /// The relations as far as they are known, before and after the migration.
  let catalogs: [PostgresCatalog]

  func isUsed(by source: SQLStatement, depth: Int = 0) -> Bool {
    guard depth < 8 else { return false }
    guard case .doBlock(let block)? = source.statement else { return isUsed(in: source.tree) }
    return ProceduralBody(block.options.first { $0.name == "as" }?.value ?? "")?.sources
      .contains { isUsed(by: $0, depth: depth + 1) } ?? false
  }

  private func isUsed(in tree: SQLNode?) -> Bool {
    guard let tree else { return false }
    let columns = columns(of: tree)
    var found = false
    func look(at node: SQLNode?, for column: String?) {
      guard let node, let column, columns.contains(column), node.isConstant(added.value) else { return }
      found = true
    }
    tree.walk { node in
      if let cast = TypeCast(node), cast.argument?.isConstant(added.value) == true, names(cast.type) { found = true }
      if let column = ColumnDef(node), names(column.type) {
        for constraint in column.constraints where constraint.expression?.isConstant(added.value) == true {
          found = true
        }
      }
      if let expression = OperatorExpression(node) {
        for (side, other) in [(expression.left, expression.right), (expression.right, expression.left)] {
          let name = side.flatMap { ColumnReference($0)?.fields.last?.stringValue }
          for item in other?.items ?? [other].compactMap(\.self) { look(at: item, for: name) }
        }
      }
      if let update = Update(node) {
        for target in update.targets { look(at: target.value, for: target.name) }
      }
      if let insert = Insert(node) { forEachValue(of: insert) { look(at: $0, for: $1) } }
      if let command = AlterTableCommand(node), command.type == .setDefault {
        look(at: command.definition, for: command.name)
      }
    }
    return found
  }

  private func forEachValue(of insert: Insert, _ body: (SQLNode?, String?) -> Void) {
    let query = Select(insert.query)
    let known = insert.relation.flatMap { relation in
      catalogs.lazy.compactMap { $0.relation(named: relation) }.first?.columns.map(\.name)
    }
    let columns = insert.columns.isEmpty ? known ?? [] : insert.columns.compactMap(\.name)
    for row in query?.node.nodes("values_lists") ?? [] {
      for (value, column) in zip(row.items ?? [], columns) { body(value, column) }
    }
    for (target, column) in zip(query?.targets ?? [], columns) { body(target.value, column) }
  }

  /// The columns of the type, of the relations that a tree names.
  private func columns(of tree: SQLNode) -> Set<String> {
    var names: Set<String> = []
    tree.walk { node in
      if let column = ColumnDef(node), self.names(column.type) { names.insert(column.name) }
      guard let relation = RangeVar(node) else { return }
      for catalog in catalogs {
        for column in catalog.relation(named: relation)?.columns ?? [] where isType(column.type) {
          names.insert(column.name)
        }
      }
    }
    return names
  }

  private func names(_ type: TypeName?) -> Bool {
    guard let type, let last = type.names.last, last == added.type.last else { return false }
    guard type.names.count > 1, added.type.count > 1 else { return true }
    return type.names[type.names.count - 2] == added.type[added.type.count - 2]
  }

  /// Whether a type of the catalog, `schema.name` or an array of it, is the one.
  private func isType(_ type: String?) -> Bool {
    guard let type else { return false }
    let parts = type.split(separator: "[")[0].split(separator: ".").map { $0.filter { $0 != "\"" } }
    guard parts.last == added.type.last else { return false }
    return added.type.count < 2 || parts.count < 2 || parts[parts.count - 2] == added.type[added.type.count - 2]
  }
}

extension PostgresCatalog {
  /// The relation that a name without a schema means where only one has it.
  func relation(named relation: RangeVar) -> Relation? {
    if let schema = relation.schema { return relations[QualifiedName(schema, relation.name)] }
    if let found = relations[QualifiedName("public", relation.name)] { return found }
    let found = relations.entries.filter { $0.key.name == relation.name }
    return found.count == 1 ? found.first?.value : nil
  }
}

extension SQLNode {
  fileprivate func isConstant(_ text: String) -> Bool {
    if let cast = TypeCast(self) { return cast.argument?.isConstant(text) == true }
    return Constant(self)?.string?.text("sval") == text
  }
}
