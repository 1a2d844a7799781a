internal import PostgresCatalog
internal import SQL

extension AlterTable {
  /// The locks of all its commands; each command takes the strongest that it needs.
  func locks(on tables: KnownTables) -> [TableLock] {
    guard let relation, type == .table || type == nil else { return [] }
    return commands.flatMap { $0.locks(on: relation, tables) }
  }
}

extension AlterTableCommand {
  fileprivate func locks(on table: RangeVar, _ tables: KnownTables) -> [TableLock] {
    func lock(_ mode: LockMode, _ work: TableLock.Work = .nothing) -> [TableLock] { [TableLock(table, mode, work)] }
    switch type {
    case .addColumn: return ColumnDef(definition).map { $0.locks(addedTo: table, tables) } ?? []
    case .addConstraint: return Constraint(definition).map { $0.locks(addedTo: table) } ?? []
    case .alterType:
      let new = ColumnDef(definition)
      guard let why = tables.rewriteReason(of: name ?? "", in: RelationName(table), to: new) else {
        return lock(.accessExclusive)
      }
      return lock(.accessExclusive, .rewrite(why))
    case .setNotNull:
      let isChecked = tables.hasNotNullCheck(of: name ?? "", in: RelationName(table))
      return lock(.accessExclusive, isChecked ? .nothing : .scan("SET NOT NULL of `\(name ?? "")`"))
    case .addIdentity: return lock(.accessExclusive)
    case .setLogged: return lock(.accessExclusive, .rewrite("SET LOGGED"))
    case .setUnlogged: return lock(.accessExclusive, .rewrite("SET UNLOGGED"))
    case .setAccessMethod: return lock(.accessExclusive, .rewrite("SET ACCESS METHOD"))
    case .setTablespace: return lock(.accessExclusive, .rewrite("SET TABLESPACE"))
    case .setStatistics, .setColumnOptions, .resetColumnOptions, .clusterOn, .dropCluster, .setOptions, .resetOptions,
      .validateConstraint:
      return lock(.shareUpdateExclusive)
    case .enableTrigger, .enableAlwaysTrigger, .enableReplicaTrigger, .disableTrigger, .enableUserTriggers,
      .disableUserTriggers, .enableAllTriggers:
      return lock(.shareRowExclusive)
    case .disableAllTriggers: return lock(.shareRowExclusive, .block("DISABLE TRIGGER ALL"))
    case .replicaIdentity: return lock(.accessExclusive, .block("REPLICA IDENTITY"))
    case .attachPartition:
      let child = PartitionCommand(definition)?.name
      return lock(.shareUpdateExclusive)
        + (child.map { [TableLock($0, .accessExclusive, .block("ATTACH PARTITION"))] } ?? [])
    case .detachPartition:
      guard let partition = PartitionCommand(definition), !partition.concurrent else {
        return lock(.shareUpdateExclusive)
      }
      return lock(.accessExclusive, .block("DETACH PARTITION"))
        + (partition.name.map { [TableLock($0, .accessExclusive)] } ?? [])
    default: return lock(.accessExclusive)
    }
  }
}

extension ColumnDef {
  fileprivate func locks(addedTo table: RangeVar, _ tables: KnownTables) -> [TableLock] {
    var locks = [TableLock(table, .accessExclusive)]
    func work(_ work: TableLock.Work) { locks.append(TableLock(table, .accessExclusive, work)) }
    let defaultValue = defaultExpression ?? constraints.first { $0.type == .defaultValue }?.expression
    let isSerial =
      type.map {
        ["serial", "serial2", "serial4", "serial8", "bigserial", "smallserial"].contains($0.names.last ?? "")
      } ?? false
    let isIdentity = constraints.contains { $0.type == .identity }
    let isGenerated = constraints.contains { $0.type == .generated }
    if isSerial { work(.rewrite("a serial column")) }
    if isIdentity { work(.rewrite("an identity column")) }
    if isGenerated { work(.rewrite("a stored generated column")) }
    if let defaultValue, let function = defaultValue.volatileCall {
      work(.rewrite("the default `\(function)` differs from row to row"))
    }
    let isNotNull = constraints.contains { $0.type == .notNull || $0.type == .primaryKey }
    let hasValue = defaultValue.map { !$0.isNull } ?? (isSerial || isIdentity || isGenerated)
    if isNotNull, !hasValue, tables.canHaveRows(RelationName(table)) { work(.rejectsRows(column: name)) }
    for constraint in constraints {
      switch constraint.type {
      case .primaryKey, .unique: work(.index("ADD COLUMN … \(constraint.type == .unique ? "UNIQUE" : "PRIMARY KEY")"))
      case .check where constraint.expression?.names(otherThan: name) == true:
        work(.scan("the CHECK of the new column `\(name)`"))
      case .foreignKey:
        if let referenced = constraint.referenced { locks.append(TableLock(referenced, .shareRowExclusive)) }
        // A column that is null everywhere has nothing to check.
        if let defaultValue, !defaultValue.isNull { work(.scan("the foreign key of `\(name)`")) }
      default: break
      }
    }
    return locks
  }
}

extension Constraint {
  fileprivate func locks(addedTo table: RangeVar) -> [TableLock] {
    let words = name.map { "the constraint `\($0)`" } ?? "the new constraint"
    switch type {
    case .check: return [TableLock(table, .accessExclusive, skipsValidation ? .nothing : .scan(words))]
    case .foreignKey:
      let other = referenced.map { [TableLock($0, .shareRowExclusive)] } ?? []
      return [TableLock(table, .shareRowExclusive, skipsValidation ? .nothing : .scan(words))] + other
    case .primaryKey, .unique, .exclusion:
      guard indexName == nil else { return [TableLock(table, .accessExclusive)] }
      let command = type == .unique ? "UNIQUE" : type == .primaryKey ? "PRIMARY KEY" : "EXCLUDE"
      return [TableLock(table, .accessExclusive, .index("ADD \(command)"))]
    default: return [TableLock(table, .accessExclusive)]
    }
  }
}

extension SQLNode {
  fileprivate var isNull: Bool {
    if let cast = TypeCast(self) { return cast.argument?.isNull == true }
    return Constant(self)?.isNull == true
  }

  /// A function in an expression that may give another value for each row; those of the catalog that do not are known.
  fileprivate var volatileCall: String? {
    var found: String?
    walk { node in
      guard found == nil, let call = FunctionCall(node), let name = call.name.last, !Self.stableFunctions.contains(name)
      else { return }
      found = "\(call.name.filter { $0 != "pg_catalog" }.joined(separator: "."))()"
    }
    return found
  }

  /// Functions that defaults of columns call, and whose value is the same for all rows of a statement (pg_proc.provolatile).
  private static let stableFunctions: Set<String> = [
    "now", "transaction_timestamp", "statement_timestamp", "current_setting", "current_user", "current_schema",
    "current_database", "session_user", "timezone", "lower", "upper", "to_char", "to_timestamp", "to_date",
    "date_trunc", "date_part", "make_interval", "make_date", "jsonb_build_object", "jsonb_build_array",
    "json_build_object", "json_build_array", "array_fill", "concat", "format", "md5", "nullif", "coalesce", "abs",
    "round", "floor", "ceil", "length", "repeat", "trim", "btrim", "ltrim", "rtrim", "encode", "decode", "int4range",
    "int8range", "numrange", "tsrange", "tstzrange", "daterange", "to_jsonb", "to_json", "to_tsvector", "point",
  ]

  /// Whether it reads a column of another name.
  fileprivate func names(otherThan column: String) -> Bool {
    var found = false
    walk { node in
      if let name = ColumnReference(node)?.fields.last?.stringValue, name != column { found = true }
    }
    return found
  }
}
