package import Documents
package import JSONSchema

/// The schemas of messages, ready to be compiled: each format with the documents that its references lead to.
package struct MessageSchemas {
  /// A format that is read in its own way.
  private struct Key: Hashable {
    let draft: Draft
    let isOpenAPI: Bool
  }

  package let options: SchemaOptions
  private let dialects: [String: Draft]
  private let unresolved: SchemaResources.UnresolvedReferences
  private let loader: (String) -> Node?
  private var known: [Key: SchemaResources] = [:]
  private var mergedCount = 0

  package init(
    options: SchemaOptions, dialects: [String: Draft] = [:],
    unresolved: SchemaResources.UnresolvedReferences = .refused,
    loader: @escaping (String) -> Node?
  ) {
    self.options = options
    self.dialects = dialects
    self.unresolved = unresolved
    self.loader = loader
  }

  /// The location of a schema among the documents of its format; nil where the format is not executed.
  ///
  /// - Throws: a `SchemaError` where its document cannot be taken in.
  package mutating func location(
    of schema: MessageSchema, in set: DocumentSet
  ) throws(SchemaError) -> (resources: SchemaResources, location: Location)? {
    guard let draft = schema.format.draft else { return nil }
    let key = Key(draft: draft, isOpenAPI: schema.format == .openAPI)
    var resources = known[key] ?? resources(of: key)
    // It is held in one place, so that nothing of it is copied.
    known[key] = nil
    defer { known[key] = resources }
    let location: Location
    switch schema.content {
    case .written(let site):
      let root = set.documents[site.document].root
      let document = try resources.add(
        key.isOpenAPI ? OpenAPISchema.translated(root) : root, uri: set.uri(of: site))
      // What is translated is at the same way, and not at the same place.
      let node =
        key.isOpenAPI ? resources.node(at: document)[set.pointer(to: site)] : set.node(at: site)
      location = Location(Int(document.document), node?.index ?? 0)
    case .merged(let node):
      mergedCount += 1
      location = try resources.add(
        key.isOpenAPI ? OpenAPISchema.translated(node) : node, uri: "merged:\(mergedCount)")
    }
    try resources.walkIfNew(location)
    return (resources, location)
  }

  /// Replaces the documents of a format by those that compiling it has led to.
  package mutating func keep(_ resources: SchemaResources, of format: PayloadFormat) {
    guard let draft = format.draft else { return }
    known[Key(draft: draft, isOpenAPI: format == .openAPI)] = resources
  }

  private func resources(of key: Key) -> SchemaResources {
    let loader = loader
    return SchemaResources(defaultDraft: key.draft, dialects: dialects, unresolved: unresolved) { uri in
      key.isOpenAPI ? loader(uri).map { OpenAPISchema.translated($0) } : loader(uri)
    }
  }
}
