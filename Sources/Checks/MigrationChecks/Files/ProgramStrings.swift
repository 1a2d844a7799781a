internal import Documents

/// The strings of a program in JavaScript, TypeScript, Python or Ruby, without those in comments.
struct ProgramStrings {
  struct Literal {
    /// With the quotes.
    let range: SourceRange
    let text: String
  }

  private(set) var literals: [Literal] = []
  private let bytes: [UInt8]
  private let hashComments: Bool

  /// - Parameters:
  ///   - bytes: the program.
  ///   - hashComments: whether a number sign begins a comment, and triple quotes and `<<~` a string, as in Python and Ruby.
  init(_ bytes: [UInt8], hashComments: Bool) {
    self.bytes = bytes
    self.hashComments = hashComments
    var offset = 0
    while offset < bytes.count { offset = next(from: offset) }
  }

  /// Takes what begins at a place, and says where to go on.
  private mutating func next(from offset: Int) -> Int {
    switch bytes[offset] {
    case UInt8(ascii: "'"), UInt8(ascii: "\""), UInt8(ascii: "`"): return string(from: offset)
    case UInt8(ascii: "#") where hashComments: return end(of: "\n", from: offset + 1) ?? bytes.count
    case UInt8(ascii: "/")
    where !hashComments && isAt("//", offset) && (offset == 0 || bytes[offset - 1] != UInt8(ascii: ":")):
      return end(of: "\n", from: offset + 2) ?? bytes.count
    case UInt8(ascii: "/") where !hashComments && isAt("/*", offset):
      return end(of: "*/", from: offset + 2) ?? bytes.count
    case UInt8(ascii: "<") where hashComments && isAt("<<", offset): return heredoc(from: offset)
    default: return offset + 1
    }
  }

  private mutating func string(from start: Int) -> Int {
    let quote = bytes[start]
    let isTriple =
      hashComments && bytes.dropFirst(start).starts(with: [quote, quote, quote])
    let width = isTriple ? 3 : 1
    var offset = start + width
    while offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "\\") {
        offset += 2
        continue
      }
      // A string of one line that does not end is none: an apostrophe in text.
      if bytes[offset] == 0x0A, width == 1, quote != UInt8(ascii: "`"), !hashComments { return start + 1 }
      if bytes[offset] == quote, width == 1 || bytes.dropFirst(offset).starts(with: [quote, quote, quote]) {
        add(start, start + width..<offset, offset + width)
        return offset + width
      }
      offset += 1
    }
    return start + 1
  }

  /// `<<~SQL` and the lines up to `SQL` (Ruby).
  private mutating func heredoc(from start: Int) -> Int {
    let rest = bytes.dropFirst(start + 2).drop { "~-".utf8.contains($0) }
    let name = rest.drop { "'\"".utf8.contains($0) }.prefix { ($0 | 0x20) &- 0x61 < 26 || $0 == 0x5F }
    guard !name.isEmpty, let lineEnd = end(of: "\n", from: start) else { return start + 2 }
    var line = lineEnd
    while line < bytes.count {
      let end = bytes[line...].firstIndex(of: 0x0A) ?? bytes.count
      if bytes[line..<end].drop(while: { $0 == 0x20 || $0 == 0x09 }).elementsEqual(name) {
        add(start, lineEnd..<line, end)
        return end
      }
      line = end + 1
    }
    return start + 2
  }

  private mutating func add(_ start: Int, _ content: Range<Int>, _ end: Int) {
    literals.append(
      Literal(range: SourceRange(start, end), text: String(decoding: bytes[content], as: UTF8.self)))
  }

  private func isAt(_ text: String, _ offset: Int) -> Bool { bytes.dropFirst(offset).starts(with: text.utf8) }

  /// The place behind the next occurrence of a text.
  private func end(of text: String, from start: Int) -> Int? {
    var offset = start
    guard let first = text.utf8.first else { return nil }
    while let found = bytes.dropFirst(offset).firstIndex(of: first) {
      if isAt(text, found) { return found + text.utf8.count }
      offset = found + 1
    }
    return nil
  }
}
