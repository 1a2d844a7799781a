internal import PostgresCatalog
internal import SQL

/// What is known of the tables that a migration finds: nothing of a file by itself.
struct KnownTables {
  /// The database before the migration; `nil` where there is none to replay.
  var before: PostgresCatalog?

  /// The relations that the change makes itself, up to the statement, by the last part of their names.
  private var made: [String: [RelationName]] = [:]

  /// The indexes of those.
  private var madeIndexes: [RelationName: RelationName] = [:]

  init(before: PostgresCatalog?) {
    self.before = before
  }

  /// Takes a statement that comes before the next one.
  mutating func take(_ statement: Statement) {
    switch statement {
    case .createTable(let table): table.relation.map { make(RelationName($0)) }
    case .createTableAs(let table): table.into?.relation.map { make(RelationName($0)) }
    case .select(let query): query.into?.relation.map { make(RelationName($0)) }
    case .createIndex(let index):
      guard let name = index.name, let table = index.relation else { return }
      madeIndexes[RelationName([table.schema, name].compactMap(\.self)) ?? RelationName(table)] = RelationName(table)
    case .rename(let rename):
      guard rename.type == .table, let relation = rename.relation, isMade(RelationName(relation)) else { return }
      if let name = RelationName([relation.schema, rename.newName].compactMap(\.self)) { make(name) }
    case .doBlock(let block):
      for inner in ProceduralBody(block.options.first { $0.name == "as" }?.value ?? "")?.statements ?? [] {
        if case .doBlock = inner { continue }
        take(inner)
      }
    default: break
    }
  }

  private mutating func make(_ name: RelationName) { made[name.name, default: []].append(name) }

  func isMade(_ name: RelationName) -> Bool { made[name.name]?.contains { $0.matches(name) } ?? false }

  /// Whether a table that is there can have rows: not one that the change makes.
  func canHaveRows(_ name: RelationName) -> Bool { !isMade(name) }

  private func relation(_ name: RelationName) -> Relation? {
    guard let before else { return nil }
    if let schema = name.schema { return before.relations[QualifiedName(schema, name.name)] }
    if let found = before.relations[QualifiedName("public", name.name)] { return found }
    let found = before.relations.entries.filter { $0.key.name == name.name }
    return found.count == 1 ? found.first?.value : nil
  }

  func table(ofIndex name: RelationName) -> RelationName? {
    if let table = madeIndexes.first(where: { $0.key.matches(name) })?.value { return table }
    let found = before?.indexes.entries.first { index, _ in
      RelationName([index.schema, index.name])?.matches(name) == true
    }?.value
    return found.flatMap { RelationName([$0.schema, $0.name]) }
  }

  /// The tables that a table refers to by foreign keys.
  func referenced(by name: RelationName) -> [RelationName] {
    (relation(name)?.constraints ?? [:]).values.compactMap { constraint in
      guard case .foreignKey(let key) = constraint.kind else { return nil }
      return RelationName([key.table.schema, key.table.name])
    }
  }

  /// The tables that refer to a table by foreign keys.
  func referencing(_ name: RelationName) -> [RelationName] {
    guard let before else { return [] }
    return before.relations.entries.filter { _, relation in
      relation.constraints.values.contains { constraint in
        guard case .foreignKey(let key) = constraint.kind else { return false }
        return RelationName([key.table.schema, key.table.name])?.matches(name) == true
      }
    }.compactMap { RelationName([$0.key.schema, $0.key.name]) }
  }

  /// Whether a validated CHECK of an earlier migration says that a column is not null, so that SET NOT NULL need not look.
  func hasNotNullCheck(of column: String, in name: RelationName) -> Bool {
    relation(name)?.constraints.values.contains { constraint in
      guard case .check(let check, _) = constraint.kind, constraint.isValidated else { return false }
      return check.columnsNotNull.contains(column)
    } ?? false
  }

  /// Why a change of type writes every row anew; `nil` where PostgreSQL keeps the rows as they are.
  func rewriteReason(of column: String, in name: RelationName, to definition: ColumnDef?) -> String? {
    guard let new = definition?.type else { return nil }
    let words = "the type of `\(column)` changes"
    guard let old = relation(name)?.column(column)?.type else {
      // Without the old type only those are known to need no look that every text type fits in.
      return new.names.last == "text" && definition?.defaultExpression == nil ? nil : words
    }
    return definition?.defaultExpression == nil && StoredType(old).isKept(as: StoredType(new)) ? nil : words
  }
}

/// A type as far as its values look the same on disk.
struct StoredType {
  private let name: String
  private let modifiers: [Int]
  private let isArray: Bool

  /// Takes a type as `format_type` writes it.
  init(_ type: String) {
    isArray = type.hasSuffix("[]")
    let plain = isArray ? String(type.dropLast(2)) : type
    let parts = plain.split(separator: "(", maxSplits: 1)
    name = Self.plainName(
      String(parts.first ?? "") + (plain.split(separator: ")").dropFirst().first.map(String.init) ?? ""))
    modifiers =
      parts.count > 1
      ? parts[1].prefix { $0 != ")" }.split(separator: ",").compactMap { Int($0.filter { $0 != " " }) } : []
  }

  init(_ type: TypeName) {
    name = Self.plainName(type.names.last ?? "")
    modifiers = type.modifiers.compactMap { Constant($0)?.integer?.number("ival") }
    isArray = !type.arrayBounds.isEmpty
  }

  private static func plainName(_ name: String) -> String {
    switch name.filter({ $0 != " " || name.contains("time") || name.contains("varying") || name.contains("precision") })
    {
    case "character varying": "varchar"
    case "integer": "int4"
    case "bigint": "int8"
    case "smallint": "int2"
    case "timestamp with time zone": "timestamptz"
    case "timestamp without time zone": "timestamp"
    case "double precision": "float8"
    case "real": "float4"
    case "boolean": "bool"
    case "character": "bpchar"
    case "bit varying": "varbit"
    default: name
    }
  }

  /// Whether a column keeps its rows when it gets another type (ATColumnChangeRequiresRewrite).
  func isKept(as new: StoredType) -> Bool {
    guard isArray == new.isArray else { return false }
    switch (name, new.name) {
    case ("varchar", "varchar"), ("varbit", "varbit"):
      guard let length = new.modifiers.first else { return true }
      return modifiers.first.map { $0 <= length } ?? false
    case ("varchar", "text"), ("text", "text"): return true
    case ("text", "varchar"): return new.modifiers.isEmpty
    case ("numeric", "numeric"):
      guard let precision = new.modifiers.first else { return true }
      guard let old = modifiers.first else { return false }
      return old <= precision && (modifiers.dropFirst().first ?? 0) == (new.modifiers.dropFirst().first ?? 0)
    // With the session in UTC, as PostgreSQL checks it.
    case ("timestamp", "timestamptz"), ("timestamptz", "timestamp"):
      return modifiers == new.modifiers
    case ("cidr", "inet"): return true
    case ("timestamptz", "timestamptz"), ("timestamp", "timestamp"), ("time", "time"), ("timetz", "timetz"):
      return new.modifiers.first.map { new in modifiers.first.map { $0 <= new } ?? (new == 6) } ?? true
    default: return name == new.name && modifiers == new.modifiers
    }
  }
}
