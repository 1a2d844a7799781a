extension CatalogDifference {
  /// Whether the whole object is there in one snapshot only.
  private var isWhole: Bool { before == nil || after == nil }

  private var isRelation: Bool {
    ["table", "view", "materialized view", "foreign table"].contains(parts.kind)
  }

  /// The objects that this one is a part of and goes away with, a relation by its name alone.
  private var owners: [String] {
    var owners: [String] = []
    let (kind, name) = parts
    if kind.hasSuffix(" column") { owners += Self.relation(of: name[...]) }
    if ["policy", "rule", "table constraint", "trigger"].contains(kind), let cut = name.firstRange(of: " on ") {
      owners.append(String(name[cut.upperBound...]))
    }
    if object.hasPrefix(Self.defaultValue) {
      owners.append("table column \(object.dropFirst(Self.defaultValue.count))")
      owners += Self.relation(of: object.dropFirst(Self.defaultValue.count))
    }
    // A composite type is a relation to the catalogs, and a type to everyone else.
    if object.hasPrefix(Self.compositeColumn) {
      owners += Self.relation(of: object.dropFirst(Self.compositeColumn.count)).map { "type \($0)" }
    } else if object.hasPrefix(Self.composite) {
      owners.append("type \(object.dropFirst(Self.composite.count))")
    }
    for attribute in before ?? after ?? [] {
      for key in ["indrelid: ", "stxrelid: ", "prrelid: ", "member of: "] where attribute.hasPrefix(key) {
        owners.append(String(attribute.dropFirst(key.count)))
      }
      if attribute.hasPrefix(Self.ownership) { owners += Self.relation(of: attribute.dropFirst(Self.ownership.count)) }
    }
    return owners
  }

  /// The relation of a column.
  private static func relation(of column: Substring) -> [String] { split(String(column)).map { [$0.relation] } ?? [] }

  static let defaultValue = "default value for "
  private static let composite = "composite type "
  private static let compositeColumn = "composite type column "

  /// What a sequence of a column says of it.
  private static let ownership = "owned by: table column "

  /// The index that a constraint has made, and that goes away with it; a foreign key only uses one.
  private var ownIndex: String? {
    let attributes = before ?? after ?? []
    guard attributes.contains(where: { ["contype: p", "contype: u", "contype: x"].contains($0) }) else { return nil }
    return attributes.first { $0.hasPrefix(Self.index) }.map { "index \($0.dropFirst(Self.index.count))" }
  }

  private static let index = "conindid: "

  /// Whether the list of the columns differs because some are left or missing: these are told themselves.
  private func listsColumns(of changed: Set<String>) -> Bool {
    guard !isWhole, !isColumnOrder, changed.contains(parts.name) else { return false }
    return (lost + gained).allSatisfy { $0.hasPrefix("\(Self.columnOrder): ") }
  }

  /// The relations of which some columns, and not all of the relation, are left or missing.
  package static func relationsWithColumns(_ differences: [CatalogDifference]) -> Set<String> {
    Set(
      differences.filter { $0.isWhole && $0.parts.kind.hasSuffix(" column") }.compactMap {
        split($0.parts.name)?.relation
      })
  }

  /// The tables and views of a snapshot of which something is different, themselves or a part of them.
  package static func touchedRelations(_ differences: [CatalogDifference], in snapshot: CatalogSnapshot) -> [String] {
    let kinds = ["table", "view", "materialized view", "foreign table"]
    let names = differences.flatMap { $0.isRelation ? [$0.parts.name] : $0.owners }
    return Set(names).filter { name in kinds.contains { snapshot.objects["\($0) \(name)"] != nil } }.sorted()
  }

  /// The differences without those that follow from others: what belongs to an object that is left, or missing, as a
  /// whole, and the list of the columns where a column is.
  package static func withoutParts(_ differences: [CatalogDifference]) -> [CatalogDifference] {
    // What is left does not explain what is missing.
    var left: Set<String> = []
    var missing: Set<String> = []
    var indexes: Set<String> = []
    for difference in differences where difference.isWhole {
      let names = [difference.object] + (difference.isRelation ? [difference.parts.name] : [])
      if let index = difference.ownIndex { indexes.insert(index) }
      if difference.before == nil { left.formUnion(names) } else { missing.formUnion(names) }
    }
    let changed = relationsWithColumns(differences)
    return differences.filter { difference in
      if difference.isRelation, difference.listsColumns(of: changed) { return false }
      guard difference.isWhole else { return true }
      guard !indexes.contains(difference.object) else { return false }
      let wholes = difference.before == nil ? left : missing
      return !difference.owners.contains { $0 != difference.object && wholes.contains($0) }
    }
  }
}
