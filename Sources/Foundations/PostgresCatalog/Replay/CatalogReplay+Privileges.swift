internal import SQL

extension CatalogReplay {
  mutating func runOnPrivileges(_ statement: Statement) throws(ReplayError) {
    switch statement {
    case .grant(let statement): try grant(statement)
    case .grantRole(let statement): grantRoles(statement)
    case .alterDefaultPrivileges(let statement): try alterDefaultPrivileges(statement)
    case .dropOwned(let statement): try dropOwned(statement)
    case .reassignOwned(let statement):
      let new = name(of: statement.newRole)
      for role in statement.roles.map(name(of:)) { reassign(from: role, to: new) }
    case .createRole(let statement): try createRole(statement)
    case .alterRole(let statement): alterRole(statement)
    case .alterRoleSet(let statement):
      guard let setting = statement.setting else { return }
      let value = setting.arguments.compactMap { Constant($0)?.string?.text("sval") }.joined(separator: ", ")
      catalog.roles.alter(name(of: statement.role)) { role in
        role.settings[setting.name] = setting.kind == .value ? value : nil
      }
    case .dropRole(let statement): try dropRoles(statement)
    case .changeOwner(let statement): try changeOwner(statement)
    default: break
    }
  }

  // MARK: Grants

  private mutating func grant(_ statement: Grant) throws(ReplayError) {
    guard let type = statement.type else { return }
    let kind: AccessKind
    switch type {
    case .table: kind = .table
    case .sequence: kind = .sequence
    case .schema: kind = .schema
    case .function, .procedure, .routine: kind = .routine
    case .type, .domain: kind = .type
    default: return
    }
    if statement.target == .allInSchema {
      for schema in statement.objects.compactMap(\.stringValue) {
        guard catalog.schemas[schema] != nil else { throw ReplayError(.missing, .schema(schema)) }
        if let reason = catalog.incompleteness { doubt(.schema(schema), because: reason) }
        for object in objects(kind, in: schema) { change(object, kind, by: statement) }
      }
      return
    }
    for object in statement.objects {
      switch kind {
      case .table, .sequence:
        let name = try require(RangeVar(object))
        try checkColumns(of: statement, in: name)
        change(.relation(name), catalog.relations[name]?.kind == .sequence ? .sequence : kind, by: statement)
      case .schema:
        let name = object.stringValue ?? ""
        guard catalog.schemas[name] != nil else { throw ReplayError(.missing, .schema(name)) }
        change(.schema(name), kind, by: statement)
      case .routine:
        guard let id = try requireRoutine(ObjectWithArgs(object)) else { continue }
        change(.routine(id), kind, by: statement)
      case .type:
        let names = TypeName(object)?.names ?? object.items?.compactMap(\.stringValue) ?? []
        guard let name = resolveType(names), catalog.types[name] != nil else { continue }
        change(.type(name), kind, by: statement)
      }
    }
  }

  private func checkColumns(of statement: Grant, in name: QualifiedName) throws(ReplayError) {
    guard let relation = catalog.relations[name], catalog.doubt(about: .relation(name)) == nil else { return }
    for column in statement.privileges.flatMap(\.columns) where relation.column(column) == nil {
      throw ReplayError(.missing, .column(name, column))
    }
  }

  private func objects(_ kind: AccessKind, in schema: String) -> [ObjectID] {
    switch kind {
    case .table:
      catalog.relations.entries.filter { $0.key.schema == schema && $0.value.kind != .sequence }
        .map { .relation($0.key) }
    case .sequence:
      catalog.relations.entries.filter { $0.key.schema == schema && $0.value.kind == .sequence }
        .map { .relation($0.key) }
    case .routine: catalog.routines.entries.keys.filter { $0.name.schema == schema }.map { .routine($0) }
    case .schema, .type: []
    }
  }

  private mutating func change(_ object: ObjectID, _ kind: AccessKind, by statement: Grant) {
    let grantees = statement.grantees.map(name(of:))
    switch object {
    case .relation(let name):
      catalog.relations.alter(name) { Self.change(&$0.access, kind, statement, grantees) }
    case .schema(let name): catalog.schemas.alter(name) { Self.change(&$0.access, kind, statement, grantees) }
    case .routine(let id): catalog.routines.alter(id) { Self.change(&$0.access, kind, statement, grantees) }
    case .type(let name): catalog.types.alter(name) { Self.change(&$0.access, kind, statement, grantees) }
    default: break
    }
  }

  private static func change(
    _ access: inout AccessList, _ kind: AccessKind, _ statement: Grant, _ grantees: [String]
  ) {
    var rights: [(Privilege, String?)] = []
    if statement.privileges.isEmpty { rights = kind.all.map { ($0, nil) } }
    for privilege in statement.privileges {
      let names: [Privilege] =
        privilege.name.isEmpty
        ? [.select, .insert, .update, .references] : Privilege(rawValue: privilege.name.uppercased()).map { [$0] } ?? []
      for name in names {
        rights += privilege.columns.isEmpty ? [(name, nil)] : privilege.columns.map { (name, $0) }
      }
    }
    for role in grantees {
      for (privilege, column) in rights {
        let right = AccessRight(role, privilege, column: column)
        if statement.isGrant {
          access.grant(right, grantable: statement.grantOption)
        } else {
          access.revoke(right, optionOnly: statement.grantOption)
        }
      }
    }
  }

  /// What a new object of the present role has: the defaults of the server, changed by those that were set.
  func initialAccess(_ kind: AccessKind, in schema: String) -> AccessList {
    var access = AccessList(kind, owner: session.role)
    guard !catalog.defaultPrivileges.entries.isEmpty else { return access }
    if let global = catalog.defaultPrivileges[.init(role: session.role, schema: nil, kind: kind)] { access = global }
    if let local = catalog.defaultPrivileges[.init(role: session.role, schema: schema, kind: kind)] {
      for (right, grantable) in local.rights { access.grant(right, grantable: grantable) }
    }
    return access
  }

  private mutating func alterDefaultPrivileges(_ statement: AlterDefaultPrivileges) throws(ReplayError) {
    guard let action = statement.action else { return }
    let kind: AccessKind
    switch action.type {
    case .table: kind = .table
    case .sequence: kind = .sequence
    case .function, .routine, .procedure: kind = .routine
    case .type: kind = .type
    case .schema: kind = .schema
    default: return
    }
    func list(_ name: String) -> [SQLNode] {
      statement.options.filter { $0.name == name }.flatMap { $0.argument?.items ?? [] }
    }
    let roles = list("roles").compactMap { RoleSpec($0) }.map(name(of:))
    let schemas = list("schemas").compactMap(\.stringValue)
    for schema in schemas where catalog.schemas[schema] == nil { throw ReplayError(.missing, .schema(schema)) }
    let grantees = action.grantees.map(name(of:))
    for role in roles.isEmpty ? [session.role] : roles {
      for schema in schemas.isEmpty ? [nil] : schemas.map(Optional.some) {
        let scope = DefaultPrivilegeScope(role: role, schema: schema, kind: kind)
        let initial = schema == nil ? AccessList(kind, owner: role) : AccessList()
        var access = catalog.defaultPrivileges[scope] ?? initial
        Self.change(&access, kind, action, grantees)
        catalog.defaultPrivileges[scope] = access == initial ? nil : access
      }
    }
  }

  // MARK: Roles

  private mutating func grantRoles(_ statement: GrantRole) {
    let members = statement.members.map(name(of:))
    for role in statement.roles.map(\.name) {
      for member in members {
        var entry = catalog.roles[member] ?? Role()
        if statement.isGrant {
          entry.memberships[role] = entry.memberships[role] == true || statement.hasAdminOption
        } else if statement.hasAdminOption {
          if entry.memberships[role] != nil { entry.memberships[role] = false }
        } else {
          entry.memberships[role] = nil
        }
        if catalog.roles[member] == nil {
          doubt(.role(member), because: "the role is made outside of these statements")
        }
        catalog.roles[member] = entry
      }
    }
  }

  private mutating func createRole(_ statement: CreateRole) throws(ReplayError) {
    let name = statement.role
    if catalog.roles[name] != nil, catalog.doubts[.role(name)] == nil { throw ReplayError(.duplicate, .role(name)) }
    var role = Role()
    role.canLogin = statement.type == .user
    Self.apply(statement.options, to: &role)
    catalog.roles[name] = role
    catalog.doubts[.role(name)] = nil
    for option in statement.options {
      let roles = option.argument?.items?.compactMap { RoleSpec($0) }.map { self.name(of: $0) } ?? []
      switch option.name {
      case "addroleto": for other in roles { catalog.roles.alter(name) { $0.memberships[other] = false } }
      case "rolemembers", "adminmembers":
        for other in roles { catalog.roles.alter(other) { $0.memberships[name] = option.name == "adminmembers" } }
      default: break
      }
    }
  }

  private mutating func alterRole(_ statement: AlterRole) {
    let name = name(of: statement.role)
    if catalog.roles[name] == nil {
      catalog.roles[name] = Role()
      doubt(.role(name), because: "the role is made outside of these statements")
    }
    catalog.roles.alter(name) { Self.apply(statement.options, to: &$0) }
    for option in statement.options where option.name == "rolemembers" {
      for member in option.argument?.items?.compactMap({ RoleSpec($0) }).map({ self.name(of: $0) }) ?? [] {
        catalog.roles.alter(member) { $0.memberships[name] = statement.action < 0 ? nil : false }
      }
    }
  }

  private static func apply(_ options: [DefElem], to role: inout Role) {
    for option in options {
      switch option.name {
      case "superuser": role.isSuperuser = option.isOn
      case "createdb": role.createsDatabases = option.isOn
      case "createrole": role.createsRoles = option.isOn
      case "canlogin": role.canLogin = option.isOn
      case "isreplication": role.replicates = option.isOn
      case "bypassrls": role.bypassesRowSecurity = option.isOn
      case "inherit": role.inherits = option.isOn
      default: break
      }
    }
  }

  private mutating func dropRoles(_ statement: DropRole) throws(ReplayError) {
    for role in statement.roles.map(name(of:)) where catalog.roles[role] != nil {
      if let object = catalog.firstObject(of: role) {
        throw ReplayError(.dependents, .role(role), "owns or may use \(object)")
      }
      catalog.roles[role] = nil
      for other in catalog.roles.entries.keys { catalog.roles.alter(other) { $0.memberships[role] = nil } }
    }
  }

  // MARK: Owners

  private mutating func changeOwner(_ statement: ChangeOwner) throws(ReplayError) {
    let owner = name(of: statement.newOwner)
    let names = statement.object?.items?.compactMap(\.stringValue) ?? statement.object?.stringValue.map { [$0] } ?? []
    switch statement.type {
    case .schema:
      guard let name = names.last, let old = catalog.schemas[name]?.owner else {
        throw ReplayError(.missing, .schema(names.last ?? ""))
      }
      catalog.schemas.alter(name) { schema in
        schema.access.changeOwner(from: old, to: owner)
        schema.owner = owner
      }
    case .function, .procedure, .routine, .aggregate:
      guard let id = try requireRoutine(ObjectWithArgs(statement.object)) else { return }
      catalog.routines.alter(id) { routine in
        routine.access.changeOwner(from: routine.owner, to: owner)
        routine.owner = owner
      }
    case .type, .domain:
      let parts = TypeName(statement.object)?.names ?? names
      guard let name = resolveType(parts) else { return }
      catalog.types.alter(name) { type in
        type.access.changeOwner(from: type.owner, to: owner)
        type.owner = owner
      }
    case .publication: catalog.publications.alter(names.last ?? "") { $0.owner = owner }
    default: break
    }
  }

  mutating func changeOwner(of name: QualifiedName, to owner: String) {
    func change(_ relation: inout Relation) {
      relation.access.changeOwner(from: relation.owner, to: owner)
      relation.owner = owner
    }
    catalog.relations.alter(name, change)
    // The sequences of its columns follow (ATExecChangeOwner).
    for (sequence, relation) in catalog.relations.entries where relation.sequence?.ownedBy?.table == name {
      catalog.relations.alter(sequence, change)
    }
  }

  private mutating func reassign(from old: String, to new: String) {
    for (name, relation) in catalog.relations.entries where relation.owner == old { changeOwner(of: name, to: new) }
    for (name, schema) in catalog.schemas.entries where schema.owner == old {
      catalog.schemas.alter(name) { schema in
        schema.access.changeOwner(from: old, to: new)
        schema.owner = new
      }
    }
    for (id, routine) in catalog.routines.entries where routine.owner == old {
      catalog.routines.alter(id) { routine in
        routine.access.changeOwner(from: old, to: new)
        routine.owner = new
      }
    }
    for (name, type) in catalog.types.entries where type.owner == old {
      catalog.types.alter(name) { type in
        type.access.changeOwner(from: old, to: new)
        type.owner = new
      }
    }
    for (name, publication) in catalog.publications.entries where publication.owner == old {
      catalog.publications.alter(name) { $0.owner = new }
    }
  }

  private mutating func dropOwned(_ statement: DropOwned) throws(ReplayError) {
    let isCascade = statement.behavior == .cascade
    for role in statement.roles.map(name(of:)) {
      for (name, relation) in catalog.relations.entries
      where relation.owner == role && catalog.relations[name] != nil {
        try dropRelation(name, cascade: true)
      }
      for (id, routine) in catalog.routines.entries where routine.owner == role { catalog.routines[id] = nil }
      for (name, type) in catalog.types.entries where type.owner == role { catalog.types[name] = nil }
      for (name, schema) in catalog.schemas.entries where schema.owner == role {
        try dropSchema(name, cascade: isCascade)
      }
      forget(grantsTo: role)
    }
  }

  private mutating func forget(grantsTo role: String) {
    func forget(_ access: inout AccessList) { access.rights = access.rights.filter { $0.key.role != role } }
    for name in catalog.relations.entries.keys {
      catalog.relations.alter(name) { relation in
        forget(&relation.access)
        for (policy, value) in relation.policies where value.roles.contains(role) {
          relation.policies[policy]?.roles.remove(role)
          if value.roles == [role] { relation.policies[policy] = nil }
        }
      }
    }
    for name in catalog.schemas.entries.keys { catalog.schemas.alter(name) { forget(&$0.access) } }
    for id in catalog.routines.entries.keys { catalog.routines.alter(id) { forget(&$0.access) } }
    for name in catalog.types.entries.keys { catalog.types.alter(name) { forget(&$0.access) } }
    for scope in catalog.defaultPrivileges.entries.keys {
      if scope.role == role { catalog.defaultPrivileges[scope] = nil }
      catalog.defaultPrivileges.alter(scope) { forget(&$0) }
    }
  }
}

extension PostgresCatalog {
  /// An object that a role owns or has a right to, which keeps it from being dropped.
  fileprivate func firstObject(of role: String) -> ObjectID? {
    func names(_ access: AccessList) -> Bool { access.rights.keys.contains { $0.role == role } }
    for (name, relation) in relations.entries
    where relation.owner == role || names(relation.access)
      || relation.policies.values.contains(where: { $0.roles.contains(role) })
    {
      return .relation(name)
    }
    for (name, schema) in schemas.entries where schema.owner == role || names(schema.access) { return .schema(name) }
    for (id, routine) in routines.entries where routine.owner == role || names(routine.access) { return .routine(id) }
    for (name, type) in types.entries where type.owner == role || names(type.access) { return .type(name) }
    for (scope, access) in defaultPrivileges.entries where scope.role == role || names(access) {
      return .defaultPrivileges(scope)
    }
    return nil
  }
}
