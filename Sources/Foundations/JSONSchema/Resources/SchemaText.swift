package import Documents

/// What can be told of a file that may hold a schema, before anything is compiled.
package enum SchemaText {
  /// Parses a file by the ending of its name; all but YAML is JSON.
  ///
  /// - Throws: a `DocumentError` where it is no document, or has defects that leave its meaning open.
  package static func document(_ bytes: [UInt8], path: String) throws(DocumentError) -> Document {
    let source = SourceText(bytes)
    let isYAML = path.hasSuffix(".yaml") || path.hasSuffix(".yml")
    let document = isYAML ? try Document.yaml(source) : try Document.json(source)
    try document.requireNoDefects(except: [.mergeKey])
    return document
  }

  /// The identifier that a document gives itself, without an empty fragment.
  package static func identifier(of root: Node) -> String? {
    let text = (root["$id"] ?? root["id"])?.string
    return text.map { $0.hasSuffix("#") ? String($0.dropLast()) : $0 }
  }

  /// Whether bytes stand somewhere in others.
  package static func contains(_ bytes: [UInt8], _ needle: [UInt8]) -> Bool {
    guard let first = needle.first, bytes.count >= needle.count else { return needle.isEmpty }
    let text = bytes.span
    let sought = needle.span
    for start in 0...(text.count - sought.count) where text[start] == first {
      var length = 1
      while length < sought.count, text[start + length] == sought[length] { length += 1 }
      if length == sought.count { return true }
    }
    return false
  }
}
