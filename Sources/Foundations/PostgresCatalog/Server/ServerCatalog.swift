internal import SQL

/// The answers to ``ServerQuery``, made into a catalog.
struct ServerCatalog {
  private(set) var catalog = PostgresCatalog()

  /// A row by the places of its columns.
  private struct Row {
    let values: [String?]

    subscript(place: Int) -> String { values.indices.contains(place) ? values[place] ?? "" : "" }
    func optional(_ place: Int) -> String? { values.indices.contains(place) ? values[place] : nil }
    func isTrue(_ place: Int) -> Bool { self[place] == "t" }
    func list(_ place: Int) -> [String] { Self.parts(self[place], "\u{1e}") }
    var name: QualifiedName { QualifiedName(self[0], self[1]) }

    func pairs(_ place: Int) -> [[String]] { list(place).map { Self.parts($0, "\u{1f}") } }

    /// Settings and options, written `name=value`.
    func settings(_ place: Int) -> [String: String] {
      var settings: [String: String] = [:]
      for entry in list(place) {
        let parts = entry.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        settings[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
      }
      return settings
    }

    func access(_ place: Int, column: String? = nil) -> AccessList {
      var access = AccessList()
      for parts in pairs(place) where parts.count == 3 {
        guard let privilege = Privilege(rawValue: parts[1]) else { continue }
        access.grant(AccessRight(parts[0], privilege, column: column), grantable: parts[2] == "true")
      }
      return access
    }

    private static func parts(_ text: String, _ separator: Character) -> [String] {
      text.isEmpty ? [] : text.split(separator: separator, omittingEmptySubsequences: false).map(String.init)
    }
  }

  init(_ answers: [ServerQuery: [[String?]]]) {
    for query in ServerQuery.allCases {
      for values in answers[query] ?? [] { take(Row(values: values), of: query) }
    }
  }

  private mutating func take(_ row: Row, of query: ServerQuery) {
    switch query {
    case .schemas:
      var schema = Schema(owner: row[1])
      schema.access = row.access(2)
      catalog.schemas[row[0]] = schema
    case .relations: takeRelation(row)
    case .columns: takeColumn(row)
    case .constraints: takeConstraint(row)
    case .indexes: takeIndex(row)
    case .policies:
      let commands: [String: Policy.Command] = ["r": .select, "a": .insert, "w": .update, "d": .delete]
      let scope = catalog.relations[row.name]?.scope() ?? [:]
      let policy = Policy(
        command: commands[row[3]] ?? .all, isPermissive: row.isTrue(4), roles: Set(row.list(5)),
        using: expression(row.optional(6), scope), check: expression(row.optional(7), scope))
      catalog.relations.alter(row.name) { $0.policies[row[2]] = policy }
    case .triggers: takeTrigger(row)
    case .rules: catalog.relations.alter(row.name) { $0.rules.insert(row[2]) }
    case .reads: catalog.relations.alter(row.name) { $0.view?.reads.insert(QualifiedName(row[2], row[3])) }
    case .sequences: takeSequence(row)
    case .routines: takeRoutine(row)
    case .types: takeType(row)
    case .roles:
      var role = Role()
      role.isSuperuser = row.isTrue(1)
      role.createsDatabases = row.isTrue(2)
      role.createsRoles = row.isTrue(3)
      role.canLogin = row.isTrue(4)
      role.replicates = row.isTrue(5)
      role.bypassesRowSecurity = row.isTrue(6)
      role.inherits = row.isTrue(7)
      role.settings = row.settings(8)
      catalog.roles[row[0]] = role
    case .memberships: catalog.roles.alter(row[1]) { $0.memberships[row[0]] = row.isTrue(2) }
    case .extensions: catalog.extensions[row[0]] = Extension(schema: row[1])
    case .publications:
      var publication = Publication(owner: row[1], isForAllTables: row.isTrue(2))
      publication.tables = Set(row.pairs(3).map { QualifiedName($0[0], $0[1]) })
      publication.schemas = Set(row.list(4))
      catalog.publications[row[0]] = publication
    case .defaultPrivileges:
      let kinds: [String: AccessKind] = ["r": .table, "S": .sequence, "f": .routine, "T": .type, "n": .schema]
      guard let kind = kinds[row[2]] else { return }
      catalog.defaultPrivileges[.init(role: row[0], schema: row.optional(1), kind: kind)] = row.access(3)
    case .comments: takeComment(row)
    }
  }

  private mutating func takeRelation(_ row: Row) {
    let kinds: [String: Relation.Kind] = [
      "r": .table, "p": .partitionedTable, "v": .view, "m": .materializedView, "f": .foreignTable, "S": .sequence,
    ]
    guard let kind = kinds[row[2]] else { return }
    var relation = Relation(kind, owner: row[4])
    relation.persistence = row[3] == "u" ? .unlogged : row[3] == "t" ? .temporary : .permanent
    relation.options = row.settings(5)
    relation.rowSecurity = RowSecurity(isEnabled: row.isTrue(6), isForced: row.isTrue(7))
    relation.access = row.access(8)
    relation.parents = row.pairs(11).map { QualifiedName($0[0], $0[1]) }
    if row.isTrue(9) || row.optional(10) != nil {
      relation.partition = Partition(
        strategy: row.optional(10).map(CatalogReplay.strategy), isPartition: row.isTrue(9), isDefault: row.isTrue(12))
    }
    if let text = row.optional(13), let query = SQLParser.parse(SQLText(text)).statements.first?.tree {
      relation.view = ViewDefinition(query: Expression(query), reads: [])
    }
    relation.foreignServer = row.optional(14)
    catalog.relations[row.name] = relation
  }

  private mutating func takeColumn(_ row: Row) {
    var column = Column(row[2], row[3])
    column.isNotNull = row.isTrue(4)
    let scope = [row[2]: Optional(row[3])]
    if row[6] == "s" {
      column.generated = expression(row.optional(5), scope)
    } else {
      column.defaultValue = expression(row.optional(5), scope)
    }
    column.identity = row[7] == "a" ? .always : row[7] == "d" ? .byDefault : nil
    let rights = row.access(8, column: row[2]).rights
    catalog.relations.alter(row.name) { relation in
      relation.columns.append(column)
      relation.access.rights.merge(rights) { first, _ in first }
    }
  }

  private mutating func takeConstraint(_ row: Row) {
    let kind: TableConstraint.Kind
    var columns = row.list(4)
    switch row[3] {
    case "p": kind = .primaryKey
    case "u": kind = .unique(nullsNotDistinct: row.isTrue(17))
    case "x": kind = .exclusion
    case "f":
      kind = .foreignKey(
        .init(
          table: QualifiedName(row[5], row[6]), columns: row.list(7), onUpdate: row[8], onDelete: row[9],
          match: row[10]))
    default:
      let scope = catalog.relations[row.name]?.scope() ?? [:]
      guard let check = Self.check(row[16], scope) else { return }
      // The order of a check's columns says nothing.
      columns = catalog.relations[row.name]?.columns.map(\.name).filter(check.columns.contains) ?? columns
      kind = .check(check, noInherit: row.isTrue(15))
    }
    var constraint = TableConstraint(kind: kind, columns: columns)
    constraint.isValidated = row.isTrue(11)
    constraint.isDeferrable = row.isTrue(12)
    constraint.isInitiallyDeferred = row.isTrue(13)
    constraint.isInherited = row.isTrue(14)
    catalog.relations.alter(row.name) { $0.constraints[row[2]] = constraint }
  }

  /// The expression of `CHECK (…)` as the server writes a constraint.
  private static func check(_ definition: String, _ scope: [String: String?]) -> Expression? {
    let text = SQLText("ALTER TABLE t ADD CONSTRAINT c \(definition)")
    guard let statement = AlterTable(SQLParser.parse(text).statements.first?.tree),
      let expression = Constraint(statement.commands.first?.definition)?.expression
    else { return nil }
    return Expression(expression, scope: scope)
  }

  private mutating func takeIndex(_ row: Row) {
    guard let statement = CreateIndex(SQLParser.parse(SQLText(row[3])).statements.first?.tree),
      let relation = catalog.relations[row.name]
    else { return }
    var index = Index(statement, of: relation)
    index.isOfConstraint = row.isTrue(4)
    index.nullsNotDistinct = row.isTrue(5)
    catalog.indexes[QualifiedName(row[0], row[2])] = row.name
    catalog.relations.alter(row.name) { $0.indexes[row[2]] = index }
  }

  private mutating func takeTrigger(_ row: Row) {
    let bits = Int(row[3]) ?? 0
    let definition = CreateTrigger(SQLParser.parse(SQLText(row[8])).statements.first?.tree)
    var trigger = Trigger(
      function: QualifiedName(row[4], row[5]), isRow: bits & 1 != 0, timing: bits & (2 | 64), events: bits & 60,
      columns: row.list(6), condition: definition?.condition.map { Expression($0) })
    trigger.state = row[7]
    catalog.relations.alter(row.name) { $0.triggers[row[2]] = trigger }
  }

  private mutating func takeSequence(_ row: Row) {
    var options = SequenceOptions()
    options.type = row[2]
    options.start = Int(row[3]) ?? 1
    options.increment = Int(row[4]) ?? 1
    options.minimum = Int(row[5]) ?? 1
    options.maximum = Int(row[6]) ?? 1
    options.cache = Int(row[7]) ?? 1
    options.cycles = row.isTrue(8)
    if let table = row.optional(10), let column = row.optional(11) {
      options.ownedBy = .init(table: QualifiedName(row[9], table), column: column)
    }
    catalog.relations.alter(row.name) { $0.sequence = options }
  }

  private mutating func takeRoutine(_ row: Row) {
    let kind: Routine.Kind = row[3] == "p" ? .procedure : row[3] == "a" ? .aggregate : .function
    var routine = Routine(kind, owner: row[4], language: row[5])
    routine.returns = row.isTrue(6) ? "SETOF \(row[7])" : row[7]
    routine.isSecurityDefiner = row.isTrue(8)
    routine.volatility = row[9]
    routine.parallel = row[10]
    routine.isStrict = row.isTrue(11)
    routine.isLeakproof = row.isTrue(12)
    routine.settings = row.settings(13)
    routine.body = row[14]
    routine.access = row.access(15)
    catalog.routines[RoutineID(row.name, row.list(2))] = routine
  }

  private mutating func takeType(_ row: Row) {
    let kind: UserType.Kind
    switch row[2] {
    case "e": kind = .enumeration(row.list(4))
    case "c": kind = .composite(row.pairs(5).map { Column($0[0], $0[1]) })
    case "r": kind = .range(of: row.optional(10))
    default:
      var domain = UserType.Domain()
      domain.base = row.optional(6)
      domain.isNotNull = row.isTrue(7)
      domain.defaultValue = expression(row.optional(8), ["value": row.optional(6)])
      for parts in row.pairs(9) where parts.count == 2 {
        domain.checks[parts[0]] = Self.check(parts[1], ["value": row.optional(6)])
      }
      kind = .domain(domain)
    }
    var type = UserType(kind, owner: row[3])
    type.access = row.access(11)
    catalog.types[row.name] = type
  }

  private mutating func takeComment(_ row: Row) {
    let name = QualifiedName(row[1], row[2])
    let object: ObjectID
    switch row[0] {
    case "relation": object = row.optional(3).map { .column(name, $0) } ?? .relation(name)
    case "constraint": object = .constraint(name, row[3])
    case "policy": object = .policy(name, row[3])
    case "trigger": object = .trigger(name, row[3])
    case "index": object = .index(name, row[3])
    case "routine": object = .routine(RoutineID(name, row.list(3)))
    case "type": object = .type(name)
    default: object = .schema(row[1])
    }
    catalog.comments[object] = row[4]
  }

  private func expression(_ text: String?, _ scope: [String: String?]) -> Expression? {
    guard let text,
      let target = Select(SQLParser.parse(SQLText("SELECT \(text)")).statements.first?.tree)?.targets.first?.value
    else { return nil }
    return Expression(target, scope: scope)
  }
}

extension PostgresCatalog {
  /// What a server answers to each of the queries.
  package init(server answers: [ServerQuery: [[String?]]]) {
    self = ServerCatalog(answers).catalog
  }
}
