/// Cuts SQL into tokens by the lexical rules of PostgreSQL (section 4.1, "Lexical Structure"; scan.l), in linear time.
///
/// It is there to find where statements and comments begin and end, and how large they are, before a parser that trusts
/// its input sees them. `standard_conforming_strings` is on, as it is by default.
struct SQLScanner {
  private let bytes: [UInt8]
  private let end: Int
  private var offset: Int

  /// Scans a part of a text.
  init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    offset = range.lowerBound
    end = range.upperBound
  }

  /// The next token or comment; `nil` at the end.
  mutating func next() -> SQLToken? {
    while offset < end, SQLByte.isSpace(bytes[offset]) { offset += 1 }
    guard offset < end else { return nil }
    let start = offset
    let kind = scan()
    return SQLToken(kind: kind, start: start, end: offset)
  }

  private func byte(at offset: Int) -> UInt8? { offset < end ? bytes[offset] : nil }

  private mutating func scan() -> SQLToken.Kind {
    let first = bytes[offset]
    let second = byte(at: offset + 1)
    switch first {
    case SQLByte.minus where second == SQLByte.minus: return lineComment()
    case SQLByte.slash where second == SQLByte.asterisk: return blockComment()
    case SQLByte.apostrophe: return quoted(by: first, .string)
    case SQLByte.quote: return quoted(by: first, .identifier)
    case SQLByte.dollar: return dollar()
    case _ where SQLByte.isDigit(first): return number()
    case _ where SQLByte.beginsWord(first):
      if first | 0x20 == UInt8(ascii: "e"), second == SQLByte.apostrophe {
        offset += 1
        return escapeString()
      }
      skip(while: SQLByte.continuesWord)
      return .word
    default:
      offset += 1
      return .symbol(first)
    }
  }

  private mutating func skip(while belongs: (UInt8) -> Bool) {
    while offset < end, belongs(bytes[offset]) { offset += 1 }
  }

  private mutating func number() -> SQLToken.Kind {
    skip { SQLByte.isDigit($0) || $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }
    return .number
  }

  private mutating func lineComment() -> SQLToken.Kind {
    skip { !SQLByte.isLineEnd($0) }
    return .lineComment
  }

  private mutating func blockComment() -> SQLToken.Kind {
    var depth = 0
    while offset < end {
      let next = byte(at: offset + 1)
      if bytes[offset] == SQLByte.slash, next == SQLByte.asterisk {
        depth += 1
        offset += 2
      } else if bytes[offset] == SQLByte.asterisk, next == SQLByte.slash {
        depth -= 1
        offset += 2
        if depth == 0 { return .blockComment }
      } else {
        offset += 1
      }
    }
    return .unterminated(.comment)
  }

  /// A string or a quoted identifier: its quote stands for itself where it is doubled.
  private mutating func quoted(by quote: UInt8, _ word: SQLToken.Unfinished) -> SQLToken.Kind {
    offset += 1
    while offset < end {
      guard bytes[offset] == quote else {
        offset += 1
        continue
      }
      offset += 1
      guard byte(at: offset) == quote else { return .quoted }
      offset += 1
    }
    return .unterminated(word)
  }

  /// A string that was begun with `E'`: a backslash takes the next byte's meaning away.
  private mutating func escapeString() -> SQLToken.Kind {
    offset += 1
    while offset < end {
      switch bytes[offset] {
      case SQLByte.backslash: offset = min(offset + 2, end)
      case SQLByte.apostrophe:
        offset += 1
        if byte(at: offset) == SQLByte.apostrophe {
          offset += 1
        } else if !continuesOnAnotherLine() {
          return .quoted
        }
      default: offset += 1
      }
    }
    return .unterminated(.string)
  }

  /// Steps into the next part of a string that goes on after a line break, where it keeps its kind (section 4.1.2.1).
  private mutating func continuesOnAnotherLine() -> Bool {
    var ahead = offset
    var lineBreaks = 0
    while let byte = byte(at: ahead), SQLByte.isSpace(byte) {
      if SQLByte.isLineEnd(byte) { lineBreaks += 1 }
      ahead += 1
    }
    guard lineBreaks > 0, byte(at: ahead) == SQLByte.apostrophe else { return false }
    offset = ahead + 1
    return true
  }

  /// A parameter, a dollar-quoted string, or a stray `$`.
  private mutating func dollar() -> SQLToken.Kind {
    let start = offset
    offset += 1
    if let byte = byte(at: offset), SQLByte.isDigit(byte) {
      skip(while: SQLByte.isDigit)
      return .number
    }
    if let byte = byte(at: offset), SQLByte.beginsWord(byte) {
      skip { SQLByte.continuesWord($0) && $0 != SQLByte.dollar }
    }
    guard byte(at: offset) == SQLByte.dollar else {
      offset = start + 1
      return .symbol(SQLByte.dollar)
    }
    offset += 1
    let tag = bytes[start..<offset]
    while offset < end {
      if bytes[offset] == SQLByte.dollar, offset + tag.count <= end, bytes[offset..<offset + tag.count] == tag {
        offset += tag.count
        return .quoted
      }
      offset += 1
    }
    return .unterminated(.dollarString)
  }
}
