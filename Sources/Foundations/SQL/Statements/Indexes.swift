/// `CREATE INDEX`, and the index of a constraint.
package struct CreateIndex: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "IndexStmt"
    case relation, options, unique, concurrent
    case name = "idxname"
    case method = "access_method"
    case elements = "index_params"
    case including = "index_including_params"
    case condition = "where_clause"
    case nullsNotDistinct = "nulls_not_distinct"
    case ifNotExists = "if_not_exists"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: String? { optionalText(.name) }
  package var relation: RangeVar? { view(.relation) }
  package var method: String { text(.method) }
  package var elements: [IndexElement] { views(.elements) }
  package var including: [IndexElement] { views(.including) }
  package var options: [DefElem] { views(.options) }
  package var condition: SQLNode? { child(.condition) }
  package var unique: Bool { flag(.unique) }
  package var nullsNotDistinct: Bool { flag(.nullsNotDistinct) }
  package var concurrent: Bool { flag(.concurrent) }
  package var ifNotExists: Bool { flag(.ifNotExists) }
}

/// A column or an expression of an index.
package struct IndexElement: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "IndexElem"
    case name, collation, ordering
    case expression = "expr"
    case operatorClass = "opclass"
    case nulls = "nulls_ordering"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: String? { optionalText(.name) }
  package var expression: SQLNode? { child(.expression) }
  package var collation: [String] { strings(.collation) }
  package var operatorClass: [String] { strings(.operatorClass) }
  package var ordering: SortOrder? { value(.ordering) }
  package var nulls: NullsOrder? { value(.nulls) }
}

/// The direction of an index or a query.
package enum SortOrder: String, SQLEnumeration {
  package static var origin: (kind: StaticString, field: String) { ("IndexElem", "ordering") }
  case ascending = "SORTBY_ASC"
  case descending = "SORTBY_DESC"
}

/// Where nulls are sorted.
package enum NullsOrder: String, SQLEnumeration {
  package static var origin: (kind: StaticString, field: String) { ("IndexElem", "nulls_ordering") }
  case first = "SORTBY_NULLS_FIRST"
  case last = "SORTBY_NULLS_LAST"
}

/// `REINDEX`.
package struct Reindex: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "ReindexStmt"
    case relation, name
    case parameters = "params"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var relation: RangeVar? { view(.relation) }
  package var name: String { text(.name) }
  package var parameters: [DefElem] { views(.parameters) }
}
