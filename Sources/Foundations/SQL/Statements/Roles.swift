/// `CREATE ROLE`, `CREATE USER` and `CREATE GROUP`.
package struct CreateRole: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "CreateRoleStmt"
    case role, options
    case type = "stmt_type"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var type: RoleStatementType? { value(.type) }
  package var role: String { text(.role) }
  package var options: [DefElem] { views(.options) }
}

/// The word that a role is made by.
package enum RoleStatementType: String, SQLEnumeration {
  package static var origin: (kind: StaticString, field: String) { ("CreateRoleStmt", "stmt_type") }
  case role = "ROLESTMT_ROLE"
  case user = "ROLESTMT_USER"
  case group = "ROLESTMT_GROUP"
}

/// `ALTER ROLE`; `action` is −1 where members of a group are dropped.
package struct AlterRole: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "AlterRoleStmt"
    case role, options, action
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var role: RoleSpec? { view(.role) }
  package var options: [DefElem] { views(.options) }
  package var action: Int { number(.action) }
}

/// `ALTER ROLE … SET`.
package struct AlterRoleSet: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "AlterRoleSetStmt"
    case role, database
    case setting = "setstmt"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var role: RoleSpec? { view(.role) }
  package var database: String? { optionalText(.database) }
  package var setting: SetVariable? { view(.setting) }
}

/// `DROP ROLE`.
package struct DropRole: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "DropRoleStmt"
    case roles
    case missingOk = "missing_ok"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var roles: [RoleSpec] { views(.roles) }
  package var missingOk: Bool { flag(.missingOk) }
}
