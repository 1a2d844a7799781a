/// `CREATE POLICY`.
package struct CreatePolicy: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "CreatePolicyStmt"
    case table, permissive, roles
    case name = "policy_name"
    case command = "cmd_name"
    case using = "qual"
    case check = "with_check"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: String { text(.name) }
  package var table: RangeVar? { view(.table) }
  package var command: String { text(.command) }
  package var permissive: Bool { flag(.permissive) }
  package var roles: [RoleSpec] { views(.roles) }
  package var using: SQLNode? { child(.using) }
  package var check: SQLNode? { child(.check) }
}

/// `ALTER POLICY`.
package struct AlterPolicy: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "AlterPolicyStmt"
    case table, roles
    case name = "policy_name"
    case using = "qual"
    case check = "with_check"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: String { text(.name) }
  package var table: RangeVar? { view(.table) }
  package var roles: [RoleSpec] { views(.roles) }
  package var using: SQLNode? { child(.using) }
  package var check: SQLNode? { child(.check) }
}
