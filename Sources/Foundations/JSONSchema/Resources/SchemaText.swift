package import Documents

/// What can be told of a file that may hold a schema, before anything is compiled.
package enum SchemaText {
  /// Parses a file by the ending of its name; all but YAML is JSON.
  ///
  /// - Throws: a `DocumentError` where it is no document, or has defects that leave its meaning open.
  package static func document(_ bytes: [UInt8], path: String) throws(DocumentError) -> Document {
    let source = SourceText(bytes)
    let document = isYAML(path) ? try Document.yaml(source) : try Document.json(source)
    try document.requireNoDefects(except: [.mergeKey])
    return document
  }

  /// Whether a file is read as YAML, by the ending of its name; all others are JSON.
  package static func isYAML(_ path: String) -> Bool { isYAML(Array(path.utf8)) }

  /// The same of a path that need not be text.
  package static func isYAML(_ path: [UInt8]) -> Bool { hasEnding(path, ".yaml") || hasEnding(path, ".yml") }

  /// Whether a path ends with these lower-case letters and dots, in any case.
  package static func hasEnding(_ path: [UInt8], _ ending: String) -> Bool {
    var rest = path.count
    for expected in ending.utf8.reversed() {
      rest -= 1
      guard rest >= 0, path[rest] == expected || path[rest].isASCIILetter && path[rest] | 0x20 == expected else {
        return false
      }
    }
    return true
  }

  /// The identifier that a document gives itself, without an empty fragment.
  package static func identifier(of root: Node) -> String? {
    (root["$id"] ?? root["id"])?.string.map(SchemaNames.withoutEmptyFragment)
  }

  /// Whether bytes stand somewhere in others.
  package static func contains(_ bytes: [UInt8], _ needle: [UInt8]) -> Bool { contains(bytes.span, needle) }

  /// Whether bytes stand somewhere in others.
  package static func contains(_ text: Span<UInt8>, _ needle: [UInt8]) -> Bool {
    guard let first = needle.first, text.count >= needle.count else { return needle.isEmpty }
    let sought = needle.span
    for start in 0...(text.count - sought.count) where text[start] == first {
      var length = 1
      while length < sought.count, text[start + length] == sought[length] { length += 1 }
      if length == sought.count { return true }
    }
    return false
  }
}
