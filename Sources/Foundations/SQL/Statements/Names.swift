/// A relation by its name, as a statement has it.
package struct RangeVar: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "RangeVar"
    case alias
    case catalog = "catalogname"
    case schema = "schemaname"
    case name = "relname"
    case inherits = "inh"
    case persistence = "relpersistence"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var catalog: String? { optionalText(.catalog) }
  package var schema: String? { optionalText(.schema) }
  package var name: String { text(.name) }
  package var inherits: Bool { flag(.inherits) }
  package var persistence: String { text(.persistence) }
  package var alias: Alias? { view(.alias) }
}

/// Another name for a relation of a query, and for its columns.
package struct Alias: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "Alias"
    case name = "aliasname"
    case columns = "colnames"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: String { text(.name) }
  package var columns: [String] { strings(.columns) }
}

/// A type as a statement names it.
package struct TypeName: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "TypeName"
    case names
    case isSet = "setof"
    case isReference = "pct_type"
    case modifiers = "typmods"
    case arrayBounds = "array_bounds"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var names: [String] { strings(.names) }
  package var isSet: Bool { flag(.isSet) }
  package var isReference: Bool { flag(.isReference) }
  package var modifiers: [SQLNode] { children(.modifiers) }
  package var arrayBounds: [SQLNode] { children(.arrayBounds) }
}

/// A role, or a word that means one.
package struct RoleSpec: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "RoleSpec"
    case type = "roletype"
    case name = "rolename"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var type: RoleSpecType? { value(.type) }
  package var name: String { text(.name) }
}

/// How a statement names a role.
package enum RoleSpecType: String, SQLEnumeration {
  package static var origin: (kind: StaticString, field: String) { ("RoleSpec", "roletype") }
  case name = "ROLESPEC_CSTRING"
  case currentRole = "ROLESPEC_CURRENT_ROLE"
  case currentUser = "ROLESPEC_CURRENT_USER"
  case sessionUser = "ROLESPEC_SESSION_USER"
  case publicRole = "ROLESPEC_PUBLIC"
}

/// An option with its name and value, as most statements have them.
package struct DefElem: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "DefElem"
    case namespace = "defnamespace"
    case name = "defname"
    case argument = "arg"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var namespace: String? { optionalText(.namespace) }
  package var name: String { text(.name) }
  package var argument: SQLNode? { child(.argument) }
}

/// A routine or operator by its name and the types of its arguments.
package struct ObjectWithArgs: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "ObjectWithArgs"
    case name = "objname"
    case arguments = "objargs"
    case parameters = "objfuncargs"
    case isUnspecified = "args_unspecified"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: [String] { strings(.name) }
  package var arguments: [TypeName] { views(.arguments) }
  package var parameters: [FunctionParameter] { views(.parameters) }
  package var isUnspecified: Bool { flag(.isUnspecified) }
}

/// The kind of object that a statement is about.
package enum ObjectType: String, SQLEnumeration {
  package static var origin: (kind: StaticString, field: String) { ("DropStmt", "remove_type") }
  case accessMethod = "OBJECT_ACCESS_METHOD"
  case aggregate = "OBJECT_AGGREGATE"
  case attribute = "OBJECT_ATTRIBUTE"
  case cast = "OBJECT_CAST"
  case column = "OBJECT_COLUMN"
  case collation = "OBJECT_COLLATION"
  case conversion = "OBJECT_CONVERSION"
  case database = "OBJECT_DATABASE"
  case domain = "OBJECT_DOMAIN"
  case domainConstraint = "OBJECT_DOMCONSTRAINT"
  case eventTrigger = "OBJECT_EVENT_TRIGGER"
  case `extension` = "OBJECT_EXTENSION"
  case foreignDataWrapper = "OBJECT_FDW"
  case foreignServer = "OBJECT_FOREIGN_SERVER"
  case foreignTable = "OBJECT_FOREIGN_TABLE"
  case function = "OBJECT_FUNCTION"
  case index = "OBJECT_INDEX"
  case language = "OBJECT_LANGUAGE"
  case materializedView = "OBJECT_MATVIEW"
  case operatorClass = "OBJECT_OPCLASS"
  case operatorObject = "OBJECT_OPERATOR"
  case operatorFamily = "OBJECT_OPFAMILY"
  case policy = "OBJECT_POLICY"
  case procedure = "OBJECT_PROCEDURE"
  case publication = "OBJECT_PUBLICATION"
  case role = "OBJECT_ROLE"
  case routine = "OBJECT_ROUTINE"
  case rule = "OBJECT_RULE"
  case schema = "OBJECT_SCHEMA"
  case sequence = "OBJECT_SEQUENCE"
  case subscription = "OBJECT_SUBSCRIPTION"
  case statistics = "OBJECT_STATISTIC_EXT"
  case tableConstraint = "OBJECT_TABCONSTRAINT"
  case table = "OBJECT_TABLE"
  case tablespace = "OBJECT_TABLESPACE"
  case transform = "OBJECT_TRANSFORM"
  case trigger = "OBJECT_TRIGGER"
  case textSearchConfiguration = "OBJECT_TSCONFIGURATION"
  case textSearchDictionary = "OBJECT_TSDICTIONARY"
  case textSearchParser = "OBJECT_TSPARSER"
  case textSearchTemplate = "OBJECT_TSTEMPLATE"
  case type = "OBJECT_TYPE"
  case userMapping = "OBJECT_USER_MAPPING"
  case view = "OBJECT_VIEW"
}
