/// `CREATE FUNCTION` and `CREATE PROCEDURE`.
package struct CreateFunction: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "CreateFunctionStmt"
    case replace, parameters, options
    case isProcedure = "is_procedure"
    case name = "funcname"
    case returnType = "return_type"
    case sqlBody = "sql_body"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var isProcedure: Bool { flag(.isProcedure) }
  package var replace: Bool { flag(.replace) }
  package var name: [String] { strings(.name) }
  package var parameters: [FunctionParameter] { views(.parameters) }
  package var returnType: TypeName? { view(.returnType) }
  package var options: [DefElem] { views(.options) }
  package var sqlBody: SQLNode? { child(.sqlBody) }
}

/// A parameter of a routine, or a column of what it returns.
package struct FunctionParameter: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "FunctionParameter"
    case name, mode
    case type = "arg_type"
    case defaultExpression = "defexpr"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: String? { optionalText(.name) }
  package var type: TypeName? { view(.type) }
  package var mode: FunctionParameterMode? { value(.mode) }
  package var defaultExpression: SQLNode? { child(.defaultExpression) }
}

/// The direction of a parameter.
package enum FunctionParameterMode: String, SQLEnumeration {
  package static var origin: (kind: StaticString, field: String) { ("FunctionParameter", "mode") }
  case input = "FUNC_PARAM_IN"
  case output = "FUNC_PARAM_OUT"
  case inputOutput = "FUNC_PARAM_INOUT"
  case variadic = "FUNC_PARAM_VARIADIC"
  case table = "FUNC_PARAM_TABLE"
  case unnamed = "FUNC_PARAM_DEFAULT"
}

/// `ALTER FUNCTION` and `ALTER PROCEDURE`.
package struct AlterFunction: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "AlterFunctionStmt"
    case actions
    case type = "objtype"
    case routine = "func"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var type: ObjectType? { value(.type) }
  package var routine: ObjectWithArgs? { view(.routine) }
  package var actions: [DefElem] { views(.actions) }
}

/// `DO`.
package struct DoBlock: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "DoStmt"
    case options = "args"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var options: [DefElem] { views(.options) }
}

/// `CALL`.
package struct Call: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "CallStmt"
    case function = "funccall"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var function: FunctionCall? { view(.function) }
}

/// `CREATE AGGREGATE`, `OPERATOR`, `COLLATION`, `TYPE` without a body, and objects of text search.
package struct Define: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "DefineStmt"
    case kind, definition
    case name = "defnames"
    case arguments = "args"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var kind: ObjectType? { value(.kind) }
  package var name: [String] { strings(.name) }
  package var arguments: [SQLNode] { children(.arguments) }
  package var definition: [DefElem] { views(.definition) }
}

/// `CREATE TRIGGER`; `timing` and `events` are bits (pg_trigger.h).
package struct CreateTrigger: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "CreateTrigStmt"
    case replace, relation, timing, events, columns
    case isConstraint = "isconstraint"
    case name = "trigname"
    case function = "funcname"
    case arguments = "args"
    case isRow = "row"
    case condition = "when_clause"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var replace: Bool { flag(.replace) }
  package var isConstraint: Bool { flag(.isConstraint) }
  package var name: String { text(.name) }
  package var relation: RangeVar? { view(.relation) }
  package var function: [String] { strings(.function) }
  package var arguments: [String] { strings(.arguments) }
  package var isRow: Bool { flag(.isRow) }
  package var timing: Int { number(.timing) }
  package var events: Int { number(.events) }
  package var columns: [String] { strings(.columns) }
  package var condition: SQLNode? { child(.condition) }
}

/// `CREATE EVENT TRIGGER`.
package struct CreateEventTrigger: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "CreateEventTrigStmt"
    case name = "trigname"
    case event = "eventname"
    case function = "funcname"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: String { text(.name) }
  package var event: String { text(.event) }
  package var function: [String] { strings(.function) }
}
