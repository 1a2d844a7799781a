internal import SQL

extension CatalogReplay {
  mutating func rename(_ statement: Rename) throws(ReplayError) {
    do throws(ReplayError) {
      try renameObject(statement)
    } catch {
      if error.kind == .missing, statement.missingOk { return }
      throw error
    }
  }

  private mutating func renameObject(_ statement: Rename) throws(ReplayError) {
    let new = statement.newName
    let old = statement.oldName
    let parts = statement.object?.items?.compactMap(\.stringValue) ?? statement.object?.stringValue.map { [$0] } ?? []
    switch statement.type {
    case .table, .view, .materializedView, .foreignTable, .sequence, .index:
      guard let relation = statement.relation else { return }
      if resolve(relation) == nil, let index = index(relation) { return try renameIndex(index.1, of: index.0, to: new) }
      let name = try require(relation)
      try move(name, to: QualifiedName(name.schema, new))
    case .column, .attribute:
      if statement.relationType == .type {
        return try renameAttribute(old, to: new, of: statement.relation)
      }
      try renameColumn(old, to: new, of: try require(statement.relation))
    case .tableConstraint: try renameConstraint(old, to: new, of: try require(statement.relation))
    case .trigger:
      let name = try require(statement.relation)
      guard catalog.relations[name]?.triggers[old] != nil else { throw ReplayError(.missing, .trigger(name, old)) }
      catalog.relations.alter(name) { $0.triggers[new] = $0.triggers.removeValue(forKey: old) }
      moveComment(.trigger(name, old), .trigger(name, new))
    case .policy:
      let name = try require(statement.relation)
      guard catalog.relations[name]?.policies[old] != nil else { throw ReplayError(.missing, .policy(name, old)) }
      catalog.relations.alter(name) { $0.policies[new] = $0.policies.removeValue(forKey: old) }
      moveComment(.policy(name, old), .policy(name, new))
    case .rule:
      let name = try require(statement.relation)
      catalog.relations.alter(name) { relation in
        if relation.rules.remove(old) != nil { relation.rules.insert(new) }
      }
    case .schema: try renameSchema(old, to: new)
    case .type, .domain:
      let names = TypeName(statement.object)?.names ?? parts
      guard let name = resolveType(names), catalog.types[name] != nil else {
        throw ReplayError(.missing, .type(qualified(names)))
      }
      moveType(name, to: QualifiedName(name.schema, new))
    case .function, .procedure, .routine, .aggregate:
      guard let id = try requireRoutine(ObjectWithArgs(statement.object)) else { return }
      moveRoutine(id, to: QualifiedName(id.name.schema, new))
    case .role: renameRole(old, to: new)
    default: break
    }
  }

  private func index(_ relation: RangeVar) -> (QualifiedName, String)? {
    let name =
      relation.schema.map { QualifiedName($0, relation.name) }
      ?? resolve(relation.name) { catalog.indexes[$0] != nil }
    return name.flatMap { name in catalog.indexes[name].map { ($0, name.name) } }
  }

  private mutating func moveComment(_ old: ObjectID, _ new: ObjectID) {
    guard let text = catalog.comments[old] else { return }
    catalog.comments[old] = nil
    catalog.comments[new] = text
  }

  /// Gives a relation another name or schema, and all that refers to it with it.
  private mutating func move(_ name: QualifiedName, to new: QualifiedName) throws(ReplayError) {
    guard let relation = catalog.relations[name] else { return }
    if isTaken(new) { throw ReplayError(.duplicate, .relation(new)) }
    catalog.relations[name] = nil
    catalog.relations[new] = relation
    for index in relation.indexes.keys {
      catalog.indexes[QualifiedName(name.schema, index)] = nil
      catalog.indexes[QualifiedName(new.schema, index)] = new
    }
    if let reason = catalog.doubts[.relation(name)] {
      catalog.doubts[.relation(name)] = nil
      catalog.doubts[.relation(new)] = reason
    }
    for object in relation.identities(name) {
      guard let text = catalog.comments[object] else { continue }
      catalog.comments[object] = nil
      catalog.comments[object.moved(to: new)] = text
    }
    let next = Expression.nextValue(of: name)
    for (other, value) in catalog.relations.entries where value.refers(to: name) || relation.kind == .sequence {
      catalog.relations.alter(other) { $0.follow(name, to: new, next) }
    }
    for (publication, value) in catalog.publications.entries where value.tables.contains(name) {
      catalog.publications.alter(publication) { publication in
        publication.tables.remove(name)
        publication.tables.insert(new)
      }
    }
    guard name.schema != new.schema else { return }
    for (sequence, value) in catalog.relations.entries
    where value.sequence?.ownedBy?.table == new && sequence.schema == name.schema {
      try move(sequence, to: QualifiedName(new.schema, sequence.name))
    }
  }

  private mutating func renameColumn(_ old: String, to new: String, of name: QualifiedName) throws(ReplayError) {
    guard let relation = catalog.relations[name] else { return }
    guard relation.column(old) != nil else { throw ReplayError(.missing, .column(name, old)) }
    if relation.column(new) != nil { throw ReplayError(.duplicate, .column(name, new)) }
    for table in [name] + descendants(of: name) {
      catalog.relations.alter(table) { $0.rename(column: old, to: new) }
      moveComment(.column(table, old), .column(table, new))
      for (other, value) in catalog.relations.entries {
        if value.sequence?.ownedBy == .init(table: table, column: old) {
          catalog.relations.alter(other) { $0.sequence?.ownedBy = .init(table: table, column: new) }
        }
        if value.view?.reads.contains(table) == true {
          catalog.relations.alter(other) { $0.view?.query.rename(column: old, to: new) }
        }
        for (constraint, key) in value.constraints {
          guard case .foreignKey(var reference) = key.kind, reference.table == table,
            let index = reference.columns.firstIndex(of: old)
          else { continue }
          reference.columns[index] = new
          catalog.relations.alter(other) { $0.constraints[constraint]?.kind = .foreignKey(reference) }
        }
      }
    }
  }

  private mutating func renameConstraint(_ old: String, to new: String, of name: QualifiedName) throws(ReplayError) {
    guard catalog.relations[name]?.constraints[old] != nil else {
      throw ReplayError(.missing, .constraint(name, old))
    }
    if catalog.relations[name]?.indexes[old] != nil { return try renameIndex(old, of: name, to: new) }
    for table in [name] + descendants(of: name) where catalog.relations[table]?.constraints[old] != nil {
      catalog.relations.alter(table) { $0.constraints[new] = $0.constraints.removeValue(forKey: old) }
    }
    moveComment(.constraint(name, old), .constraint(name, new))
  }

  private mutating func renameAttribute(_ old: String, to new: String, of type: RangeVar?) throws(ReplayError) {
    guard let type, let name = resolveType([type.schema, type.name].compactMap(\.self)),
      case .composite(var columns)? = catalog.types[name]?.kind
    else { return }
    guard let index = columns.firstIndex(where: { $0.name == old }) else {
      throw ReplayError(.missing, .column(name, old))
    }
    columns[index].name = new
    catalog.types.alter(name) { $0.kind = .composite(columns) }
  }

  private mutating func renameSchema(_ old: String, to new: String) throws(ReplayError) {
    guard let schema = catalog.schemas[old] else { throw ReplayError(.missing, .schema(old)) }
    if catalog.schemas[new] != nil { throw ReplayError(.duplicate, .schema(new)) }
    catalog.schemas[old] = nil
    catalog.schemas[new] = schema
    moveComment(.schema(old), .schema(new))
    for name in catalog.relations.entries.keys where name.schema == old && catalog.relations[name] != nil {
      try move(name, to: QualifiedName(new, name.name))
    }
    for name in catalog.types.entries.keys where name.schema == old {
      moveType(name, to: QualifiedName(new, name.name))
    }
    for id in catalog.routines.entries.keys where id.name.schema == old {
      moveRoutine(id, to: QualifiedName(new, id.name.name))
    }
    for (scope, access) in catalog.defaultPrivileges.entries where scope.schema == old {
      catalog.defaultPrivileges[scope] = nil
      catalog.defaultPrivileges[DefaultPrivilegeScope(role: scope.role, schema: new, kind: scope.kind)] = access
    }
  }

  private mutating func moveRoutine(_ id: RoutineID, to name: QualifiedName) {
    guard let routine = catalog.routines[id] else { return }
    let new = RoutineID(name, id.arguments)
    catalog.routines[id] = nil
    catalog.routines[new] = routine
    moveComment(.routine(id), .routine(new))
    for (table, relation) in catalog.relations.entries
    where relation.triggers.values.contains(where: { $0.function == id.name }) {
      catalog.relations.alter(table) { relation in
        for trigger in relation.triggers.keys where relation.triggers[trigger]?.function == id.name {
          relation.triggers[trigger]?.function = name
        }
      }
    }
  }

  private mutating func moveType(_ name: QualifiedName, to new: QualifiedName) {
    guard let type = catalog.types[name] else { return }
    catalog.types[name] = nil
    catalog.types[new] = type
    moveComment(.type(name), .type(new))
    let (old, now) = (
      "\(Self.identifier(name.schema)).\(Self.identifier(name.name))",
      "\(Self.identifier(new.schema)).\(Self.identifier(new.name))"
    )
    func moved(_ type: String?) -> String? {
      type == old ? now : type == "\(old)[]" ? "\(now)[]" : type == "SETOF \(old)" ? "SETOF \(now)" : type
    }
    for (table, relation) in catalog.relations.entries
    where relation.columns.contains(where: { moved($0.type) != $0.type }) {
      catalog.relations.alter(table) { relation in
        for index in relation.columns.indices { relation.columns[index].type = moved(relation.columns[index].type) }
      }
    }
    for (id, routine) in catalog.routines.entries {
      let arguments = id.arguments.map { moved($0) ?? $0 }
      guard arguments != id.arguments || moved(routine.returns) != routine.returns else { continue }
      var routine = routine
      routine.returns = moved(routine.returns)
      catalog.routines[id] = nil
      catalog.routines[RoutineID(id.name, arguments)] = routine
    }
  }

  private mutating func renameRole(_ old: String, to new: String) {
    guard let role = catalog.roles[old] else { return }
    catalog.roles[old] = nil
    catalog.roles[new] = role
    doubtEverything(because: "the role \(old) is renamed")
  }

  mutating func setSchema(_ statement: SetSchema) throws(ReplayError) {
    let new = statement.newSchema
    guard catalog.schemas[new] != nil else { throw ReplayError(.missing, .schema(new)) }
    let parts = statement.object?.items?.compactMap(\.stringValue) ?? statement.object?.stringValue.map { [$0] } ?? []
    switch statement.type {
    case .table, .view, .materializedView, .foreignTable, .sequence:
      guard let relation = statement.relation else { return }
      guard let name = resolve(relation) else {
        if statement.missingOk { return }
        throw ReplayError(.missing, .relation(nameForMissing(relation)))
      }
      try move(name, to: QualifiedName(new, name.name))
    case .type, .domain:
      let names = TypeName(statement.object)?.names ?? parts
      guard let name = resolveType(names), catalog.types[name] != nil else {
        throw ReplayError(.missing, .type(qualified(names)))
      }
      moveType(name, to: QualifiedName(new, name.name))
    case .function, .procedure, .routine, .aggregate:
      guard let id = try requireRoutine(ObjectWithArgs(statement.object)) else { return }
      moveRoutine(id, to: QualifiedName(new, id.name.name))
    case .extension: catalog.extensions.alter(parts.last ?? "") { $0.schema = new }
    default: break
    }
  }
}

extension ObjectID {
  /// The same part of a relation under another name.
  fileprivate func moved(to name: QualifiedName) -> ObjectID {
    switch self {
    case .relation: .relation(name)
    case .column(_, let part): .column(name, part)
    case .constraint(_, let part): .constraint(name, part)
    case .index(_, let part): .index(name, part)
    case .policy(_, let part): .policy(name, part)
    case .trigger(_, let part): .trigger(name, part)
    case .rule(_, let part): .rule(name, part)
    default: self
    }
  }
}

extension Relation {
  fileprivate func refers(to name: QualifiedName) -> Bool {
    parents.contains(name) || view?.reads.contains(name) == true || sequence?.ownedBy?.table == name
      || constraints.values.contains { if case .foreignKey(let key) = $0.kind { key.table == name } else { false } }
      || policies.values.contains { value in
        [value.using, value.check].contains { $0?.mentions(name, in: \.relations) == true }
      }
  }

  /// Follows a relation to its new name.
  fileprivate mutating func follow(_ old: QualifiedName, to new: QualifiedName, _ next: Expression) {
    if let index = parents.firstIndex(of: old) { parents[index] = new }
    if view?.reads.remove(old) != nil {
      view?.reads.insert(new)
      view?.query.isExact = false
    }
    if sequence?.ownedBy?.table == old { sequence?.ownedBy?.table = new }
    for (name, constraint) in constraints {
      guard case .foreignKey(var key) = constraint.kind, key.table == old else { continue }
      key.table = new
      constraints[name]?.kind = .foreignKey(key)
    }
    for name in policies.keys {
      for path in [\Policy.using, \Policy.check]
      where policies[name]?[keyPath: path]?.mentions(old, in: \.relations) == true {
        policies[name]?[keyPath: path]?.isExact = false
        policies[name]?[keyPath: path]?.relations.insert(new.description)
      }
    }
    for index in columns.indices where columns[index].defaultValue == next {
      columns[index].defaultValue = .nextValue(of: new)
    }
  }

  fileprivate mutating func rename(column old: String, to new: String) {
    forget(expressionsNaming: old)
    for index in columns.indices where columns[index].name == old { columns[index].name = new }
    for index in columns.indices {
      columns[index].generated?.rename(column: old, to: new)
    }
    func renamed(_ names: [String]) -> [String] { names.map { $0 == old ? new : $0 } }
    for (name, var constraint) in constraints {
      constraint.columns = renamed(constraint.columns)
      if case .check(var check, let noInherit) = constraint.kind {
        check.rename(column: old, to: new)
        constraint.kind = .check(check, noInherit: noInherit)
      }
      constraints[name] = constraint
    }
    for (name, var index) in indexes {
      index.including = renamed(index.including)
      index.predicate?.rename(column: old, to: new)
      for place in index.elements.indices {
        switch index.elements[place].key {
        case .column(old): index.elements[place].key = .column(new)
        case .expression(var expression):
          expression.rename(column: old, to: new)
          index.elements[place].key = .expression(expression)
        default: break
        }
      }
      indexes[name] = index
    }
    for name in policies.keys {
      policies[name]?.using?.rename(column: old, to: new)
      policies[name]?.check?.rename(column: old, to: new)
    }
    for name in triggers.keys {
      guard var trigger = triggers[name] else { continue }
      trigger.columns = renamed(trigger.columns)
      trigger.condition?.rename(column: old, to: new)
      triggers[name] = trigger
    }
    for (right, grantable) in access.rights where right.column == old {
      access.rights[right] = nil
      access.rights[AccessRight(right.role, right.privilege, column: new)] = grantable
    }
  }
}
