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
      if !table.access.allows(role, .select) && !table.hasColumnRight(role) { return "not `\(name)`" }
      if table.isSecurityInvoker, let inner = obstacle(to: role, reading: table, depth: depth + 1) { return inner }
      if table.rowSecurity.isEnabled, !passesPolicy(role, of: table) { return "passes no policy of `\(name)`" }
    }
    return nil
  }

  /// Whether some policy of a table can let a role see rows.
  func passesPolicy(_ role: String, of table: Relation) -> Bool {
    after.roles[role]?.bypassesRowSecurity == true
      || table.policies.values.contains { policy in
        policy.isPermissive && (policy.command == .select || policy.command == .all)
          && (policy.roles.contains(role) || policy.roles.contains(AccessList.everyone))
      }
  }
}

extension Relation {
  func isOn(_ option: String) -> Bool {
    options[option].map { ["true", "on", "1", "yes"].contains($0.lowercased()) } ?? false
  }

  /// Whether it is a view that reads with the rights of its reader.
  var isSecurityInvoker: Bool { view != nil && isOn("security_invoker") }

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
