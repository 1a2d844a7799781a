/// `SELECT`, `VALUES` and their combinations.
package struct Select: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "SelectStmt"
    case into = "into_clause"
    case targets = "target_list"
    case from = "from_clause"
    case condition = "where_clause"
    case groups = "group_clause"
    case having = "having_clause"
    case values = "values_lists"
    case distinct = "distinct_clause"
    case sort = "sort_clause"
    case limit = "limit_count"
    case offset = "limit_offset"
    case with = "with_clause"
    case operation = "op"
    case left = "larg"
    case right = "rarg"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var into: IntoClause? { view(.into) }
  package var targets: [ResultTarget] { views(.targets) }
  package var from: [SQLNode] { children(.from) }
  package var condition: SQLNode? { child(.condition) }
  package var groups: [SQLNode] { children(.groups) }
  package var having: SQLNode? { child(.having) }
  package var values: [SQLNode] { children(.values) }
  package var distinct: [SQLNode] { children(.distinct) }
  package var sort: [SQLNode] { children(.sort) }
  package var limit: SQLNode? { child(.limit) }
  package var offset: SQLNode? { child(.offset) }
  package var with: WithClause? { view(.with) }
  package var operation: SetOperation? { value(.operation) }
  package var left: Select? { view(.left) }
  package var right: Select? { view(.right) }
}

/// How two queries are combined.
package enum SetOperation: String, SQLEnumeration {
  package static var origin: (kind: StaticString, field: String) { ("SelectStmt", "op") }
  case union = "SETOP_UNION"
  case intersect = "SETOP_INTERSECT"
  case except = "SETOP_EXCEPT"
}

/// A column of a result, or one that is set.
package struct ResultTarget: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "ResTarget"
    case name, indirection
    case value = "val"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: String? { optionalText(.name) }
  package var value: SQLNode? { child(.value) }
  package var indirection: [SQLNode] { children(.indirection) }
}

/// `WITH`.
package struct WithClause: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "WithClause"
    case expressions = "ctes"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var expressions: [CommonTableExpression] { views(.expressions) }
}

/// A query of `WITH`.
package struct CommonTableExpression: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "CommonTableExpr"
    case name = "ctename"
    case columns = "aliascolnames"
    case query = "ctequery"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: String { text(.name) }
  package var columns: [String] { strings(.columns) }
  package var query: SQLNode? { child(.query) }
}

/// A query in `FROM`.
package struct RangeSubselect: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "RangeSubselect"
    case alias
    case query = "subquery"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var query: SQLNode? { child(.query) }
  package var alias: Alias? { view(.alias) }
}

/// A function in `FROM`.
package struct RangeFunction: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "RangeFunction"
    case functions, alias
    case columns = "coldeflist"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var functions: [SQLNode] { children(.functions) }
  package var alias: Alias? { view(.alias) }
  package var columns: [ColumnDef] { views(.columns) }
}

/// A join in `FROM`.
package struct JoinExpression: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "JoinExpr"
    case alias
    case left = "larg"
    case right = "rarg"
    case isNatural = "is_natural"
    case using = "using_clause"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var left: SQLNode? { child(.left) }
  package var right: SQLNode? { child(.right) }
  package var isNatural: Bool { flag(.isNatural) }
  package var using: [String] { strings(.using) }
  package var alias: Alias? { view(.alias) }
}

/// `INSERT`.
package struct Insert: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "InsertStmt"
    case relation
    case columns = "cols"
    case query = "select_stmt"
    case with = "with_clause"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var relation: RangeVar? { view(.relation) }
  package var columns: [ResultTarget] { views(.columns) }
  package var query: SQLNode? { child(.query) }
  package var with: WithClause? { view(.with) }
}

/// `UPDATE`.
package struct Update: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "UpdateStmt"
    case relation
    case targets = "target_list"
    case condition = "where_clause"
    case with = "with_clause"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var relation: RangeVar? { view(.relation) }
  package var targets: [ResultTarget] { views(.targets) }
  package var condition: SQLNode? { child(.condition) }
  package var with: WithClause? { view(.with) }
}

/// `DELETE`.
package struct Delete: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "DeleteStmt"
    case relation
    case condition = "where_clause"
    case with = "with_clause"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var relation: RangeVar? { view(.relation) }
  package var condition: SQLNode? { child(.condition) }
  package var with: WithClause? { view(.with) }
}

/// `MERGE`.
package struct Merge: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "MergeStmt"
    case relation
    case with = "with_clause"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var relation: RangeVar? { view(.relation) }
  package var with: WithClause? { view(.with) }
}

/// `COPY`.
package struct Copy: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "CopyStmt"
    case relation, query, filename, options
    case isFrom = "is_from"
    case isProgram = "is_program"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var relation: RangeVar? { view(.relation) }
  package var query: SQLNode? { child(.query) }
  package var isFrom: Bool { flag(.isFrom) }
  package var isProgram: Bool { flag(.isProgram) }
  package var filename: String? { optionalText(.filename) }
  package var options: [DefElem] { views(.options) }
}
