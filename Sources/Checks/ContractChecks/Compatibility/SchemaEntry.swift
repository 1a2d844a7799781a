internal import Documents
internal import JSONSchema

/// A part of a document that others use: the whole, or one of the definitions where the whole asks for nothing.
struct SchemaEntry {
  /// The way to a definition; nil for the whole.
  let name: String?
  let old: Node
  /// Nil where it is there no more.
  let new: Node?

  /// The parts that two versions of a document have, in the order of the older one.
  ///
  /// A file of definitions accepts everything, so as a whole it would be compatible with anything. What it becomes does
  /// not matter: others have relied on the definitions.
  static func entries(of new: Node, and old: Node) -> [SchemaEntry] {
    guard let definitions = definitions(of: old) else { return [SchemaEntry(name: nil, old: old, new: new)] }
    return definitions.map { keyword, key, node in
      // The one keyword took the place of the other.
      let renamed = keyword == "definitions" ? "$defs" : "definitions"
      return SchemaEntry(name: "/\(keyword)/\(key)", old: node, new: new[keyword]?[key] ?? new[renamed]?[key])
    }
  }

  /// The definitions of a document that consists of them; nil for any other.
  static func definitions(of root: Node) -> [(keyword: String, key: String, node: Node)]? {
    guard let members = root.object,
      members.allSatisfy({ Keyword(rawValue: $0.key).map(idle.contains) ?? true })
    else { return nil }
    var found: [(String, String, Node)] = []
    for keyword in ["$defs", "definitions"] {
      for member in root[keyword]?.object.map(Array.init) ?? [] {
        found.append((keyword, member.key, member.value))
      }
    }
    return found.isEmpty ? nil : found
  }

  /// Keywords that ask nothing of a value.
  private static let idle: Set<Keyword> = [
    .schema, .id, .id4, .anchor, .comment, .vocabulary, .defs, .definitions, .title, .description, .examples,
    .deprecated,
  ]
}
