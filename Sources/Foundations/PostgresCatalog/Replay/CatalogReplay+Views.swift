internal import SQL

extension CatalogReplay {
  /// Why there is doubt about a view that reads what these statements do not make.
  package static let unknownColumns = "the columns of its query are not known"

  /// The views that read a relation.
  func views(reading name: QualifiedName) -> [QualifiedName] {
    catalog.relations.referrers(of: name).filter { $0.value.view?.reads.contains(name) == true }.map(\.key)
  }

  mutating func createView(_ statement: CreateView) throws(ReplayError) {
    guard let relation = statement.relation, let query = statement.query else { return }
    let name = try newName(relation)
    let existing = catalog.relations[name]
    if existing == nil ? isTaken(name) : !statement.replace { throw ReplayError(.duplicate, .relation(name)) }
    var reader = QueryReader(self)
    let known = reader.columns(of: query)
    if let missing = reader.missing { throw missing }
    var columns = (known ?? []).map { Column($0.name, $0.type) }
    for (index, alias) in statement.aliases.enumerated() {
      if index < columns.count { columns[index].name = alias } else { columns.append(Column(alias, nil)) }
    }
    var view = existing ?? newRelation(.view, name, persistence: relation.persistence)
    if let existing {
      guard existing.kind == .view else { throw ReplayError(.wrongKind, .relation(name)) }
      if known != nil, catalog.doubt(about: .relation(name)) == nil {
        try checkReplacement(of: existing, name, by: columns)
      }
    }
    view.columns = columns
    view.options = Self.options(statement.options)
    if let check = statement.checkOption { view.options["check_option"] = "\(check)" }
    view.view = ViewDefinition(query: Expression(query), reads: reader.reads)
    insert(view, name)
    if known == nil { doubt(.relation(name), because: Self.unknownColumns) }
  }

  /// A view is replaced by one that has its columns, and perhaps more behind them.
  private func checkReplacement(
    of existing: Relation, _ name: QualifiedName, by columns: [Column]
  ) throws(ReplayError) {
    for (index, column) in existing.columns.enumerated() {
      guard index < columns.count else {
        throw ReplayError(.wrongKind, .column(name, column.name), "cannot be dropped by CREATE OR REPLACE VIEW")
      }
      if columns[index].name != column.name {
        throw ReplayError(.wrongKind, .column(name, column.name), "cannot be renamed by CREATE OR REPLACE VIEW")
      }
      if let old = column.type, let new = columns[index].type, old != new {
        throw ReplayError(
          .wrongKind, .column(name, column.name), "cannot change from \(old) to \(new) by CREATE OR REPLACE VIEW")
      }
    }
  }

  /// Whether all that expressions about the rows of a relation name is there.
  func checkColumns(of expressions: [SQLNode?], about name: QualifiedName) throws(ReplayError) {
    var reader = QueryReader(self)
    for expression in expressions { reader.check(expression, about: name) }
    if let missing = reader.missing { throw missing }
  }

  // MARK: Policies

  mutating func createPolicy(_ statement: CreatePolicy) throws(ReplayError) {
    let name = try require(statement.table)
    guard let relation = catalog.relations[name] else { return }
    guard relation.isTable else { throw ReplayError(.wrongKind, .relation(name)) }
    if relation.policies[statement.name] != nil { throw ReplayError(.duplicate, .policy(name, statement.name)) }
    try checkColumns(of: [statement.using, statement.check], about: name)
    let scope = relation.scope()
    let policy = Policy(
      command: Policy.Command(rawValue: statement.command.lowercased()) ?? .all, isPermissive: statement.permissive,
      roles: roles(statement.roles), using: statement.using.map { Expression($0, scope: scope) },
      check: statement.check.map { Expression($0, scope: scope) })
    catalog.relations.alter(name) { $0.policies[statement.name] = policy }
  }

  mutating func alterPolicy(_ statement: AlterPolicy) throws(ReplayError) {
    let name = try require(statement.table)
    guard let relation = catalog.relations[name], relation.policies[statement.name] != nil else {
      throw ReplayError(.missing, .policy(name, statement.name))
    }
    try checkColumns(of: [statement.using, statement.check], about: name)
    let scope = relation.scope()
    let roles = statement.roles.isEmpty ? nil : roles(statement.roles)
    catalog.relations.alter(name) { relation in
      if let roles { relation.policies[statement.name]?.roles = roles }
      if let using = statement.using { relation.policies[statement.name]?.using = Expression(using, scope: scope) }
      if let check = statement.check { relation.policies[statement.name]?.check = Expression(check, scope: scope) }
    }
  }

  private func roles(_ roles: [RoleSpec]) -> Set<String> {
    let names = Set(roles.map(name(of:)))
    return names.isEmpty || names.contains(AccessList.everyone) ? [AccessList.everyone] : names
  }

  // MARK: Triggers

  mutating func createTrigger(_ statement: CreateTrigger) throws(ReplayError) {
    let name = try require(statement.relation)
    guard let relation = catalog.relations[name] else { return }
    if relation.triggers[statement.name] != nil, !statement.replace {
      throw ReplayError(.duplicate, .trigger(name, statement.name))
    }
    let function = routine(named: statement.function, arguments: [])
    if function == nil, statement.function.count < 2 || catalog.schemas[statement.function[0]] != nil,
      catalog.extensions.entries.isEmpty, catalog.incompleteness == nil,
      !Self.builtInTriggers.contains(statement.function.last ?? "")
    {
      throw ReplayError(.missing, .routine(RoutineID(qualified(statement.function), [])))
    }
    let trigger = Trigger(
      function: function?.name ?? qualified(statement.function, otherwise: "pg_catalog"), isRow: statement.isRow,
      timing: statement.timing, events: statement.events, columns: statement.columns,
      condition: statement.condition.map { Expression($0) })
    for table in [name] + partitions(of: name) where statement.isRow || table == name {
      catalog.relations.alter(table) { $0.triggers[statement.name] = trigger }
    }
  }

  private static let builtInTriggers: Set<String> = [
    "tsvector_update_trigger", "tsvector_update_trigger_column", "suppress_redundant_updates_trigger",
  ]

  func qualified(_ parts: [String], otherwise schema: String = "public") -> QualifiedName {
    QualifiedName(parts.count > 1 ? parts[parts.count - 2] : schema, parts.last ?? "")
  }
}

extension Relation {
  /// Says that expressions with a column are written in another way from now on.
  mutating func forget(expressionsNaming column: String) {
    func forget(_ expression: inout Expression?) {
      if expression?.columns.contains(column) == true { expression?.isExact = false }
    }
    for index in columns.indices { forget(&columns[index].generated) }
    for name in policies.keys {
      if var policy = policies[name] {
        forget(&policy.using)
        forget(&policy.check)
        policies[name] = policy
      }
    }
    for (name, var constraint) in constraints {
      guard case .check(var check, let noInherit) = constraint.kind, check.columns.contains(column) else { continue }
      check.isExact = false
      constraint.kind = .check(check, noInherit: noInherit)
      constraints[name] = constraint
    }
    for name in indexes.keys {
      if var index = indexes[name] {
        forget(&index.predicate)
        for place in index.elements.indices {
          guard case .expression(var expression) = index.elements[place].key, expression.columns.contains(column) else {
            continue
          }
          expression.isExact = false
          index.elements[place].key = .expression(expression)
        }
        indexes[name] = index
      }
    }
    for name in triggers.keys {
      if var trigger = triggers[name] {
        forget(&trigger.condition)
        triggers[name] = trigger
      }
    }
  }
}
