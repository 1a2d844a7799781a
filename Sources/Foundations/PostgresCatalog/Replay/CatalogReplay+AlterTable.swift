internal import SQL

extension CatalogReplay {
  mutating func alterTable(_ statement: AlterTable) throws(ReplayError) {
    guard let relation = statement.relation else { return }
    if statement.type == .index { return try alterIndex(relation, statement) }
    if statement.type == .type { return try alterComposite(relation, statement.commands) }
    guard let name = resolve(relation) else {
      if statement.missingOk { return }
      throw ReplayError(.missing, .relation(nameForMissing(relation)))
    }
    for command in statement.commands { try alter(name, command, only: !relation.inherits) }
  }

  private func alterIndex(_ index: RangeVar, _ statement: AlterTable) throws(ReplayError) {
    let found = index.schema.map { QualifiedName($0, index.name) } ?? resolve(index.name) { catalog.indexes[$0] != nil }
    if found.flatMap({ catalog.indexes[$0] }) == nil, !statement.missingOk {
      throw ReplayError(.missing, .index(nameForMissing(index), index.name))
    }
  }

  private mutating func alter(
    _ name: QualifiedName, _ command: AlterTableCommand, only: Bool
  ) throws(ReplayError) {
    switch command.type {
    case .addColumn: try addColumn(command, to: name)
    case .dropColumn: try dropColumn(command, of: name)
    case .setDefault, .setNotNull, .dropNotNull, .dropExpression, .alterType, .addIdentity, .setIdentity,
      .dropIdentity:
      try alterColumn(command, of: name, only: only)
    case .addConstraint:
      if let constraint = Constraint(command.definition) { try addConstraint(constraint, of: nil, to: name) }
    case .dropConstraint: try dropConstraint(command, of: name)
    case .validateConstraint, .alterConstraint: try alterConstraint(command, of: name)
    case .changeOwner: changeOwner(of: name, to: self.name(of: command.newOwner))
    case .setLogged: catalog.relations.alter(name) { $0.persistence = .permanent }
    case .setUnlogged: catalog.relations.alter(name) { $0.persistence = .unlogged }
    case .setOptions:
      let options = Self.options(command.definition?.items?.compactMap { DefElem($0) } ?? [])
      catalog.relations.alter(name) { $0.options.merge(options) { _, new in new } }
    case .resetOptions:
      let options = command.definition?.items?.compactMap { DefElem($0)?.name } ?? []
      catalog.relations.alter(name) { relation in for option in options { relation.options[option] = nil } }
    case .enableTrigger, .enableAlwaysTrigger, .enableReplicaTrigger, .disableTrigger:
      try setTriggerState(command, of: name)
    case .enableAllTriggers, .enableUserTriggers: setTriggers(of: name, "O")
    case .disableAllTriggers, .disableUserTriggers: setTriggers(of: name, "D")
    case .addParent: try addParent(command, to: name)
    case .dropParent: try dropParent(command, of: name)
    case .enableRowSecurity: catalog.relations.alter(name) { $0.rowSecurity.isEnabled = true }
    case .disableRowSecurity: catalog.relations.alter(name) { $0.rowSecurity.isEnabled = false }
    case .forceRowSecurity: catalog.relations.alter(name) { $0.rowSecurity.isForced = true }
    case .noForceRowSecurity: catalog.relations.alter(name) { $0.rowSecurity.isForced = false }
    case .attachPartition: try attachPartition(command, to: name)
    case .detachPartition, .detachPartitionFinalize: try detachPartition(command, of: name)
    case .setStatistics, .setColumnOptions, .resetColumnOptions, .setStorage, .setCompression, .clusterOn,
      .dropCluster, .setAccessMethod, .setTablespace, .enableRule, .disableRule, .replicaIdentity:
      break
    case nil: doubt(.relation(name), because: "a command of ALTER TABLE is not followed")
    }
  }

  private mutating func addColumn(_ command: AlterTableCommand, to name: QualifiedName) throws(ReplayError) {
    guard let definition = ColumnDef(command.definition), let relation = catalog.relations[name] else { return }
    if relation.column(definition.name) != nil {
      if command.missingOk { return }
      throw ReplayError(.duplicate, .column(name, definition.name))
    }
    let constraints = try addColumn(definition, to: name)
    for child in descendants(of: name) {
      guard let added = catalog.relations[name]?.column(definition.name) else { continue }
      catalog.relations.alter(child) { relation in
        if relation.column(added.name) == nil { relation.columns.append(added) }
      }
    }
    try addConstraints(constraints, to: name)
  }

  private mutating func dropColumn(_ command: AlterTableCommand, of name: QualifiedName) throws(ReplayError) {
    guard let column = command.name else { return }
    guard catalog.relations[name]?.column(column) != nil else {
      if command.missingOk { return }
      throw ReplayError(.missing, .column(name, column))
    }
    let isCascade = command.behavior == .cascade
    let readers = views(reading: name).filter { reads($0, column: column, of: name) }
    if !readers.isEmpty {
      guard isCascade else {
        throw ReplayError(.dependents, .column(name, column), "is read by view \(readers[0])")
      }
      for view in readers where catalog.relations[view] != nil { try dropRelation(view, cascade: true) }
    }
    try removeReferences(to: name, column: column, cascade: isCascade)
    for table in [name] + descendants(of: name) {
      try removePolicies(of: table, naming: column, cascade: isCascade)
      removeColumn(column, of: table)
    }
  }

  /// Whether a view names a column of a relation: not where the name may be that of another relation which it reads.
  private func reads(_ view: QualifiedName, column: String, of name: QualifiedName) -> Bool {
    guard let definition = catalog.relations[view]?.view, definition.query.columns.contains(column) else {
      return false
    }
    return !definition.reads.contains { other in
      other != name && catalog.relations[other]?.column(column) != nil
    }
  }

  /// Policies of the table itself; a policy that names the column keeps it from being dropped.
  private mutating func removePolicies(
    of table: QualifiedName, naming column: String, cascade: Bool
  ) throws(ReplayError) {
    for (policy, value) in catalog.relations[table]?.policies ?? [:]
    where value.using?.columns.contains(column) == true || value.check?.columns.contains(column) == true {
      guard cascade else { throw ReplayError(.dependents, .column(table, column), "is used by policy \(policy)") }
      catalog.relations.alter(table) { $0.policies[policy] = nil }
    }
  }

  /// References of other tables to a column of this one.
  private mutating func removeReferences(
    to name: QualifiedName, column: String?, cascade: Bool
  ) throws(ReplayError) {
    for (other, relation) in catalog.relations.entries where other != name {
      for (constraint, value) in relation.constraints {
        guard case .foreignKey(let key) = value.kind, key.table == name,
          column.map(key.columns.contains) ?? true
        else { continue }
        let object = column.map { ObjectID.column(name, $0) } ?? .relation(name)
        guard cascade else { throw ReplayError(.dependents, object, "is referenced by \(other)") }
        catalog.relations.alter(other) { $0.constraints[constraint] = nil }
      }
    }
  }

  private mutating func removeColumn(_ column: String, of name: QualifiedName) {
    guard let relation = catalog.relations[name] else { return }
    let indexes = relation.indexes.filter { $0.value.names(column) }.map(\.key)
    for index in indexes { catalog.indexes[QualifiedName(name.schema, index)] = nil }
    for (sequence, other) in catalog.relations.entries
    where other.sequence?.ownedBy == .init(table: name, column: column) {
      removeRelation(sequence)
    }
    catalog.comments[.column(name, column)] = nil
    catalog.relations.alter(name) { relation in
      relation.columns.removeAll { $0.name == column }
      for index in indexes { relation.indexes[index] = nil }
      for (constraint, value) in relation.constraints where value.columns.contains(column) {
        relation.constraints[constraint] = nil
      }
      for right in relation.access.rights.keys where right.column == column { relation.access.rights[right] = nil }
      for (trigger, value) in relation.triggers
      where value.columns.contains(column) || value.condition?.columns.contains(column) == true {
        relation.triggers[trigger] = nil
      }
    }
  }

  private mutating func alterColumn(
    _ command: AlterTableCommand, of name: QualifiedName, only: Bool
  ) throws(ReplayError) {
    guard let column = command.name, let relation = catalog.relations[name] else { return }
    guard relation.column(column) != nil else {
      if relation.view != nil || command.missingOk { return }
      throw ReplayError(.missing, .column(name, column))
    }
    let scope = relation.scope()
    var change: (inout Column) -> Void
    switch command.type {
    case .setDefault:
      change = { column in
        column.defaultValue = command.definition.flatMap { Self.defaultExpression($0, of: column.type, scope) }
      }
    case .setNotNull: change = { $0.isNotNull = true }
    case .dropNotNull:
      let isKey = relation.constraints.values.contains { $0.kind == .primaryKey && $0.columns.contains(column) }
      if isKey || relation.column(column)?.identity != nil {
        throw ReplayError(.dependents, .column(name, column), "is a \(isKey ? "key" : "identity") column")
      }
      change = { $0.isNotNull = false }
    case .dropExpression: change = { $0.generated = nil }
    case .alterType:
      let definition = ColumnDef(command.definition)
      let type = try requireType(definition?.type)
      if let view = views(reading: name).first(where: { reads($0, column: column, of: name) }) {
        throw ReplayError(.dependents, .column(name, column), "has a type that view \(view) reads")
      }
      change = { column in
        if column.defaultValue?.isExact == true, column.type != type { column.defaultValue?.isExact = false }
        column.type = type
      }
      catalog.relations.alter(name) { $0.forget(expressionsNaming: column) }
    case .addIdentity:
      guard let constraint = Constraint(command.definition) else { return }
      let type = relation.column(column)?.type ?? "bigint"
      addSequence(for: column, of: name, type: type, options: constraint.options)
      change = { $0.identity = constraint.generatedWhen == "a" ? .always : .byDefault }
    case .setIdentity:
      let options = command.definition?.items?.compactMap { DefElem($0) } ?? []
      let generated = options.first { $0.name == "generated" }?.argument?.number("ival")
      alterSequence(of: column, in: name, options.filter { $0.name != "generated" })
      change = { column in
        if let generated { column.identity = generated == 97 ? .always : .byDefault }
      }
    default:
      for (sequence, other) in catalog.relations.entries
      where other.sequence?.ownedBy == .init(table: name, column: column) {
        removeRelation(sequence)
      }
      change = { $0.identity = nil }
    }
    let tables =
      [.addIdentity, .setIdentity, .dropIdentity].contains(command.type) || only ? [] : descendants(of: name)
    for table in [name] + tables { catalog.relations.alter(table) { _ = $0.alterColumn(column, change) } }
  }

  private mutating func alterSequence(of column: String, in table: QualifiedName, _ options: [DefElem]) {
    for (name, relation) in catalog.relations.entries
    where relation.sequence?.ownedBy == .init(table: table, column: column) {
      catalog.relations.alter(name) { $0.sequence?.apply(options) }
    }
  }

  private mutating func dropConstraint(_ command: AlterTableCommand, of name: QualifiedName) throws(ReplayError) {
    guard let constraint = command.name else { return }
    guard let known = catalog.relations[name]?.constraints[constraint] else {
      if command.missingOk { return }
      throw ReplayError(.missing, .constraint(name, constraint))
    }
    var isKey = false
    switch known.kind {
    case .primaryKey, .unique:
      isKey = true
      for (other, relation) in catalog.relations.entries {
        for (reference, value) in relation.constraints {
          guard case .foreignKey(let key) = value.kind, key.table == name, key.columns == known.columns else {
            continue
          }
          guard command.behavior == .cascade else {
            throw ReplayError(.dependents, .constraint(name, constraint), "is needed by \(reference) of \(other)")
          }
          catalog.relations.alter(other) { $0.constraints[reference] = nil }
        }
      }
    case .exclusion: isKey = true
    default: break
    }
    for table in [name] + descendants(of: name) where table == name || !isKey {
      catalog.relations.alter(table) { $0.constraints[constraint] = nil }
    }
    guard isKey else { return }
    catalog.indexes[QualifiedName(name.schema, constraint)] = nil
    catalog.relations.alter(name) { $0.indexes[constraint] = nil }
  }

  private mutating func alterConstraint(_ command: AlterTableCommand, of name: QualifiedName) throws(ReplayError) {
    let definition = Constraint(command.definition)
    guard let constraint = command.name ?? definition?.name else { return }
    guard catalog.relations[name]?.constraints[constraint] != nil else {
      throw ReplayError(.missing, .constraint(name, constraint))
    }
    for table in [name] + descendants(of: name) {
      catalog.relations.alter(table) { relation in
        if command.type == .validateConstraint {
          relation.constraints[constraint]?.isValidated = true
        } else {
          relation.constraints[constraint]?.isDeferrable = definition?.deferrable ?? false
          relation.constraints[constraint]?.isInitiallyDeferred = definition?.initiallyDeferred ?? false
        }
      }
    }
  }

  private mutating func setTriggerState(_ command: AlterTableCommand, of name: QualifiedName) throws(ReplayError) {
    guard let trigger = command.name else { return }
    guard catalog.relations[name]?.triggers[trigger] != nil else {
      throw ReplayError(.missing, .trigger(name, trigger))
    }
    let state =
      switch command.type {
      case .disableTrigger: "D"
      case .enableAlwaysTrigger: "A"
      case .enableReplicaTrigger: "R"
      default: "O"
      }
    catalog.relations.alter(name) { $0.triggers[trigger]?.state = state }
  }

  private mutating func setTriggers(of name: QualifiedName, _ state: String) {
    catalog.relations.alter(name) { relation in
      for trigger in relation.triggers.keys { relation.triggers[trigger]?.state = state }
    }
  }

  private mutating func addParent(_ command: AlterTableCommand, to name: QualifiedName) throws(ReplayError) {
    let parent = try require(RangeVar(command.definition))
    catalog.relations.alter(name) { $0.parents.append(parent) }
    markInherited(from: parent, in: name)
  }

  private mutating func dropParent(_ command: AlterTableCommand, of name: QualifiedName) throws(ReplayError) {
    let parent = try require(RangeVar(command.definition))
    catalog.relations.alter(name) { $0.parents.removeAll { $0 == parent } }
  }

  private mutating func markInherited(from parent: QualifiedName, in child: QualifiedName) {
    let names = catalog.relations[parent]?.constraints.filter { if case .check = $0.value.kind { true } else { false } }
    catalog.relations.alter(child) { relation in
      for name in names?.keys.map(\.self) ?? [] { relation.constraints[name]?.isInherited = true }
    }
  }

  private mutating func attachPartition(_ command: AlterTableCommand, to name: QualifiedName) throws(ReplayError) {
    guard let partition = PartitionCommand(command.definition) else { return }
    let child = try require(partition.name)
    catalog.relations.alter(child) { relation in
      relation.parents = [name]
      relation.partition = Partition(
        strategy: relation.partition?.strategy, isPartition: true, isDefault: partition.bound?.isDefault == true)
    }
    markInherited(from: name, in: child)
    cloneIndexes(of: name, to: child)
  }

  private mutating func detachPartition(_ command: AlterTableCommand, of name: QualifiedName) throws(ReplayError) {
    guard let partition = PartitionCommand(command.definition) else { return }
    let child = try require(partition.name)
    catalog.relations.alter(child) { relation in
      relation.parents.removeAll { $0 == name }
      relation.partition = relation.partition.flatMap {
        $0.strategy == nil ? nil : Partition(strategy: $0.strategy, isPartition: false, isDefault: false)
      }
    }
    doubt(.relation(child), because: "a detached partition keeps constraints of its parent that are not followed")
  }
}

extension Index {
  fileprivate func names(_ column: String) -> Bool {
    including.contains(column) || predicate?.columns.contains(column) == true
      || elements.contains { element in
        switch element.key {
        case .column(let name): name == column
        case .expression(let expression): expression.columns.contains(column)
        }
      }
  }
}
