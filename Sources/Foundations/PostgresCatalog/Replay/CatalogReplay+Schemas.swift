internal import SQL

extension CatalogReplay {
  mutating func runOnSchemas(_ statement: Statement) throws(ReplayError) {
    switch statement {
    case .createSchema(let statement): try createSchema(statement)
    case .createExtension(let statement):
      if catalog.extensions[statement.name] != nil {
        if statement.ifNotExists { return }
        throw ReplayError(.duplicate, .extension(statement.name))
      }
      let schema = statement.options.first { $0.name == "schema" }?.value
      catalog.extensions[statement.name] = Extension(schema: schema ?? schemasOnPath.dropFirst().first)
      if !["plpgsql", "pgcrypto", "uuid-ossp"].contains(statement.name), catalog.incompleteness == nil {
        doubt(.extension(statement.name), because: "what the extension brings along is not known")
      }
    case .createPublication(let statement):
      if catalog.publications[statement.name] != nil { throw ReplayError(.duplicate, .publication(statement.name)) }
      var publication = Publication(owner: session.role, isForAllTables: statement.isForAllTables)
      try add(statement.objects, to: &publication)
      catalog.publications[statement.name] = publication
    case .alterPublication(let statement): try alterPublication(statement)
    case .createSubscription(let statement): other("subscription", statement.name)
    case .createForeignServer(let statement): other("foreign server", statement.name)
    case .createForeignDataWrapper(let statement): other("foreign-data wrapper", statement.name)
    case .createUserMapping(let statement):
      other("user mapping", "\(name(of: statement.user)) on \(statement.server)")
    case .importForeignSchema(let statement):
      doubt(.schema(statement.localSchema), because: "tables are imported from a foreign server")
    case .createLanguage(let statement): other("language", statement.name)
    case .createStatistics(let statement): other("statistics", statement.name.joined(separator: "."))
    case .createEventTrigger(let statement): other("event trigger", statement.name)
    case .define(let statement): try define(statement)
    default: break
    }
  }

  private mutating func other(_ kind: String, _ name: String) {
    catalog.others[.init(kind: kind, name: name)] = session.role
  }

  private mutating func createSchema(_ statement: CreateSchema) throws(ReplayError) {
    let owner = statement.owner.map(name(of:)) ?? session.role
    let name = statement.name ?? owner
    if catalog.schemas[name] != nil {
      if statement.ifNotExists { return }
      throw ReplayError(.duplicate, .schema(name))
    }
    var schema = Schema(owner: owner)
    if owner == session.role { schema.access = initialAccess(.schema, in: "") }
    catalog.schemas[name] = schema
    catalog.doubts[.schema(name)] = nil
    let path = session.searchPath
    session.searchPath = [name] + path
    defer { session.searchPath = path }
    for element in statement.elements {
      let outcome = applyWithin(Statement(element))
      if let error = outcome { throw error }
    }
  }

  /// Applies a statement that is a part of another.
  mutating func applyWithin(_ statement: Statement) -> ReplayError? {
    let records = recordsChanges
    recordsChanges = false
    defer { recordsChanges = records }
    return apply(statement).failure
  }

  private mutating func alterPublication(_ statement: AlterPublication) throws(ReplayError) {
    guard var publication = catalog.publications[statement.name] else {
      throw ReplayError(.missing, .publication(statement.name))
    }
    guard !statement.objects.isEmpty else { return }
    var named = Publication(owner: publication.owner, isForAllTables: false)
    try add(statement.objects, to: &named)
    switch statement.action {
    case .drop:
      publication.tables.subtract(named.tables)
      publication.schemas.subtract(named.schemas)
    case .set:
      publication.tables = named.tables
      publication.schemas = named.schemas
    default:
      publication.tables.formUnion(named.tables)
      publication.schemas.formUnion(named.schemas)
    }
    catalog.publications[statement.name] = publication
  }

  private func add(_ objects: [PublicationObject], to publication: inout Publication) throws(ReplayError) {
    for object in objects {
      if let table = object.table {
        publication.tables.insert(try require(table.relation))
      } else if let schema = object.type == .currentSchema ? schemasOnPath.dropFirst().first : object.name {
        publication.schemas.insert(schema)
      }
    }
  }

  mutating func comment(_ statement: Comment) throws(ReplayError) {
    guard let object = try object(of: statement) else { return }
    catalog.comments[object] = statement.comment.isEmpty ? nil : statement.comment
  }

  private func object(of statement: Comment) throws(ReplayError) -> ObjectID? {
    let parts = statement.object?.items?.compactMap(\.stringValue) ?? statement.object?.stringValue.map { [$0] } ?? []
    let last = parts.last ?? ""
    func relation(_ parts: some Collection<String>) throws(ReplayError) -> QualifiedName {
      let parts = Array(parts)
      let name = parts.last ?? ""
      let found =
        parts.count > 1
        ? QualifiedName(parts[parts.count - 2], name) : resolve(name) { catalog.relations[$0] != nil }
      if let found, catalog.relations[found] != nil { return found }
      throw ReplayError(.missing, .relation(found ?? qualified(parts)))
    }
    switch statement.type {
    case .table, .view, .materializedView, .foreignTable, .sequence: return .relation(try relation(parts))
    case .column:
      let name = try relation(parts.dropLast())
      guard let table = catalog.relations[name],
        table.column(last) != nil || catalog.doubt(about: .relation(name)) != nil
      else { throw ReplayError(.missing, .column(name, last)) }
      return .column(name, last)
    case .tableConstraint: return .constraint(try relation(parts.dropLast()), last)
    case .policy:
      let name = try relation(parts.dropLast())
      guard catalog.relations[name]?.policies[last] != nil else { throw ReplayError(.missing, .policy(name, last)) }
      return .policy(name, last)
    case .trigger:
      let name = try relation(parts.dropLast())
      guard catalog.relations[name]?.triggers[last] != nil else { throw ReplayError(.missing, .trigger(name, last)) }
      return .trigger(name, last)
    case .rule: return .rule(try relation(parts.dropLast()), last)
    case .index:
      let found = parts.count > 1 ? qualified(parts) : resolve(last) { catalog.indexes[$0] != nil }
      guard let found, let table = catalog.indexes[found] else {
        throw ReplayError(.missing, .index(qualified(parts), last))
      }
      return .index(table, last)
    case .schema: return .schema(last)
    case .extension: return .extension(last)
    case .publication: return .publication(last)
    case .role: return .role(last)
    case .type, .domain:
      let names = TypeName(statement.object)?.names ?? parts
      guard let name = resolveType(names), catalog.types[name] != nil else {
        throw ReplayError(.missing, .type(qualified(names)))
      }
      return .type(name)
    case .function, .procedure, .routine, .aggregate:
      return try requireRoutine(ObjectWithArgs(statement.object)).map { .routine($0) }
    default: return nil
    }
  }
}
