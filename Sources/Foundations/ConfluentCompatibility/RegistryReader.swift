internal import Documents
internal import JSONSchema

/// Reads schemas as the registry does: by draft 7 where they do not say, and by kinds.
struct RegistryReader {
  private(set) var schemas: [RegistrySchema] = []
  private var sides: [SchemaResources]
  private var drafts: [Draft]
  private var known: [Source: Int] = [:]
  /// Small schemas of a resource that say the same are one.
  private var same: [Content: Int] = [:]
  private var waiting: [Source] = []

  /// Where a schema is read from.
  struct Source: Hashable {
    let side: Int
    /// In draft 4 the keywords beside a `$ref` come first, and what it leads to second.
    let layers: [Location]
  }

  private struct Content: Hashable {
    let side: Int
    let resource: Int
    let node: Node
  }

  init(_ sides: [SchemaResources]) {
    self.sides = sides
    drafts = sides.map { _ in .draft7 }
  }

  /// Reads a schema of a side and whatever it leads to.
  mutating func read(_ location: Location, on side: Int) throws(RegistryFailure) -> Int {
    drafts[side] = Self.draft(of: sides[side].node(at: location))
    let root = schema(at: Source(side: side, layers: [location]))
    while let source = waiting.popLast() {
      guard schemas.count < Self.limit else { throw RegistryFailure(reason: "the schemas are too many to compare") }
      guard let place = known[source] else { continue }
      let filled = try filled(from: source)
      schemas[place] = filled
    }
    return root
  }

  /// Puts combinations into the order in which they are compared, once everything is read.
  mutating func arrange() {
    for place in schemas.indices where schemas[place].kind == .combined {
      var parts = schemas[place].parts
      if schemas[place].isModern, !schemas[place].isMadeUp {
        // The later drafts are translated, and the parts of an alternative become alternatives.
        parts = parts.flatMap { schemas[$0].isMadeUp ? schemas[$0].parts : [$0] }
      }
      schemas[place].parts =
        parts.filter { schemas[$0].kind == .combined } + parts.filter { schemas[$0].kind != .combined }
    }
  }

  /// The place of a schema that is read now or later.
  mutating func schema(at source: Source) -> Int {
    if let place = known[source] { return place }
    if let content = content(of: source) {
      if let place = same[content] {
        known[source] = place
        return place
      }
      same[content] = schemas.count
    }
    known[source] = schemas.count
    waiting.append(source)
    schemas.append(RegistrySchema())
    return schemas.count - 1
  }

  private func content(of source: Source) -> Content? {
    guard source.layers.count == 1 else { return nil }
    let side = sides[source.side]
    let node = side.node(at: source.layers[0])
    guard node.tape.entries[node.index].stride <= 1_000 else { return nil }
    return Content(side: source.side, resource: side.resource(at: source.layers[0]), node: node)
  }

  /// The place of a schema that has no source of its own.
  mutating func part(_ schema: RegistrySchema) -> Int {
    schemas.append(schema)
    return schemas.count - 1
  }

  func draft(of source: Source) -> Draft { drafts[source.side] }

  private static func draft(of root: Node) -> Draft {
    guard let uri = root["$schema"]?.string else { return .draft7 }
    let bare = uri.hasPrefix("https:") ? uri.dropFirst(6) : uri.dropFirst(5)
    return Draft.allCases.first { bare.hasPrefix($0.metaschema.drop { $0 != "/" }) } ?? .draft7
  }

  private static let limit = 300_000

  // MARK: Values

  /// A keyword's value, and where it stands.
  struct Value {
    let node: Node
    let document: Int
    let side: Int

    var source: Source { source(of: node) }

    func source(of inner: Node) -> Source { Source(side: side, layers: [Location(document, inner.index)]) }
  }

  func value(_ keyword: String, _ source: Source) -> Value? {
    for layer in source.layers {
      if keyword == "$ref", layer == source.layers.first, source.layers.count > 1 { continue }
      if let node = sides[source.side].node(at: layer)[keyword] {
        return Value(node: node, document: Int(layer.document), side: source.side)
      }
    }
    return nil
  }

  /// Makes the failure on a value that should be something else.
  func unfit(_ keyword: String, _ expected: String) -> RegistryFailure {
    RegistryFailure(reason: "the registry expects \(expected) behind \"\(keyword)\"")
  }

  /// The place of a subschema.
  mutating func inner(_ value: Value, _ keyword: String) throws(RegistryFailure) -> Int {
    try inner(value.node, of: value, keyword)
  }

  mutating func inner(_ node: Node, of value: Value, _ keyword: String) throws(RegistryFailure) -> Int {
    let takesBooleans = drafts[value.side] >= .draft6
    guard node.kind == .object || takesBooleans && node.kind == .boolean else {
      throw unfit(keyword, takesBooleans ? "a schema" : "an object")
    }
    return schema(at: value.source(of: node))
  }

  // MARK: References

  /// The place of what a reference leads to.
  mutating func target(of reference: Value, _ source: Source) throws(RegistryFailure) -> Int {
    guard let text = reference.node.string else { throw unfit("$ref", "a string") }
    let location: Location
    do throws(SchemaError) {
      location = try sides[source.side].resolve(text, at: Location(reference.document, reference.node.index))
    } catch {
      throw RegistryFailure(reason: error.message)
    }
    let members = sides[source.side].node(at: source.layers[0]).object?.count ?? 0
    let isExtended = drafts[source.side] == .draft4 && members > 1 && source.layers[0] != location
    return schema(at: Source(side: source.side, layers: isExtended ? [source.layers[0], location] : [location]))
  }

  func node(at source: Source) -> Node {
    sides[source.side].node(at: source.layers[source.layers.count - 1])
  }
}
