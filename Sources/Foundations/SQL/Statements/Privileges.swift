/// `GRANT` and `REVOKE` of privileges on objects.
package struct Grant: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "GrantStmt"
    case objects, privileges, grantees, behavior
    case isGrant = "is_grant"
    case target = "targtype"
    case type = "objtype"
    case grantOption = "grant_option"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var isGrant: Bool { flag(.isGrant) }
  package var target: GrantTarget? { value(.target) }
  package var type: ObjectType? { value(.type) }
  package var objects: [SQLNode] { children(.objects) }
  package var privileges: [AccessPrivilege] { views(.privileges) }
  package var grantees: [RoleSpec] { views(.grantees) }
  package var grantOption: Bool { flag(.grantOption) }
  package var behavior: DropBehavior? { value(.behavior) }
}

/// What `GRANT` names: objects, all objects of schemas, or those that are still to come.
package enum GrantTarget: String, SQLEnumeration {
  package static var origin: (kind: StaticString, field: String) { ("GrantStmt", "targtype") }
  case object = "ACL_TARGET_OBJECT"
  case allInSchema = "ACL_TARGET_ALL_IN_SCHEMA"
  case defaults = "ACL_TARGET_DEFAULTS"
}

/// A privilege, perhaps of some columns; of a membership, the role that is granted.
package struct AccessPrivilege: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "AccessPriv"
    case name = "priv_name"
    case columns = "cols"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: String { text(.name) }
  package var columns: [String] { strings(.columns) }
}

/// `GRANT` and `REVOKE` of memberships.
package struct GrantRole: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "GrantRoleStmt"
    case roles = "granted_roles"
    case members = "grantee_roles"
    case isGrant = "is_grant"
    case hasAdminOption = "admin_opt"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var roles: [AccessPrivilege] { views(.roles) }
  package var members: [RoleSpec] { views(.members) }
  package var isGrant: Bool { flag(.isGrant) }
  package var hasAdminOption: Bool { flag(.hasAdminOption) }
}

/// `ALTER DEFAULT PRIVILEGES`.
package struct AlterDefaultPrivileges: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "AlterDefaultPrivilegesStmt"
    case options, action
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var options: [DefElem] { views(.options) }
  package var action: Grant? { view(.action) }
}

/// `DROP OWNED`.
package struct DropOwned: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "DropOwnedStmt"
    case roles, behavior
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var roles: [RoleSpec] { views(.roles) }
  package var behavior: DropBehavior? { value(.behavior) }
}

/// `REASSIGN OWNED`.
package struct ReassignOwned: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "ReassignOwnedStmt"
    case roles
    case newRole = "newrole"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var roles: [RoleSpec] { views(.roles) }
  package var newRole: RoleSpec? { view(.newRole) }
}
