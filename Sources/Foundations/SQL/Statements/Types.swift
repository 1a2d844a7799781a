/// `CREATE TYPE … AS ENUM`.
package struct CreateEnum: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "CreateEnumStmt"
    case name = "type_name"
    case values = "vals"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: [String] { strings(.name) }
  package var values: [String] { strings(.values) }
}

/// `ALTER TYPE … ADD VALUE` and `RENAME VALUE`.
package struct AlterEnum: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "AlterEnumStmt"
    case name = "type_name"
    case oldValue = "old_val"
    case newValue = "new_val"
    case neighbor = "new_val_neighbor"
    case isAfter = "new_val_is_after"
    case ifNotExists = "skip_if_new_val_exists"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: [String] { strings(.name) }
  package var oldValue: String? { optionalText(.oldValue) }
  package var newValue: String? { optionalText(.newValue) }
  package var neighbor: String? { optionalText(.neighbor) }
  package var isAfter: Bool { flag(.isAfter) }
  package var ifNotExists: Bool { flag(.ifNotExists) }
}

/// `CREATE TYPE … AS (…)`.
package struct CreateComposite: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "CompositeTypeStmt"
    case relation = "typevar"
    case attributes = "coldeflist"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var relation: RangeVar? { view(.relation) }
  package var attributes: [ColumnDef] { views(.attributes) }
}

/// `CREATE DOMAIN`.
package struct CreateDomain: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "CreateDomainStmt"
    case constraints
    case name = "domainname"
    case type = "type_name"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: [String] { strings(.name) }
  package var type: TypeName? { view(.type) }
  package var constraints: [Constraint] { views(.constraints) }
}

/// `ALTER DOMAIN`; `subtype` is a letter (parsenodes.h).
package struct AlterDomain: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "AlterDomainStmt"
    case subtype, name, behavior
    case typeName = "type_name"
    case definition = "def"
    case missingOk = "missing_ok"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var subtype: String { text(.subtype) }
  package var typeName: [String] { strings(.typeName) }
  package var name: String? { optionalText(.name) }
  package var definition: SQLNode? { child(.definition) }
  package var behavior: DropBehavior? { value(.behavior) }
  package var missingOk: Bool { flag(.missingOk) }
}

/// `CREATE TYPE … AS RANGE`.
package struct CreateRange: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "CreateRangeStmt"
    case name = "type_name"
    case parameters = "params"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: [String] { strings(.name) }
  package var parameters: [DefElem] { views(.parameters) }
}

/// `CREATE SEQUENCE`.
package struct CreateSequence: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "CreateSeqStmt"
    case sequence, options
    case ifNotExists = "if_not_exists"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var sequence: RangeVar? { view(.sequence) }
  package var options: [DefElem] { views(.options) }
  package var ifNotExists: Bool { flag(.ifNotExists) }
}

/// `ALTER SEQUENCE`.
package struct AlterSequence: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "AlterSeqStmt"
    case sequence, options
    case missingOk = "missing_ok"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var sequence: RangeVar? { view(.sequence) }
  package var options: [DefElem] { views(.options) }
  package var missingOk: Bool { flag(.missingOk) }
}
