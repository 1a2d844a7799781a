internal import PostgresCatalog
internal import SQL

/// Who may do what after a migration.
extension MigrationEffect {
  /// Whether a right that a statement gave is still there at the end.
  func stillAllows(_ right: AccessRight, on object: ObjectID) -> Bool {
    switch object {
    case .relation(let name): after.relations[name]?.access.rights[right] != nil
    case .defaultPrivileges(let scope): after.defaultPrivileges[scope]?.rights[right] != nil
    case .schema(let name): after.schemas[name]?.access.rights[right] != nil
    default: true
    }
  }

  /// The owner of what a right is about.
  func owner(of object: ObjectID) -> String {
    switch object {
    case .relation(let name): after.relations[name]?.owner ?? ""
    case .defaultPrivileges(let scope): scope.role
    case .schema(let name): after.schemas[name]?.owner ?? ""
    default: ""
    }
  }

  /// The SECURITY DEFINER functions that the way up makes or changes.
  var changedDefinerRoutines: [(RoutineID, Routine)] {
    var ids: Set<RoutineID> = []
    for change in steps.flatMap(\.changes) { if case .routine(let id) = change.object { ids.insert(id) } }
    return ids.sorted { $0.description < $1.description }.compactMap { id in
      after.routine(id).value.flatMap { $0.isSecurityDefiner ? (id, $0) : nil }
    }
  }

  /// What keeps a role from reading through a view with security_invoker; `nil` where nothing does.
  func obstacle(to role: String, reading view: Relation, depth: Int) -> String? {
    guard depth < 20 else { return nil }
    for name in view.view?.reads.sorted() ?? [] {
      guard let table = after.relation(name).value else { continue }
      if after.roles[role]?.isSuperuser == true || table.owner == role { continue }
      if !roles(of: role).contains(where: { table.access.allows($0, .select) }) {
        let columns = table.readableColumns(by: roles(of: role))
        if columns.isEmpty { return "not `\(name)`" }
        let unread = table.columns.map(\.name).filter { column in
          view.view?.query.columns.contains(column) == true && !columns.contains(column)
        }
        // A column of that name may be one of another table of the query.
        if let column = unread.first, view.view?.reads.count == 1 { return "not `\(name).\(column)`" }
      }
      if table.isSecurityInvoker, let inner = obstacle(to: role, reading: table, depth: depth + 1) { return inner }
      if table.rowSecurity.isEnabled, !passesPolicy(role, of: table) { return "passes no policy of `\(name)`" }
    }
    return nil
  }

  /// A role and all that it is a member of, directly or not.
  func roles(of role: String) -> Set<String> {
    var found: Set<String> = []
    var open = [role]
    while let next = open.popLast() {
      guard found.insert(next).inserted else { continue }
      open += after.roles[next].map { Array($0.memberships.keys) } ?? []
    }
    return found
  }

  /// Whether some policy of a table can let a role see rows.
  func passesPolicy(_ role: String, of table: Relation) -> Bool {
    after.roles[role]?.bypassesRowSecurity == true
      || table.policies.values.contains { policy in
        policy.isPermissive && (policy.command == .select || policy.command == .all)
          && policy.using.map { $0.form != "false" } == true
          && (!policy.roles.isDisjoint(with: roles(of: role)) || policy.roles.contains(AccessList.everyone))
      }
  }
}

extension Relation {
  func isOn(_ option: String) -> Bool {
    options[option].map { ["true", "on", "1", "yes"].contains($0.lowercased()) } ?? false
  }

  /// Whether it is a view that reads with the rights of its reader.
  var isSecurityInvoker: Bool { view != nil && isOn("security_invoker") }

  /// The columns that roles may read one by one.
  fileprivate func readableColumns(by roles: Set<String>) -> Set<String> {
    Set(
      access.rights.keys.compactMap { right in
        right.privilege == .select && (roles.contains(right.role) || right.role == AccessList.everyone)
          ? right.column : nil
      })
  }

  func hasColumnRight(_ role: String) -> Bool {
    access.rights.keys.contains { $0.privilege == .select && ($0.role == role || $0.role == AccessList.everyone) }
  }
}

extension Role {
  /// The attributes that put a role above policies and grants.
  var powers: [String] {
    [("SUPERUSER", isSuperuser), ("BYPASSRLS", bypassesRowSecurity), ("CREATEROLE", createsRoles)]
      .filter(\.1).map(\.0)
  }
}
