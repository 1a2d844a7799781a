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
  package static func isYAML(_ path: String) -> Bool {
    let ending = path.split(separator: ".").last?.lowercased()
    return ending == "yaml" || ending == "yml"
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

extension SchemaText {
  /// The texts that stand behind `$id` or `id` in a file, without parsing it: one of them may be its identifier.
  package static func likelyIdentifiers(in bytes: [UInt8]) -> [String] {
    var found: [String] = []
    let text = bytes.span
    var offset = 0
    while offset + 2 < text.count {
      defer { offset += 1 }
      guard text[offset] == UInt8(ascii: "i"), text[offset + 1] == UInt8(ascii: "d") else { continue }
      var position = offset + 2
      if text[position] == UInt8(ascii: "\"") || text[position] == UInt8(ascii: "'") { position += 1 }
      position = skipSpace(text, position)
      guard position < text.count, text[position] == UInt8(ascii: ":") else { continue }
      position = skipSpace(text, position + 1)
      if position < text.count, text[position] == UInt8(ascii: "\"") || text[position] == UInt8(ascii: "'") {
        position += 1
      }
      let end = endOfText(text, position)
      guard end > position else { continue }
      let identifier = String(decoding: bytes[position..<end], as: UTF8.self)
      found.append(identifier.hasSuffix("#") ? String(identifier.dropLast()) : identifier)
      offset = end - 1
    }
    return found
  }

  private static func skipSpace(_ text: Span<UInt8>, _ start: Int) -> Int {
    var position = start
    while position < text.count, [0x09, 0x0A, 0x0D, 0x20].contains(text[position]) { position += 1 }
    return position
  }

  /// Where a text without spaces and quotes ends.
  private static func endOfText(_ text: Span<UInt8>, _ start: Int) -> Int {
    var position = start
    while position < text.count, text[position] > 0x20, text[position] != UInt8(ascii: "\""),
      text[position] != UInt8(ascii: "'")
    {
      position += 1
    }
    return position
  }
}
