package import Documents

/// A part of a script that only psql reads.
package enum SQLPsqlPart: Sendable {
  /// A line that begins with a backslash.
  case command(SourceRange)
  /// `COPY … FROM STDIN`, behind which there are rows.
  case copyData(SourceRange)
}

extension SQLParser {
  /// The first part of a text that only psql reads; `nil` for none.
  package static func psqlPart(of text: SQLText) -> SQLPsqlPart? {
    let bytes = text.source.bytes
    // Most files have no backslash, and are not scanned a second time for one.
    guard bytes[Int(text.range.start)..<Int(text.range.end)].contains(SQLByte.backslash) else { return nil }
    var scanner = SQLScanner(bytes, in: Int(text.range.start)..<Int(text.range.end))
    var words: [String] = []
    var start = 0
    while let token = scanner.next() {
      switch token.kind {
      case .word:
        if words.isEmpty { start = token.start }
        if words.count < 64 {
          words.append(String(decoding: bytes[token.start..<token.end], as: UTF8.self).lowercased())
        }
      case .symbol(SQLByte.backslash) where startsLine(bytes, token.start):
        let end = bytes[token.start...].firstIndex(where: SQLByte.isLineEnd) ?? bytes.count
        return .command(SourceRange(token.start, end))
      case .symbol(SQLByte.semicolon):
        if words.first == "copy", words.contains("stdin"), words.contains("from") {
          return .copyData(SourceRange(start, token.end))
        }
        words = []
      default: continue
      }
    }
    return nil
  }

  private static func startsLine(_ bytes: [UInt8], _ offset: Int) -> Bool {
    offset == 0 || SQLByte.isLineEnd(bytes[offset - 1])
  }
}
