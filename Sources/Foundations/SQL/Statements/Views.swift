/// `CREATE VIEW`.
package struct CreateView: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "ViewStmt"
    case aliases, query, replace, options
    case relation = "view"
    case checkOption = "with_check_option"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var relation: RangeVar? { view(.relation) }
  package var aliases: [String] { strings(.aliases) }
  package var query: SQLNode? { child(.query) }
  package var replace: Bool { flag(.replace) }
  package var options: [DefElem] { views(.options) }
  package var checkOption: ViewCheckOption? { value(.checkOption) }
}

/// `WITH CHECK OPTION`.
package enum ViewCheckOption: String, SQLEnumeration {
  package static var origin: (kind: StaticString, field: String) { ("ViewStmt", "with_check_option") }
  case local = "LOCAL_CHECK_OPTION"
  case cascaded = "CASCADED_CHECK_OPTION"
}

/// `CREATE RULE`.
package struct CreateRule: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "RuleStmt"
    case relation, instead, actions, replace
    case name = "rulename"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var relation: RangeVar? { view(.relation) }
  package var name: String { text(.name) }
  package var instead: Bool { flag(.instead) }
  package var actions: [SQLNode] { children(.actions) }
  package var replace: Bool { flag(.replace) }
}
