internal import PostgresCatalog
internal import SQL

extension Statement {
  /// The locks that a statement takes on relations that are there before it, and what it does under them.
  ///
  /// A table of the forms, as PostgreSQL 15 showed them in `pg_locks` right after each statement.
  func locks(on tables: KnownTables) -> [TableLock] {
    switch self {
    case .createTable(let table): return table.locks
    case .createForeignTable(let table): return table.table?.locks ?? []
    case .alterTable(let table): return table.locks(on: tables)
    case .createIndex(let index):
      guard let relation = index.relation else { return [] }
      return index.concurrent
        ? [TableLock(relation, .shareUpdateExclusive)] : [TableLock(relation, .share, .index("CREATE INDEX"))]
    case .reindex(let reindex): return reindex.locks(on: tables)
    case .drop(let drop): return drop.locks(on: tables)
    case .rename(let rename): return rename.locks(on: tables)
    case .setSchema(let statement):
      return statement.relation.map { [TableLock($0, .accessExclusive, .rename("ALTER … SET SCHEMA"))] } ?? []
    case .changeOwner: return []
    case .createTrigger(let trigger): return trigger.relation.map { [TableLock($0, .shareRowExclusive)] } ?? []
    case .createRule(let rule): return rule.relation.map { [TableLock($0, .accessExclusive)] } ?? []
    case .createPolicy(let policy): return policy.table.map { [TableLock($0, .accessExclusive)] } ?? []
    case .alterPolicy(let policy): return policy.table.map { [TableLock($0, .accessExclusive)] } ?? []
    case .truncate(let truncate):
      let names = truncate.relations.map { RelationName($0) }
      let referencing = truncate.node.name("behavior") == "DROP_CASCADE" ? names.flatMap(tables.referencing) : []
      return (names + referencing).map { TableLock($0, .accessExclusive, .block("TRUNCATE")) }
    case .lockTable(let lock):
      return lock.relations.map { relation in
        // The numbers of lockdefs.h begin at 1.
        let mode = LockMode(rawValue: lock.mode - 1) ?? .accessExclusive
        return TableLock(relation, mode, mode.blocksWrites ? .block("LOCK TABLE") : .nothing)
      }
    case .refreshMaterializedView(let refresh):
      return refresh.relation.map { relation in
        refresh.concurrent
          ? [TableLock(relation, .exclusive)]
          : [TableLock(relation, .accessExclusive, .rewrite("REFRESH MATERIALIZED VIEW without CONCURRENTLY"))]
      } ?? []
    case .insert(let insert): return insert.relation.map { [TableLock($0, .rowExclusive)] } ?? []
    case .update(let update): return update.relation.map { [TableLock($0, .rowExclusive)] } ?? []
    case .delete(let delete): return delete.relation.map { [TableLock($0, .rowExclusive)] } ?? []
    case .merge(let merge): return merge.relation.map { [TableLock($0, .rowExclusive)] } ?? []
    case .other(let node): return node.maintenanceLocks
    default: return []
    }
  }
}

extension CreateTable {
  fileprivate var locks: [TableLock] {
    var locks: [TableLock] = []
    for element in elements {
      let constraints = ColumnDef(element)?.constraints ?? [Constraint(element)].compactMap(\.self)
      for constraint in constraints where constraint.type == .foreignKey {
        if let referenced = constraint.referenced { locks.append(TableLock(referenced, .shareRowExclusive)) }
      }
    }
    return locks + parents.map { TableLock($0, bound == nil ? .shareUpdateExclusive : .accessExclusive) }
  }
}

extension Reindex {
  fileprivate func locks(on tables: KnownTables) -> [TableLock] {
    guard let relation else { return [] }
    if parameters.last(where: { $0.name == "concurrently" })?.isOn == true { return [] }
    let name = RelationName(relation)
    let table = node.name("kind") == "REINDEX_OBJECT_INDEX" ? tables.table(ofIndex: name) : name
    return [TableLock(table ?? name, .share, .index("REINDEX"))]
  }
}

extension Drop {
  fileprivate func locks(on tables: KnownTables) -> [TableLock] {
    objects.flatMap { object -> [TableLock] in
      let parts = object.items?.compactMap(\.stringValue) ?? []
      switch type {
      case .index:
        guard let index = RelationName(parts) else { return [] }
        let table = tables.table(ofIndex: index) ?? index
        return concurrent
          ? [TableLock(table, .shareUpdateExclusive)] : [TableLock(table, .accessExclusive, .index("DROP INDEX"))]
      case .table:
        guard let table = RelationName(parts) else { return [] }
        return [TableLock(table, .accessExclusive)]
          + tables.referenced(by: table).map { TableLock($0, .accessExclusive) }
      case .trigger, .policy, .rule:
        return RelationName(parts.dropLast()).map { [TableLock($0, .accessExclusive)] } ?? []
      default: return []
      }
    }
  }
}

extension Rename {
  fileprivate func locks(on tables: KnownTables) -> [TableLock] {
    guard let relation else { return [] }
    switch type {
    case .table: return [TableLock(relation, .accessExclusive, .rename("the table `\(relation.name)`"))]
    case .column where relationType == .table || relationType == nil:
      return [TableLock(relation, .accessExclusive, .rename("the column `\(oldName)` of `\(relation.name)`"))]
    case .view: return [TableLock(relation, .accessExclusive, .rename("the view `\(relation.name)`"))]
    case .tableConstraint, .trigger, .policy, .rule: return [TableLock(relation, .accessExclusive)]
    default: return []
    }
  }
}

extension SQLNode {
  /// CLUSTER, VACUUM and ANALYZE.
  fileprivate var maintenanceLocks: [TableLock] {
    switch kind {
    case "ClusterStmt":
      return RangeVar(node("relation")).map { [TableLock($0, .accessExclusive, .rewrite("CLUSTER"))] } ?? []
    case "VacuumStmt":
      let isFull = nodes("options").compactMap { DefElem($0) }.contains { $0.name == "full" && $0.isOn }
      return nodes("rels").compactMap { RangeVar($0.node("relation")) }.map { relation in
        isFull
          ? TableLock(relation, .accessExclusive, .rewrite("VACUUM FULL")) : TableLock(relation, .shareUpdateExclusive)
      }
    default: return []
    }
  }
}
