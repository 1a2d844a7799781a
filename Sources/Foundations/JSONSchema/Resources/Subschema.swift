package import Documents

/// A schema, or one inside of it, as it stands in its document.
package struct Subschema: Sendable {
  package let location: Location
  package let node: Node
  package let dialect: Dialect
  /// Whether it is the root of its document.
  package let isRoot: Bool

  /// The value of a keyword that the schema's dialect knows, and that no `$ref` beside it silences.
  package subscript(keyword: Keyword) -> Node? {
    guard dialect.knows(keyword), !isSilenced || keyword == .ref else { return nil }
    return node[keyword.rawValue]
  }

  /// Whether a `$ref` makes all other keywords silent.
  package var isSilenced: Bool { dialect.draft.refIsAlone && node["$ref"] != nil }

  /// The subschemas of a keyword.
  package func subschemas(of keyword: Keyword) -> [Node] {
    guard let value = self[keyword] else { return [] }
    var found: [Node] = []
    SchemaResources.forEachSubschema(of: keyword, in: value) { found.append(Node(tape: node.tape, index: $0)) }
    return found
  }

  /// The same for a schema that stands inside.
  package func inside(_ node: Node) -> Subschema {
    Subschema(
      location: Location(Int(location.document), node.index), node: node, dialect: dialect, isRoot: false)
  }
}

extension SchemaResources {
  /// The schemas that stand in a document, in the order of the text.
  package func subschemas(of document: Int) -> [Subschema] {
    subschemas.filter { Int($0.document) == document }.sorted { $0.index < $1.index }.map { subschema(at: $0) }
  }

  /// The schema that stands at a place.
  package func subschema(at location: Location) -> Subschema {
    Subschema(
      location: location, node: node(at: location), dialect: resources[resource(at: location)].dialect,
      isRoot: Int(location.index) == document(of: location).root.index)
  }
}
