internal import SQL

extension CatalogReplay {
  mutating func runOnRelations(_ statement: Statement) throws(ReplayError) {
    switch statement {
    case .createTable(let statement): try createTable(statement, server: nil)
    case .createForeignTable(let statement):
      guard let table = statement.table else { return }
      try createTable(table, server: statement.server)
    case .createTableAs(let statement):
      try createTable(as: statement.query, into: statement.into, statement.type, ifNotExists: statement.ifNotExists)
    case .select(let statement):
      guard let into = statement.into else { return }
      try createTable(as: statement.node, into: into, .table, ifNotExists: false)
    case .alterTable(let statement): try alterTable(statement)
    case .createIndex(let statement): try createIndex(statement)
    case .createView(let statement): try createView(statement)
    case .createTrigger(let statement): try createTrigger(statement)
    case .createRule(let statement):
      let name = try require(statement.relation)
      if statement.name == "_RETURN" { throw ReplayError(.unsupported, .rule(name, statement.name)) }
      catalog.relations.alter(name) { $0.rules.insert(statement.name) }
    case .createPolicy(let statement): try createPolicy(statement)
    case .alterPolicy(let statement): try alterPolicy(statement)
    default: break
    }
  }

  /// Whether a relation, an index or a type has a name already.
  func isTaken(_ name: QualifiedName) -> Bool {
    catalog.relations[name] != nil || catalog.indexes[name] != nil || catalog.types[name] != nil
  }

  /// The name of a new relation; `nil` where it is there and the statement says that this is no error.
  func newRelation(_ relation: RangeVar?, ifNotExists: Bool) throws(ReplayError) -> QualifiedName? {
    guard let relation else { return nil }
    let name = try newName(relation)
    guard isTaken(name) else { return name }
    if ifNotExists { return nil }
    throw ReplayError(.duplicate, .relation(name))
  }

  mutating func insert(_ relation: Relation, _ name: QualifiedName) {
    catalog.relations[name] = relation
    catalog.doubts[.relation(name)] = nil
  }

  func newRelation(
    _ kind: Relation.Kind, _ name: QualifiedName, persistence: String = "p"
  ) -> Relation {
    var relation = Relation(kind, owner: session.role)
    relation.access = initialAccess(kind == .sequence ? .sequence : .table, in: name.schema)
    relation.persistence = persistence == "u" ? .unlogged : persistence == "t" ? .temporary : .permanent
    return relation
  }

  private mutating func createTable(_ statement: CreateTable, server: String?) throws(ReplayError) {
    guard let name = try newRelation(statement.relation, ifNotExists: statement.ifNotExists) else { return }
    let kind: Relation.Kind = server != nil ? .foreignTable : statement.partitioning == nil ? .table : .partitionedTable
    var relation = newRelation(kind, name, persistence: statement.relation?.persistence ?? "p")
    relation.foreignServer = server
    relation.options = Self.options(statement.options)
    if relation.persistence == .temporary {
      relation.options = statement.onCommit == .drop ? ["on_commit": "drop"] : [:]
    }
    for parent in statement.parents {
      let parentName = try require(parent)
      relation.parents.append(parentName)
      inherit(from: parentName, to: &relation)
    }
    if statement.bound != nil || statement.partitioning != nil {
      relation.partition = Partition(
        strategy: statement.partitioning.map { Self.strategy($0.strategy) }, isPartition: statement.bound != nil,
        isDefault: statement.bound?.isDefault == true)
    }
    if let type = statement.ofType {
      guard let typeName = resolveType(type.names), case .composite(let attributes)? = catalog.types[typeName]?.kind
      else { throw ReplayError(.unsupported, .relation(name)) }
      relation.columns += attributes
    }
    insert(relation, name)
    var constraints: [(Constraint, String?)] = []
    for element in statement.elements {
      if let definition = ColumnDef(element) {
        constraints += try addColumn(definition, to: name)
      } else if let constraint = Constraint(element) {
        constraints.append((constraint, nil))
      } else if let like = LikeClause(element) {
        try copyColumns(of: like, to: name)
      }
    }
    try addConstraints(constraints, to: name)
    for parent in relation.parents where relation.partition?.isPartition == true { cloneIndexes(of: parent, to: name) }
  }

  static func strategy(_ word: String) -> String {
    switch word.lowercased() {
    case "l", "list": "list"
    case "r", "range": "range"
    default: "hash"
    }
  }

  /// Takes over the columns and checks of a parent, as a child or a partition does.
  func inherit(from parent: QualifiedName, to relation: inout Relation) {
    guard let other = catalog.relations[parent] else { return }
    for column in other.columns where relation.column(column.name) == nil {
      var own = column
      own.identity = nil
      relation.columns.append(own)
    }
    for (name, constraint) in other.constraints {
      guard case .check(_, let noInherit) = constraint.kind, !noInherit else { continue }
      var own = constraint
      own.isInherited = true
      relation.constraints[name] = own
    }
  }

  /// `LIKE`: the columns with NOT NULL, and with options what else they have (`TableLikeOption`).
  private mutating func copyColumns(of like: LikeClause, to name: QualifiedName) throws(ReplayError) {
    let source = try require(like.relation)
    guard let other = catalog.relations[source] else { return }
    let options = like.options
    func includes(_ bit: Int) -> Bool { options & 1 << bit != 0 }
    var columns = other.columns
    for index in columns.indices {
      if !includes(3) { columns[index].defaultValue = nil }
      if !includes(4) { columns[index].generated = nil }
      columns[index].identity = nil
    }
    if includes(5), other.columns.contains(where: { $0.identity != nil }) {
      doubt(.relation(name), because: "identity columns are copied by LIKE")
    }
    let checks = other.constraints.filter { if case .check = $0.value.kind { includes(2) } else { false } }
    catalog.relations.alter(name) { relation in
      relation.columns += columns
      relation.constraints.merge(checks) { first, _ in first }
    }
    if includes(0) {
      for (column, text) in other.columns.compactMap({ column in
        catalog.comments[.column(source, column.name)].map { (column.name, $0) }
      }) { catalog.comments[.column(name, column)] = text }
    }
    if includes(6) { cloneIndexes(of: source, to: name) }
  }

  private mutating func createTable(
    as query: SQLNode?, into: IntoClause?, _ type: ObjectType?, ifNotExists: Bool
  ) throws(ReplayError) {
    guard let name = try newRelation(into?.relation, ifNotExists: ifNotExists) else { return }
    var reader = QueryReader(self)
    let columns = reader.columns(of: query)
    if let missing = reader.missing { throw missing }
    var relation = newRelation(
      type == .materializedView ? .materializedView : .table, name, persistence: into?.relation?.persistence ?? "p")
    relation.options = Self.options(into?.options ?? [])
    if into?.onCommit == .drop { relation.options = ["on_commit": "drop"] }
    relation.columns = (columns ?? []).map { Column($0.name, $0.type) }
    for (index, column) in (into?.columns ?? []).enumerated() where index < relation.columns.count {
      relation.columns[index].name = column
    }
    if type == .materializedView, let query {
      relation.view = ViewDefinition(query: Expression(query), reads: reader.reads)
    }
    insert(relation, name)
    if columns == nil { doubt(.relation(name), because: Self.unknownColumns) }
  }

  // MARK: Columns

  /// Adds a column without its constraints, and gives those back with the column that they are of.
  mutating func addColumn(_ definition: ColumnDef, to name: QualifiedName) throws(ReplayError) -> [(
    Constraint, String?
  )] {
    guard var relation = catalog.relations[name] else { return [] }
    var column = Column(definition.name, nil)
    let existing = relation.column(definition.name)
    if let existing, relation.parents.isEmpty {
      throw ReplayError(.duplicate, .column(name, existing.name))
    }
    if let existing { column = existing }
    let word = definition.type?.names.count == 1 ? definition.type?.names.last : nil
    if let base = word.flatMap({ TypeNames.serials[$0] }), definition.type?.isArray == false {
      column.type = base
      column.isNotNull = true
      let sequence = addSequence(for: definition.name, of: name, type: base, options: [])
      column.defaultValue = .nextValue(of: sequence)
    } else if definition.type != nil {
      column.type = try requireType(definition.type)
    }
    var rest: [(Constraint, String?)] = []
    let scope = relation.scope(adding: column)
    if let value = definition.defaultExpression {
      column.defaultValue = Self.defaultExpression(value, of: column.type, scope)
    }
    for constraint in definition.constraints {
      switch constraint.type {
      case .notNull: column.isNotNull = true
      case .defaultValue:
        column.defaultValue = constraint.expression.flatMap { Self.defaultExpression($0, of: column.type, scope) }
      case .generated: column.generated = constraint.expression.map { Expression($0, scope: scope) }
      case .identity:
        column.isNotNull = true
        column.identity = constraint.generatedWhen == "a" ? .always : .byDefault
        addSequence(for: definition.name, of: name, type: column.type ?? "bigint", options: constraint.options)
      case .null: break
      default: rest.append((constraint, definition.name))
      }
    }
    if let index = relation.columns.firstIndex(where: { $0.name == column.name }) {
      relation.columns[index] = column
    } else {
      relation.columns.append(column)
    }
    catalog.relations[name] = relation
    return rest
  }

  /// A default; what is written as NULL is none.
  static func defaultExpression(_ node: SQLNode, of type: String?, _ scope: [String: String?]) -> Expression? {
    if Constant(node)?.isNull == true { return nil }
    var expression = Expression(node, scope: scope)
    if let value = Constant(node)?.string?.text("sval") {
      let cast = NormalForm.isExact(value, as: type)
      expression.isExact = cast.isExact
      expression.form = cast.form
    }
    return expression
  }

  /// Makes the sequence of a serial or identity column.
  @discardableResult
  mutating func addSequence(
    for column: String, of table: QualifiedName, type: String, options: [DefElem]
  ) -> QualifiedName {
    var name = QualifiedName(table.schema, chooseName(table.name, column, "seq") { isTaken(.init(table.schema, $0)) })
    if let given = options.first(where: { $0.name == "sequence_name" })?.argument?.items?.compactMap(\.stringValue) {
      name = QualifiedName(given.count > 1 ? given[0] : table.schema, given.last ?? name.name)
    }
    var sequence = newRelation(.sequence, name)
    if let owner = catalog.relations[table]?.owner, owner != sequence.owner {
      sequence.access.changeOwner(from: sequence.owner, to: owner)
      sequence.owner = owner
    }
    var sequenceOptions = SequenceOptions()
    sequenceOptions.setType(type)
    sequenceOptions.apply(options)
    sequenceOptions.ownedBy = .init(table: table, column: column)
    sequence.sequence = sequenceOptions
    insert(sequence, name)
    return name
  }

  /// The type of a new column.
  ///
  /// - Throws: when there is no such type, as far as is known.
  func requireType(_ type: TypeName?) throws(ReplayError) -> String? {
    if let name = typeName(type) {
      guard let type, type.names.count > 1, type.names.first != "pg_catalog", let found = resolveType(type.names) else {
        return name
      }
      if catalog.types[found] != nil || catalog.relations[found] != nil { return name }
    }
    guard let type, !type.isReference, let last = type.names.last else { return nil }
    let isBuiltIn = TypeNames.builtIn(last) != nil && (type.names.count == 1 || type.names.first == "pg_catalog")
    if isBuiltIn || !catalog.extensions.entries.isEmpty || catalog.incompleteness != nil { return nil }
    if let schema = type.names.dropLast().last, catalog.doubts[.schema(schema)] != nil { return nil }
    throw ReplayError(.missing, .type(QualifiedName(type.names.dropLast().last ?? "public", last)))
  }

  func resolveType(_ names: [String]) -> QualifiedName? {
    guard let last = names.last else { return nil }
    if names.count > 1 { return QualifiedName(names[names.count - 2], last) }
    return resolve(last) { catalog.types[$0] != nil }
  }

  /// Options as the server keeps them: what has no value is `true`.
  static func options(_ elements: [DefElem]) -> [String: String] {
    var options: [String: String] = [:]
    for element in elements {
      let name = element.namespace.map { "\($0)." } ?? ""
      options[name + element.name.lowercased()] = element.value ?? "true"
    }
    return options
  }
}

extension Relation {
  func scope(adding column: Column? = nil) -> [String: String?] {
    var scope: [String: String?] = [:]
    for column in columns { scope[column.name] = .some(column.type) }
    if let column { scope[column.name] = .some(column.type) }
    return scope
  }
}
