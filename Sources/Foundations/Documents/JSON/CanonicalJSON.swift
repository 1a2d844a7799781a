extension Node {
  /// Writes the canonical form of RFC 8785 (JCS), the same bytes for equal values of IEEE doubles: the form to digest.
  ///
  /// - Throws: a `CanonicalJSONError` when a number is outside of a double's range (RFC 8785 §3.2.2.3).
  package func canonicalJSON() throws(CanonicalJSONError) -> [UInt8] {
    var writer = CanonicalWriter()
    try writer.write(self)
    return writer.output
  }
}

/// A number that has no canonical form.
package struct CanonicalJSONError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where the number stands, if it was read from a file.
  package let range: SourceRange

  package var description: String {
    "a number is outside of the range of a 64-bit float, so it has no canonical form; write it as a string"
  }
}

private struct CanonicalWriter {
  var output: [UInt8] = []

  /// What is still to write, the next last: values, and the punctuation and keys between them.
  private enum Piece {
    case value(Node)
    case text([UInt8])
  }

  mutating func write(_ node: Node) throws(CanonicalJSONError) {
    var pieces = [Piece.value(node)]
    while let piece = pieces.popLast() {
      switch piece {
      case .text(let text): output += text
      case .value(let value):
        switch value.content {
        case .null: output += "null".utf8
        case .boolean(let boolean): output += (boolean ? "true" : "false").utf8
        case .number(let number):
          guard let text = number.ecmaScript else { throw CanonicalJSONError(range: value.range) }
          output += text.utf8
        case .string(let string): output += Self.quoted(string)
        case .array(let elements):
          pieces.append(.text([Byte.closeBracket]))
          let values = elements.map { [Piece.value($0)] }
          pieces += values.joined(separator: [.text([Byte.comma])]).reversed()
          output.append(Byte.openBracket)
        case .object(let object):
          pieces.append(.text([Byte.closeBrace]))
          let members = object.map { ($0.key, $0.value) }.sorted { $0.0.utf16.lexicographicallyPrecedes($1.0.utf16) }
          let values = members.map { [Piece.text(Self.quoted($0.0) + [Byte.colon]), .value($0.1)] }
          pieces += values.joined(separator: [.text([Byte.comma])]).reversed()
          output.append(Byte.openBrace)
        }
      }
    }
  }

  private static func quoted(_ text: String) -> [UInt8] {
    var quoted = [Byte.quote]
    JSONEscaping.canonical.append(text.utf8Span.span, to: &quoted)
    quoted.append(Byte.quote)
    return quoted
  }
}
