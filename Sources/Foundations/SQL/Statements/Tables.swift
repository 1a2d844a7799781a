/// `CREATE TABLE`.
package struct CreateTable: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "CreateStmt"
    case relation, options
    case elements = "table_elts"
    case parents = "inh_relations"
    case bound = "partbound"
    case partitioning = "partspec"
    case ofType = "of_typename"
    case onCommit = "oncommit"
    case ifNotExists = "if_not_exists"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var relation: RangeVar? { view(.relation) }
  package var elements: [SQLNode] { children(.elements) }
  package var parents: [RangeVar] { views(.parents) }
  package var bound: PartitionBoundSpec? { view(.bound) }
  package var partitioning: PartitionSpec? { view(.partitioning) }
  package var ofType: TypeName? { view(.ofType) }
  package var options: [DefElem] { views(.options) }
  package var onCommit: OnCommitAction? { value(.onCommit) }
  package var ifNotExists: Bool { flag(.ifNotExists) }
}

/// What a temporary table does at the end of a transaction.
package enum OnCommitAction: String, SQLEnumeration {
  package static var origin: (kind: StaticString, field: String) { ("CreateStmt", "oncommit") }
  case drop = "ONCOMMIT_DROP"
  case deleteRows = "ONCOMMIT_DELETE_ROWS"
  case preserveRows = "ONCOMMIT_PRESERVE_ROWS"
}

/// `CREATE FOREIGN TABLE`.
package struct CreateForeignTable: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "CreateForeignTableStmt"
    case table = "base_stmt"
    case server = "servername"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var table: CreateTable? { view(.table) }
  package var server: String { text(.server) }
}

/// A column of a table or of a composite type.
package struct ColumnDef: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "ColumnDef"
    case constraints
    case name = "colname"
    case type = "type_name"
    case defaultExpression = "raw_default"
    case collation = "coll_clause"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: String { text(.name) }
  package var type: TypeName? { view(.type) }
  package var constraints: [Constraint] { views(.constraints) }
  package var defaultExpression: SQLNode? { child(.defaultExpression) }
  package var collation: CollateClause? { view(.collation) }
}

/// `COLLATE`.
package struct CollateClause: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "CollateClause"
    case name = "collname"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var name: [String] { strings(.name) }
}

/// A constraint of a column, a table or a domain.
package struct Constraint: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "Constraint"
    case deferrable, keys, including, exclusions, options
    case type = "contype"
    case name = "conname"
    case initiallyDeferred = "initdeferred"
    case isNoInherit = "is_no_inherit"
    case expression = "raw_expr"
    case generatedWhen = "generated_when"
    case nullsNotDistinct = "nulls_not_distinct"
    case indexName = "indexname"
    case accessMethod = "access_method"
    case condition = "where_clause"
    case referenced = "pktable"
    case foreignKeys = "fk_attrs"
    case primaryKeys = "pk_attrs"
    case match = "fk_matchtype"
    case onUpdate = "fk_upd_action"
    case onDelete = "fk_del_action"
    case deleteColumns = "fk_del_set_cols"
    case skipsValidation = "skip_validation"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var type: ConstraintType? { value(.type) }
  package var name: String? { optionalText(.name) }
  package var deferrable: Bool { flag(.deferrable) }
  package var initiallyDeferred: Bool { flag(.initiallyDeferred) }
  package var isNoInherit: Bool { flag(.isNoInherit) }
  package var expression: SQLNode? { child(.expression) }
  package var generatedWhen: String { text(.generatedWhen) }
  package var nullsNotDistinct: Bool { flag(.nullsNotDistinct) }
  package var keys: [String] { strings(.keys) }
  package var including: [String] { strings(.including) }
  package var exclusions: [SQLNode] { children(.exclusions) }
  package var options: [DefElem] { views(.options) }
  package var indexName: String? { optionalText(.indexName) }
  package var accessMethod: String { text(.accessMethod) }
  package var condition: SQLNode? { child(.condition) }
  package var referenced: RangeVar? { view(.referenced) }
  package var foreignKeys: [String] { strings(.foreignKeys) }
  package var primaryKeys: [String] { strings(.primaryKeys) }
  package var match: String { text(.match) }
  package var onUpdate: String { text(.onUpdate) }
  package var onDelete: String { text(.onDelete) }
  package var deleteColumns: [String] { strings(.deleteColumns) }
  package var skipsValidation: Bool { flag(.skipsValidation) }
}

/// What a constraint asks for.
package enum ConstraintType: String, SQLEnumeration {
  package static var origin: (kind: StaticString, field: String) { ("Constraint", "contype") }
  case null = "CONSTR_NULL"
  case notNull = "CONSTR_NOTNULL"
  case defaultValue = "CONSTR_DEFAULT"
  case identity = "CONSTR_IDENTITY"
  case generated = "CONSTR_GENERATED"
  case check = "CONSTR_CHECK"
  case primaryKey = "CONSTR_PRIMARY"
  case unique = "CONSTR_UNIQUE"
  case exclusion = "CONSTR_EXCLUSION"
  case foreignKey = "CONSTR_FOREIGN"
  case deferrable = "CONSTR_ATTR_DEFERRABLE"
  case notDeferrable = "CONSTR_ATTR_NOT_DEFERRABLE"
  case deferred = "CONSTR_ATTR_DEFERRED"
  case immediate = "CONSTR_ATTR_IMMEDIATE"
}

/// `LIKE` among the columns of a table.
package struct LikeClause: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "TableLikeClause"
    case relation, options
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var relation: RangeVar? { view(.relation) }
  package var options: Int { number(.options) }
}

/// `ALTER TABLE`, and the same of a view, an index, a sequence or a composite type.
package struct AlterTable: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "AlterTableStmt"
    case relation
    case commands = "cmds"
    case type = "objtype"
    case missingOk = "missing_ok"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var relation: RangeVar? { view(.relation) }
  package var commands: [AlterTableCommand] { views(.commands) }
  package var type: ObjectType? { value(.type) }
  package var missingOk: Bool { flag(.missingOk) }
}

/// One of the commands of `ALTER TABLE`.
package struct AlterTableCommand: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "AlterTableCmd"
    case name, behavior
    case type = "subtype"
    case newOwner = "newowner"
    case definition = "def"
    case missingOk = "missing_ok"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var type: AlterTableCommandType? { value(.type) }
  package var name: String? { optionalText(.name) }
  package var newOwner: RoleSpec? { view(.newOwner) }
  package var definition: SQLNode? { child(.definition) }
  package var behavior: DropBehavior? { value(.behavior) }
  package var missingOk: Bool { flag(.missingOk) }
}

/// What a command of `ALTER TABLE` does.
package enum AlterTableCommandType: String, SQLEnumeration {
  package static var origin: (kind: StaticString, field: String) { ("AlterTableCmd", "subtype") }
  case addColumn = "AT_AddColumn"
  case setDefault = "AT_ColumnDefault"
  case dropNotNull = "AT_DropNotNull"
  case setNotNull = "AT_SetNotNull"
  case dropExpression = "AT_DropExpression"
  case setStatistics = "AT_SetStatistics"
  case setColumnOptions = "AT_SetOptions"
  case resetColumnOptions = "AT_ResetOptions"
  case setStorage = "AT_SetStorage"
  case setCompression = "AT_SetCompression"
  case dropColumn = "AT_DropColumn"
  case addConstraint = "AT_AddConstraint"
  case alterConstraint = "AT_AlterConstraint"
  case validateConstraint = "AT_ValidateConstraint"
  case dropConstraint = "AT_DropConstraint"
  case alterType = "AT_AlterColumnType"
  case changeOwner = "AT_ChangeOwner"
  case clusterOn = "AT_ClusterOn"
  case dropCluster = "AT_DropCluster"
  case setLogged = "AT_SetLogged"
  case setUnlogged = "AT_SetUnLogged"
  case setAccessMethod = "AT_SetAccessMethod"
  case setTablespace = "AT_SetTableSpace"
  case setOptions = "AT_SetRelOptions"
  case resetOptions = "AT_ResetRelOptions"
  case enableTrigger = "AT_EnableTrig"
  case enableAlwaysTrigger = "AT_EnableAlwaysTrig"
  case enableReplicaTrigger = "AT_EnableReplicaTrig"
  case disableTrigger = "AT_DisableTrig"
  case enableAllTriggers = "AT_EnableTrigAll"
  case disableAllTriggers = "AT_DisableTrigAll"
  case enableUserTriggers = "AT_EnableTrigUser"
  case disableUserTriggers = "AT_DisableTrigUser"
  case enableRule = "AT_EnableRule"
  case disableRule = "AT_DisableRule"
  case addParent = "AT_AddInherit"
  case dropParent = "AT_DropInherit"
  case replicaIdentity = "AT_ReplicaIdentity"
  case enableRowSecurity = "AT_EnableRowSecurity"
  case disableRowSecurity = "AT_DisableRowSecurity"
  case forceRowSecurity = "AT_ForceRowSecurity"
  case noForceRowSecurity = "AT_NoForceRowSecurity"
  case attachPartition = "AT_AttachPartition"
  case detachPartition = "AT_DetachPartition"
  case detachPartitionFinalize = "AT_DetachPartitionFinalize"
  case addIdentity = "AT_AddIdentity"
  case setIdentity = "AT_SetIdentity"
  case dropIdentity = "AT_DropIdentity"
}

/// `CREATE TABLE … AS` and `CREATE MATERIALIZED VIEW`.
package struct CreateTableAs: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "CreateTableAsStmt"
    case query, into
    case type = "objtype"
    case ifNotExists = "if_not_exists"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var query: SQLNode? { child(.query) }
  package var into: IntoClause? { view(.into) }
  package var type: ObjectType? { value(.type) }
  package var ifNotExists: Bool { flag(.ifNotExists) }
}

/// The table that a query makes.
package struct IntoClause: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "IntoClause"
    case options
    case relation = "rel"
    case columns = "col_names"
    case onCommit = "on_commit"
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var relation: RangeVar? { view(.relation) }
  package var columns: [String] { strings(.columns) }
  package var options: [DefElem] { views(.options) }
  package var onCommit: OnCommitAction? { value(.onCommit) }
}

/// `TRUNCATE`.
package struct Truncate: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "TruncateStmt"
    case relations, behavior
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var relations: [RangeVar] { views(.relations) }
  package var behavior: DropBehavior? { value(.behavior) }
}

/// `LOCK TABLE`.
package struct LockTable: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "LockStmt"
    case relations, mode
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var relations: [RangeVar] { views(.relations) }
  package var mode: Int { number(.mode) }
}

/// `REFRESH MATERIALIZED VIEW`.
package struct RefreshMaterializedView: SQLView {
  package enum Field: String, SQLFieldName {
    package static let nodeKind: StaticString = "RefreshMatViewStmt"
    case relation, concurrent
  }

  package let node: SQLNode

  package init(unchecked node: SQLNode) { self.node = node }

  package var relation: RangeVar? { view(.relation) }
  package var concurrent: Bool { flag(.concurrent) }
}
