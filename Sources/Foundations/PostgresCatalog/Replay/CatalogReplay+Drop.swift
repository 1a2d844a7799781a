internal import SQL

extension CatalogReplay {
  mutating func drop(_ statement: Drop) throws(ReplayError) {
    let isCascade = statement.behavior == .cascade
    for object in statement.objects {
      do throws(ReplayError) {
        try drop(object, statement.type, cascade: isCascade)
      } catch {
        if error.kind == .missing, statement.missingOk { continue }
        throw error
      }
    }
  }

  private mutating func drop(_ object: SQLNode, _ type: ObjectType?, cascade: Bool) throws(ReplayError) {
    let parts = object.items?.compactMap(\.stringValue) ?? object.stringValue.map { [$0] } ?? []
    let last = parts.last ?? ""
    switch type {
    case .table, .view, .materializedView, .foreignTable, .sequence:
      let name = try relation(parts)
      let kind = catalog.relations[name]?.kind
      let matches: Bool =
        switch type {
        case .view: kind == .view
        case .materializedView: kind == .materializedView
        case .foreignTable: kind == .foreignTable
        case .sequence: kind == .sequence
        default: kind == .table || kind == .partitionedTable
        }
      guard matches else { throw ReplayError(.wrongKind, .relation(name)) }
      try dropRelation(name, cascade: cascade)
    case .index: try dropIndex(parts)
    case .schema: try dropSchema(last, cascade: cascade)
    case .type, .domain: try dropType(TypeName(object)?.names ?? parts, cascade: cascade)
    case .function, .procedure, .routine, .aggregate:
      guard let function = ObjectWithArgs(object) else { return }
      let arguments = function.isUnspecified ? nil : function.arguments.map(typeName)
      guard let id = routine(named: function.name, arguments: arguments) else {
        throw ReplayError(.missing, .routine(RoutineID(qualified(function.name), (arguments ?? []).map { $0 ?? "?" })))
      }
      try dropRoutine(id, cascade: cascade)
    case .policy:
      let name = try relation(Array(parts.dropLast()))
      guard catalog.relations[name]?.policies[last] != nil else { throw ReplayError(.missing, .policy(name, last)) }
      catalog.relations.alter(name) { $0.policies[last] = nil }
      catalog.comments[.policy(name, last)] = nil
    case .trigger:
      let name = try relation(Array(parts.dropLast()))
      guard catalog.relations[name]?.triggers[last] != nil else { throw ReplayError(.missing, .trigger(name, last)) }
      for table in [name] + partitions(of: name) { catalog.relations.alter(table) { $0.triggers[last] = nil } }
      catalog.comments[.trigger(name, last)] = nil
    case .rule:
      let name = try relation(Array(parts.dropLast()))
      guard catalog.relations[name]?.rules.contains(last) == true else {
        throw ReplayError(.missing, .rule(name, last))
      }
      catalog.relations.alter(name) { $0.rules.remove(last) }
    case .extension:
      guard catalog.extensions[last] != nil else { throw ReplayError(.missing, .extension(last)) }
      catalog.extensions[last] = nil
      catalog.comments[.extension(last)] = nil
    case .publication:
      guard catalog.publications[last] != nil else { throw ReplayError(.missing, .publication(last)) }
      catalog.publications[last] = nil
    default: dropOther(type, parts)
    }
  }

  private mutating func dropOther(_ type: ObjectType?, _ parts: [String]) {
    let kinds: [ObjectType: String] = [
      .foreignServer: "foreign server", .foreignDataWrapper: "foreign-data wrapper", .language: "language",
      .statistics: "statistics", .eventTrigger: "event trigger", .subscription: "subscription",
    ]
    guard let type else { return }
    let kind = kinds[type] ?? "\(type)"
    for name in [parts.joined(separator: "."), qualified(parts).description] {
      catalog.others[.init(kind: kind, name: name)] = nil
    }
  }

  private func relation(_ parts: [String]) throws(ReplayError) -> QualifiedName {
    let name = parts.last ?? ""
    let found = parts.count > 1 ? qualified(parts) : resolve(name) { catalog.relations[$0] != nil }
    if let found, catalog.relations[found] != nil { return found }
    throw ReplayError(.missing, .relation(found ?? qualified(parts)))
  }

  /// Takes a relation out, with its indexes, comments and sequences, whatever depends on it.
  mutating func removeRelation(_ name: QualifiedName) {
    guard let relation = catalog.relations[name] else { return }
    for index in relation.indexes.keys { catalog.indexes[QualifiedName(name.schema, index)] = nil }
    catalog.relations[name] = nil
    if catalog.doubts[.relation(name)] != nil { catalog.doubts[.relation(name)] = nil }
    if !catalog.comments.entries.isEmpty {
      for object in relation.identities(name) where catalog.comments[object] != nil { catalog.comments[object] = nil }
    }
    for (publication, value) in catalog.publications.entries where value.tables.contains(name) {
      catalog.publications.alter(publication) { $0.tables.remove(name) }
    }
    for (sequence, other) in catalog.relations.referrers(of: name) where other.sequence?.ownedBy?.table == name {
      removeRelation(sequence)
    }
  }

  mutating func dropRelation(_ name: QualifiedName, cascade: Bool) throws(ReplayError) {
    guard let relation = catalog.relations[name] else { return }
    for view in views(reading: name) where view != name {
      guard cascade else { throw ReplayError(.dependents, .relation(name), "is read by view \(view)") }
      try dropRelation(view, cascade: true)
    }
    for child in children(of: name) {
      if relation.kind != .partitionedTable, !cascade {
        throw ReplayError(.dependents, .relation(name), "has the child \(child)")
      }
      try dropRelation(child, cascade: cascade)
    }
    for (other, value) in catalog.relations.referrers(of: name) where other != name {
      for (constraint, key) in value.constraints {
        guard case .foreignKey(let reference) = key.kind, reference.table == name else { continue }
        guard cascade else { throw ReplayError(.dependents, .relation(name), "is referenced by \(other)") }
        catalog.relations.alter(other) { $0.constraints[constraint] = nil }
        catalog.comments[.constraint(other, constraint)] = nil
      }
      for (policy, value) in value.policies
      where [value.using, value.check].contains(where: { $0?.mentions(name, in: \.relations) == true }) {
        guard cascade else {
          throw ReplayError(.dependents, .relation(name), "is read by policy \(policy) of \(other)")
        }
        catalog.relations.alter(other) { $0.policies[policy] = nil }
      }
    }
    if relation.kind == .sequence {
      let next = Expression.nextValue(of: name)
      for (other, value) in catalog.relations.entries {
        for column in value.columns where column.defaultValue == next {
          guard cascade else { throw ReplayError(.dependents, .relation(name), "is used by \(other).\(column.name)") }
          catalog.relations.alter(other) { _ = $0.alterColumn(column.name) { $0.defaultValue = nil } }
        }
      }
    }
    removeRelation(name)
  }

  private mutating func dropIndex(_ parts: [String]) throws(ReplayError) {
    let last = parts.last ?? ""
    let found = parts.count > 1 ? qualified(parts) : resolve(last) { catalog.indexes[$0] != nil }
    guard let found, let table = catalog.indexes[found] else {
      throw ReplayError(.missing, .index(found ?? qualified(parts), last))
    }
    if catalog.relations[table]?.indexes[last]?.isOfConstraint == true {
      throw ReplayError(.dependents, .index(table, last), "belongs to a constraint")
    }
    catalog.indexes[found] = nil
    catalog.relations.alter(table) { $0.indexes[last] = nil }
    catalog.comments[.index(table, last)] = nil
  }

  mutating func dropSchema(_ schema: String, cascade: Bool) throws(ReplayError) {
    guard catalog.schemas[schema] != nil else { throw ReplayError(.missing, .schema(schema)) }
    let relations = catalog.relations.entries.keys.filter { $0.schema == schema }
    let routines = catalog.routines.entries.keys.filter { $0.name.schema == schema }
    let types = catalog.types.entries.keys.filter { $0.schema == schema }
    if !cascade, let first = relations.first?.description ?? routines.first?.description ?? types.first?.description {
      throw ReplayError(.dependents, .schema(schema), "has \(first) in it")
    }
    for name in relations where catalog.relations[name] != nil { try dropRelation(name, cascade: true) }
    for id in routines { try dropRoutine(id, cascade: true) }
    for name in types { try dropType([name.schema, name.name], cascade: true) }
    for (name, other) in catalog.extensions.entries where other.schema == schema { catalog.extensions[name] = nil }
    for scope in catalog.defaultPrivileges.entries.keys where scope.schema == schema {
      catalog.defaultPrivileges[scope] = nil
    }
    for name in catalog.publications.entries.keys { catalog.publications.alter(name) { $0.schemas.remove(schema) } }
    catalog.schemas[schema] = nil
    catalog.comments[.schema(schema)] = nil
  }

  private mutating func dropType(_ parts: [String], cascade: Bool) throws(ReplayError) {
    guard let name = resolveType(parts), catalog.types[name] != nil else {
      throw ReplayError(.missing, .type(qualified(parts)))
    }
    let written = "\(Self.identifier(name.schema)).\(Self.identifier(name.name))"
    func uses(_ type: String?) -> Bool {
      type.map { $0 == written || $0 == "\(written)[]" || $0 == "SETOF \(written)" || $0.hasPrefix("\(written)(") }
        ?? false
    }
    for (table, relation) in catalog.relations.entries {
      for column in relation.columns where uses(column.type) {
        guard cascade else {
          throw ReplayError(.dependents, .type(name), "is the type of column \(table).\(column.name)")
        }
        catalog.relations.alter(table) { $0.columns.removeAll { $0.name == column.name } }
        doubt(.relation(table), because: "a column is dropped with its type")
      }
    }
    for (id, routine) in catalog.routines.entries where id.arguments.contains(where: uses) || uses(routine.returns) {
      guard cascade else { throw ReplayError(.dependents, .type(name), "is used by function \(id)") }
      catalog.routines[id] = nil
    }
    catalog.types[name] = nil
    catalog.comments[.type(name)] = nil
  }

  private mutating func dropRoutine(_ id: RoutineID, cascade: Bool) throws(ReplayError) {
    let isOverloaded = catalog.routines.entries.keys.count { $0.name == id.name } > 1
    for (table, relation) in catalog.relations.entries {
      for (trigger, value) in relation.triggers where value.function == id.name && id.arguments.isEmpty {
        guard cascade else { throw ReplayError(.dependents, .routine(id), "is run by trigger \(trigger) of \(table)") }
        catalog.relations.alter(table) { $0.triggers[trigger] = nil }
      }
      guard relation.calls(id.name) else { continue }
      if isOverloaded {
        doubt(.relation(table), because: "it may use one of several functions \(id.name)")
        continue
      }
      guard cascade else { throw ReplayError(.dependents, .routine(id), "is called by \(table)") }
      if relation.view != nil { try dropRelation(table, cascade: true) }
      catalog.relations.alter(table) { $0.removeCalls(of: id.name) }
    }
    catalog.routines[id] = nil
    catalog.comments[.routine(id)] = nil
    catalog.doubts[.routine(id)] = nil
  }
}

extension Relation {
  private func expressions(_ body: (Expression) -> Bool) -> Bool {
    columns.contains { $0.defaultValue.map(body) == true || $0.generated.map(body) == true }
      || policies.values.contains { $0.using.map(body) == true || $0.check.map(body) == true }
      || constraints.values.contains { if case .check(let check, _) = $0.kind { body(check) } else { false } }
      || view.map { body($0.query) } == true
  }

  fileprivate func calls(_ function: QualifiedName) -> Bool {
    expressions { $0.mentions(function, in: \.functions) }
  }

  /// Drops what calls a function: defaults, policies and checks.
  fileprivate mutating func removeCalls(of function: QualifiedName) {
    func calls(_ expression: Expression?) -> Bool { expression?.mentions(function, in: \.functions) == true }
    for index in columns.indices where calls(columns[index].defaultValue) { columns[index].defaultValue = nil }
    columns.removeAll { calls($0.generated) }
    policies = policies.filter { !calls($0.value.using) && !calls($0.value.check) }
    constraints = constraints.filter { if case .check(let check, _) = $0.value.kind { !calls(check) } else { true } }
  }
}
