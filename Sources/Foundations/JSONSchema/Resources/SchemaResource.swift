/// A schema with an identity of its own: the root of a document, or a subschema with `$id` (core, §4.3.5).
package struct SchemaResource: Sendable {
  /// The URI that references inside are relative to, without a fragment.
  let base: URIReference
  package let root: Location
  package let dialect: Dialect
  /// The resource around it in the same document.
  let parent: Int?
  /// The subschemas that have names, by `$anchor`, `$dynamicAnchor` or, up to draft 7, `$id: "#name"`.
  package var anchors: [String: Location] = [:]
  package internal(set) var dynamicAnchors: Set<String> = []
  package internal(set) var isRecursiveAnchor = false

  /// The URI as text.
  package var uri: String { base.description }
}

/// A reference of a schema, for those who want to know where all of them lead.
package struct SchemaReference: Sendable {
  package let keyword: Keyword
  /// The string of the reference.
  package let location: Location
  /// The subschema that holds it.
  package let schema: Location
  /// The text of the reference.
  package let text: String
}
