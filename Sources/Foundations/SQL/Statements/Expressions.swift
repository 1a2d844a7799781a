/// A column by its name, perhaps with its relation.
package struct ColumnReference: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "ColumnRef"
    case fields
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var fields: [SQLNode] { children(.fields) }
}

/// A call of a function.
package struct FunctionCall: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "FuncCall"
    case name = "funcname"
    case arguments = "args"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: [String] { strings(.name) }
  package var arguments: [SQLNode] { children(.arguments) }
}

/// A cast of an expression to a type.
package struct TypeCast: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "TypeCast"
    case argument = "arg"
    case type = "type_name"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var argument: SQLNode? { child(.argument) }
  package var type: TypeName? { view(.type) }
}

/// A constant of SQL; `NULL` has no value.
package struct Constant: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "AConst"
    case integer = "ival"
    case float = "fval"
    case boolean = "boolval"
    case string = "sval"
    case isNull = "isnull"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var integer: SQLNode? { child(.integer) }
  package var float: SQLNode? { child(.float) }
  package var boolean: SQLNode? { child(.boolean) }
  package var string: SQLNode? { child(.string) }
  package var isNull: Bool { flag(.isNull) }
}

/// An operator with its operands, and what is written like one.
package struct OperatorExpression: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "AExpr"
    case kind, name
    case left = "lexpr"
    case right = "rexpr"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var kind: OperatorKind? { value(.kind) }
  package var name: [String] { strings(.name) }
  package var left: SQLNode? { child(.left) }
  package var right: SQLNode? { child(.right) }
}

/// How an operator is written.
package enum OperatorKind: String, SQLEnumeration {
  package static var origin: (kind: StaticString, field: String) { ("AExpr", "kind") }
  case plain = "AEXPR_OP"
  case any = "AEXPR_OP_ANY"
  case all = "AEXPR_OP_ALL"
  case distinct = "AEXPR_DISTINCT"
  case notDistinct = "AEXPR_NOT_DISTINCT"
  case nullIf = "AEXPR_NULLIF"
  case list = "AEXPR_IN"
  case like = "AEXPR_LIKE"
  case caseInsensitiveLike = "AEXPR_ILIKE"
  case similar = "AEXPR_SIMILAR"
  case between = "AEXPR_BETWEEN"
  case notBetween = "AEXPR_NOT_BETWEEN"
}

/// `AND`, `OR` and `NOT`.
package struct BooleanExpression: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "BoolExpr"
    case connective = "boolop"
    case arguments = "args"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var connective: BooleanOperator? { value(.connective) }
  package var arguments: [SQLNode] { children(.arguments) }
}

/// How truth values are combined.
package enum BooleanOperator: String, SQLEnumeration {
  package static var origin: (kind: StaticString, field: String) { ("BoolExpr", "boolop") }
  case and = "AND_EXPR"
  case or = "OR_EXPR"
  case not = "NOT_EXPR"
}

/// A query within an expression.
package struct SubLink: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "SubLink"
    case type = "sub_link_type"
    case test = "testexpr"
    case query = "subselect"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var type: SubLinkType? { value(.type) }
  package var test: SQLNode? { child(.test) }
  package var query: SQLNode? { child(.query) }
}

/// How a query within an expression is used.
package enum SubLinkType: String, SQLEnumeration {
  package static var origin: (kind: StaticString, field: String) { ("SubLink", "sub_link_type") }
  case exists = "EXISTS_SUBLINK"
  case all = "ALL_SUBLINK"
  case any = "ANY_SUBLINK"
  case expression = "EXPR_SUBLINK"
  case array = "ARRAY_SUBLINK"
}

/// `IS NULL` and `IS NOT NULL`.
package struct NullTest: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "NullTest"
    case argument = "arg"
    case type = "nulltesttype"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var argument: SQLNode? { child(.argument) }
}

extension NullTest {
  /// Whether it is `IS NOT NULL`.
  package var isNotNull: Bool { node.name(Field.type.rawValue) == "IS_NOT_NULL" }
}

/// `CASE`.
package struct CaseExpression: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "CaseExpr"
    case argument = "arg"
    case branches = "args"
    case defaultResult = "defresult"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var argument: SQLNode? { child(.argument) }
  package var branches: [SQLNode] { children(.branches) }
  package var defaultResult: SQLNode? { child(.defaultResult) }
}
