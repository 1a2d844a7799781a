extension Document {
  /// Parses JSON as RFC 8259 defines it, without extensions; a UTF-8 byte order mark in front is skipped.
  ///
  /// - Throws: a `DocumentError` at the first byte that cannot be right, or when a limit is passed.
  package static func json(_ source: SourceText, limits: DocumentLimits = .standard) throws(DocumentError) -> Document {
    try source.requireLength(within: limits)
    try source.requireUTF8()
    var parser = JSONParser(source: source, limits: limits)
    let bytes = source.bytes.span
    try parser.parse(bytes)
    return try parser.finish()
  }
}

/// Reads JSON onto a tape in one pass, with a stack of its own.
struct JSONParser {
  let source: SourceText
  let limits: DocumentLimits
  var builder: TapeBuilder
  /// The byte that is read next.
  var offset: Int
  /// The arrays and objects that are open, innermost last.
  var open: [Frame] = []
  var defects: [DocumentDefect] = []

  struct Frame {
    var index: Int
    var isObject: Bool
    var count = 0
  }

  init(source: SourceText, limits: DocumentLimits) {
    self.source = source
    self.limits = limits
    offset = source.hasByteOrderMark ? Byte.byteOrderMark.count : 0
    builder = TapeBuilder(source: source.bytes)
    builder.reserve(entries: Self.likelyEntries(source.bytes))
  }

  /// Estimates the values and keys of a text by its first bytes: growing a long tape costs as much as writing it.
  private static func likelyEntries(_ bytes: [UInt8]) -> Int {
    let sample = bytes.prefix(4096)
    guard bytes.count > sample.count else { return bytes.count / 8 + 4 }
    var separators = 1
    for byte in sample {
      switch byte {
      case Byte.comma, Byte.colon, Byte.openBracket, Byte.openBrace: separators += 1
      default: continue
      }
    }
    return min(separators * (bytes.count / sample.count + 1) / 10 * 11, bytes.count / 4)
  }

  mutating func parse(_ bytes: Span<UInt8>) throws(DocumentError) {
    while true {
      skipSpace(bytes)
      guard try parseValue(bytes) else { continue }
      guard try parseSeparators(bytes) else { break }
    }
    skipSpace(bytes)
    guard offset == bytes.count else { throw trailingContent(bytes) }
  }

  /// Reads a scalar or an empty array or object, or opens one up to its first value and answers false.
  @inline(__always)
  private mutating func parseValue(_ bytes: Span<UInt8>) throws(DocumentError) -> Bool {
    guard offset < bytes.count else { throw missingValue(bytes) }
    guard builder.count < limits.nodes else { throw source.tooManyNodes(limits, at: offset) }
    switch bytes[offset] {
    case Byte.quote: try parseString(bytes)
    case Byte.openBrace: return try openObject(bytes)
    case Byte.openBracket: return try openArray(bytes)
    case Byte.minus, Byte.zero...Byte.nine: try parseNumber(bytes)
    default: try parseLiteral(bytes)
    }
    return true
  }

  /// Closes what ends here and reads the comma (and key) before the next value; answers false when all is closed.
  @inline(__always)
  private mutating func parseSeparators(_ bytes: Span<UInt8>) throws(DocumentError) -> Bool {
    while let frame = open.last {
      skipSpace(bytes)
      guard offset < bytes.count else { throw missingSeparator(bytes) }
      switch bytes[offset] {
      case Byte.comma:
        open[open.count - 1].count += 1
        offset += 1
        skipSpace(bytes)
        if frame.isObject {
          try parseKey(bytes)
        } else if offset < bytes.count, bytes[offset] == Byte.closeBracket {
          throw trailingComma(bytes)
        }
        return true
      case frame.isObject ? Byte.closeBrace : Byte.closeBracket: try close(frame, count: frame.count + 1)
      default: throw missingSeparator(bytes)
      }
    }
    return false
  }

  private mutating func openArray(_ bytes: Span<UInt8>) throws(DocumentError) -> Bool {
    let frame = try openFrame(isObject: false)
    skipSpace(bytes)
    guard offset < bytes.count, bytes[offset] == Byte.closeBracket else { return false }
    try close(frame, count: 0)
    return true
  }

  private mutating func openObject(_ bytes: Span<UInt8>) throws(DocumentError) -> Bool {
    let frame = try openFrame(isObject: true)
    skipSpace(bytes)
    guard offset < bytes.count, bytes[offset] == Byte.closeBrace else {
      try parseKey(bytes)
      return false
    }
    try close(frame, count: 0)
    return true
  }

  private mutating func openFrame(isObject: Bool) throws(DocumentError) -> Frame {
    guard open.count < limits.depth else { throw source.tooDeep(limits, at: offset) }
    let frame = Frame(index: builder.count, isObject: isObject)
    open.append(frame)
    builder.append(Entry(isObject ? .object : .array, range: SourceRange(offset, offset + 1)))
    offset += 1
    return frame
  }

  private mutating func close(_ frame: Frame, count: Int) throws(DocumentError) {
    offset += 1
    open.removeLast()
    if frame.isObject {
      builder.closeObject(at: frame.index, count: count, end: offset)
      try source.requireFewDuplicates(in: builder, limits)
    } else {
      builder.closeArray(at: frame.index, count: count, end: offset)
    }
  }

  /// Reads a key and its colon.
  @inline(__always)
  private mutating func parseKey(_ bytes: Span<UInt8>) throws(DocumentError) {
    guard offset < bytes.count, bytes[offset] == Byte.quote else { throw missingKey(bytes) }
    try parseString(bytes)
    skipSpace(bytes)
    guard offset < bytes.count, bytes[offset] == Byte.colon else { throw missingColon(bytes) }
    offset += 1
  }

  @inline(__always)
  mutating func skipSpace(_ bytes: Span<UInt8>) {
    while offset < bytes.count {
      let byte = bytes[offset]
      guard byte <= Byte.space else { return }
      guard
        byte == Byte.space || byte == Byte.lineFeed || byte == Byte.carriageReturn || byte == Byte.tab
      else { return }
      offset += 1
    }
  }
}
