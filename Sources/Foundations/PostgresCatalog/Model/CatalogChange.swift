/// One thing that is otherwise after a statement than before.
package enum CatalogChange: Hashable, Sendable {
  case created(ObjectID, CatalogValue)
  case dropped(ObjectID, CatalogValue)
  case altered(ObjectID, from: CatalogValue, to: CatalogValue)
  case granted(ObjectID, AccessRight, grantable: Bool)
  case revoked(ObjectID, AccessRight, grantable: Bool)

  /// The change that takes this one back.
  package var inverse: CatalogChange {
    switch self {
    case .created(let id, let value): .dropped(id, value)
    case .dropped(let id, let value): .created(id, value)
    case .altered(let id, let old, let new): .altered(id, from: new, to: old)
    case .granted(let id, let right, let grantable): .revoked(id, right, grantable: grantable)
    case .revoked(let id, let right, let grantable): .granted(id, right, grantable: grantable)
    }
  }

  package var object: ObjectID {
    switch self {
    case .created(let id, _), .dropped(let id, _), .altered(let id, _, _), .granted(let id, _, _),
      .revoked(let id, _, _):
      id
    }
  }
}

/// What an object or a part of one is, apart from its own parts and its access list.
package enum CatalogValue: Hashable, Sendable {
  case schema(owner: String)
  case relation(RelationFacts)
  case column(Column)
  case constraint(TableConstraint)
  case index(Index)
  case policy(Policy)
  case trigger(Trigger)
  case rule
  case routine(Routine)
  case type(UserType)
  case role(Role)
  case membership(withAdminOption: Bool)
  case `extension`(Extension)
  case publication(Publication)
  case defaultPrivileges
  case comment(String)
  case other(owner: String)

  package struct RelationFacts: Hashable, Sendable {
    package var kind: Relation.Kind
    package var persistence: Relation.Persistence
    package var owner: String
    package var options: [String: String]
    package var rowSecurity: RowSecurity
    package var parents: [QualifiedName]
    package var partition: Partition?
    package var view: ViewDefinition?
    package var sequence: SequenceOptions?
    package var foreignServer: String?
  }
}

/// An object of a catalog, taken apart.
struct CatalogParts {
  var values: [ObjectID: CatalogValue] = [:]
  var rights: [ObjectID: AccessList] = [:]

  mutating func add(_ name: QualifiedName, _ relation: Relation?) {
    guard let relation else { return }
    let id = ObjectID.relation(name)
    values[id] = .relation(
      .init(
        kind: relation.kind, persistence: relation.persistence, owner: relation.owner, options: relation.options,
        rowSecurity: relation.rowSecurity, parents: relation.parents, partition: relation.partition,
        view: relation.view, sequence: relation.sequence, foreignServer: relation.foreignServer))
    rights[id] = relation.access
    for column in relation.columns { values[.column(name, column.name)] = .column(column) }
    for (part, value) in relation.constraints { values[.constraint(name, part)] = .constraint(value) }
    for (part, value) in relation.indexes { values[.index(name, part)] = .index(value) }
    for (part, value) in relation.policies { values[.policy(name, part)] = .policy(value) }
    for (part, value) in relation.triggers { values[.trigger(name, part)] = .trigger(value) }
    for part in relation.rules { values[.rule(name, part)] = .rule }
  }

  mutating func add(_ name: String, _ schema: Schema?) {
    guard let schema else { return }
    values[.schema(name)] = .schema(owner: schema.owner)
    rights[.schema(name)] = schema.access
  }

  mutating func add(_ id: RoutineID, _ routine: Routine?) {
    guard var routine else { return }
    rights[.routine(id)] = routine.access
    routine.access = AccessList()
    values[.routine(id)] = .routine(routine)
  }

  mutating func add(_ name: QualifiedName, _ type: UserType?) {
    guard var type else { return }
    rights[.type(name)] = type.access
    type.access = AccessList()
    values[.type(name)] = .type(type)
  }

  mutating func add(_ name: String, _ role: Role?) {
    guard var role else { return }
    for (other, hasAdminOption) in role.memberships {
      values[.membership(role: other, member: name)] = .membership(withAdminOption: hasAdminOption)
    }
    role.memberships = [:]
    values[.role(name)] = .role(role)
  }

  mutating func add(_ scope: DefaultPrivilegeScope, _ access: AccessList?) {
    guard let access else { return }
    values[.defaultPrivileges(scope)] = .defaultPrivileges
    rights[.defaultPrivileges(scope)] = access
  }

  /// What turns these parts into others, in the order of what it is about.
  func changes(to other: CatalogParts) -> [CatalogChange] {
    var changes: [CatalogChange] = []
    for (id, value) in values {
      guard let new = other.values[id] else {
        changes.append(.dropped(id, value))
        continue
      }
      if new != value { changes.append(.altered(id, from: value, to: new)) }
      let (before, after) = (rights[id]?.rights ?? [:], other.rights[id]?.rights ?? [:])
      for (right, grantable) in before where after[right] != grantable {
        changes.append(.revoked(id, right, grantable: grantable))
      }
      for (right, grantable) in after where before[right] != grantable {
        changes.append(.granted(id, right, grantable: grantable))
      }
    }
    for (id, value) in other.values where values[id] == nil {
      changes.append(.created(id, value))
      for (right, grantable) in other.rights[id]?.rights ?? [:] {
        changes.append(.granted(id, right, grantable: grantable))
      }
    }
    guard changes.count > 1 else { return changes }
    return changes.map { ("\($0.object)", $0) }.sorted { first, second in
      first.0 == second.0 ? "\(first.1)" < "\(second.1)" : first.0 < second.0
    }.map(\.1)
  }
}

extension PostgresCatalog {
  /// What has changed since the last mark.
  var changesSinceMark: [CatalogChange] {
    var before = CatalogParts()
    var after = CatalogParts()
    func add<Key, Value>(
      _ table: ObjectTable<Key, Value>, _ body: (inout CatalogParts, Key, Value?) -> Void
    ) {
      for (key, old) in table.sinceMark {
        body(&before, key, old)
        body(&after, key, table[key])
      }
    }
    add(relations.table) { $0.add($1, $2) }
    add(schemas) { $0.add($1, $2) }
    add(routines) { $0.add($1, $2) }
    add(types) { $0.add($1, $2) }
    add(roles) { $0.add($1, $2) }
    add(defaultPrivileges) { $0.add($1, $2) }
    add(extensions) { parts, name, value in parts.values[.extension(name)] = value.map { .extension($0) } }
    add(publications) { parts, name, value in parts.values[.publication(name)] = value.map { .publication($0) } }
    add(comments) { parts, id, text in
      parts.values[.other(kind: "comment on", name: "\(id)")] = text.map { .comment($0) }
    }
    add(others) { parts, other, owner in
      parts.values[.other(kind: other.kind, name: other.name)] = owner.map { .other(owner: $0) }
    }
    return before.changes(to: after)
  }

  /// What turns this catalog into another.
  package func changes(to other: PostgresCatalog) -> [CatalogChange] { parts.changes(to: other.parts) }

  private var parts: CatalogParts {
    var parts = CatalogParts()
    for (name, value) in relations.entries { parts.add(name, value) }
    for (name, value) in schemas.entries { parts.add(name, value) }
    for (id, value) in routines.entries { parts.add(id, value) }
    for (name, value) in types.entries { parts.add(name, value) }
    for (name, value) in roles.entries { parts.add(name, value) }
    for (scope, value) in defaultPrivileges.entries { parts.add(scope, value) }
    for (name, value) in extensions.entries { parts.values[.extension(name)] = .extension(value) }
    for (name, value) in publications.entries { parts.values[.publication(name)] = .publication(value) }
    for (id, text) in comments.entries { parts.values[.other(kind: "comment on", name: "\(id)")] = .comment(text) }
    for (other, owner) in others.entries {
      parts.values[.other(kind: other.kind, name: other.name)] = .other(owner: owner)
    }
    return parts
  }

  /// How many objects and parts of objects there are.
  package var objectCount: Int { parts.values.count }
}
