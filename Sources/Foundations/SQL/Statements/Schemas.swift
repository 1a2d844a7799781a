/// `CREATE SCHEMA`, perhaps with what is in it.
package struct CreateSchema: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "CreateSchemaStmt"
    case name = "schemaname"
    case owner = "authrole"
    case elements = "schema_elts"
    case ifNotExists = "if_not_exists"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: String? { optionalText(.name) }
  package var owner: RoleSpec? { view(.owner) }
  package var elements: [SQLNode] { children(.elements) }
  package var ifNotExists: Bool { flag(.ifNotExists) }
}

/// `CREATE EXTENSION`.
package struct CreateExtension: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "CreateExtensionStmt"
    case options
    case name = "extname"
    case ifNotExists = "if_not_exists"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: String { text(.name) }
  package var ifNotExists: Bool { flag(.ifNotExists) }
  package var options: [DefElem] { views(.options) }
}

/// `ALTER EXTENSION … UPDATE`.
package struct AlterExtension: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "AlterExtensionStmt"
    case options
    case name = "extname"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: String { text(.name) }
  package var options: [DefElem] { views(.options) }
}

/// `CREATE PUBLICATION`.
package struct CreatePublication: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "CreatePublicationStmt"
    case options
    case name = "pubname"
    case objects = "pubobjects"
    case isForAllTables = "for_all_tables"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: String { text(.name) }
  package var options: [DefElem] { views(.options) }
  package var objects: [PublicationObject] { views(.objects) }
  package var isForAllTables: Bool { flag(.isForAllTables) }
}

/// `ALTER PUBLICATION`.
package struct AlterPublication: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "AlterPublicationStmt"
    case options, action
    case name = "pubname"
    case objects = "pubobjects"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: String { text(.name) }
  package var options: [DefElem] { views(.options) }
  package var objects: [PublicationObject] { views(.objects) }
  package var action: PublicationAction? { value(.action) }
}

/// What becomes of the objects that `ALTER PUBLICATION` names.
package enum PublicationAction: String, SQLEnumeration {
  package static var origin: (kind: StaticString, field: String) { ("AlterPublicationStmt", "action") }
  case add = "AP_AddObjects"
  case drop = "AP_DropObjects"
  case set = "AP_SetObjects"
}

/// A table, or all tables of a schema, of a publication.
package struct PublicationObject: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "PublicationObjSpec"
    case name
    case type = "pubobjtype"
    case table = "pubtable"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var type: PublicationObjectType? { value(.type) }
  package var name: String? { optionalText(.name) }
  package var table: PublicationTable? { view(.table) }
}

/// What a publication names.
package enum PublicationObjectType: String, SQLEnumeration {
  package static var origin: (kind: StaticString, field: String) { ("PublicationObjSpec", "pubobjtype") }
  case table = "PUBLICATIONOBJ_TABLE"
  case schema = "PUBLICATIONOBJ_TABLES_IN_SCHEMA"
  case currentSchema = "PUBLICATIONOBJ_TABLES_IN_CUR_SCHEMA"
}

/// A table of a publication, with its rows and columns.
package struct PublicationTable: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "PublicationTable"
    case relation, columns
    case condition = "where_clause"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var relation: RangeVar? { view(.relation) }
  package var condition: SQLNode? { child(.condition) }
  package var columns: [String] { strings(.columns) }
}

/// `CREATE SUBSCRIPTION`.
package struct CreateSubscription: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "CreateSubscriptionStmt"
    case options
    case name = "subname"
    case connection = "conninfo"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: String { text(.name) }
  package var connection: String { text(.connection) }
  package var options: [DefElem] { views(.options) }
}

/// `CREATE SERVER`.
package struct CreateForeignServer: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "CreateForeignServerStmt"
    case name = "servername"
    case wrapper = "fdwname"
    case ifNotExists = "if_not_exists"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: String { text(.name) }
  package var wrapper: String { text(.wrapper) }
  package var ifNotExists: Bool { flag(.ifNotExists) }
}

/// `CREATE FOREIGN DATA WRAPPER`.
package struct CreateForeignDataWrapper: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "CreateFdwStmt"
    case name = "fdwname"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: String { text(.name) }
}

/// `CREATE USER MAPPING`.
package struct CreateUserMapping: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "CreateUserMappingStmt"
    case user
    case server = "servername"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var user: RoleSpec? { view(.user) }
  package var server: String { text(.server) }
}

/// `IMPORT FOREIGN SCHEMA`.
package struct ImportForeignSchema: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "ImportForeignSchemaStmt"
    case server = "server_name"
    case localSchema = "local_schema"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var server: String { text(.server) }
  package var localSchema: String { text(.localSchema) }
}

/// `CREATE LANGUAGE`.
package struct CreateLanguage: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "CreatePLangStmt"
    case name = "plname"
    case isTrusted = "pltrusted"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: String { text(.name) }
  package var isTrusted: Bool { flag(.isTrusted) }
}

/// `CREATE STATISTICS`.
package struct CreateStatistics: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "CreateStatsStmt"
    case name = "defnames"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: [String] { strings(.name) }
}
