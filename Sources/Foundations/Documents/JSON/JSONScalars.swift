extension JSONParser {
  /// Reads a string; its text stays in the source unless it has an escape.
  @inline(__always)
  mutating func parseString(_ bytes: Span<UInt8>) throws(DocumentError) {
    let start = offset
    var end = start + 1
    while end < bytes.count {
      let byte = bytes[end]
      if byte == Byte.quote {
        let range = SourceRange(start, end + 1)
        builder.append(Entry(.string, count: end - start - 1, extent: start + 1, range: range))
        offset = end + 1
        return
      }
      if byte == Byte.backslash { return try parseEscapedString(bytes, from: end) }
      guard byte >= Byte.space else { throw controlCharacter(bytes, at: end, stringStart: start) }
      end += 1
    }
    throw unterminatedString(bytes, start: start)
  }

  /// Reads on from the first backslash of the string that begins at `offset`, and keeps its decoded text.
  private mutating func parseEscapedString(_ bytes: Span<UInt8>, from first: Int) throws(DocumentError) {
    let start = offset
    let textStart = builder.decoded.count
    for position in start + 1..<first { builder.decoded.append(bytes[position]) }
    var position = first
    while position < bytes.count {
      let byte = bytes[position]
      if byte == Byte.quote {
        let range = SourceRange(start, position + 1)
        let length = builder.decoded.count - textStart
        builder.append(Entry(.string, flag: true, count: length, extent: textStart, range: range))
        offset = position + 1
        return
      }
      if byte == Byte.backslash {
        position = try decodeEscape(bytes, at: position, stringStart: start)
      } else {
        guard byte >= Byte.space else { throw controlCharacter(bytes, at: position, stringStart: start) }
        builder.decoded.append(byte)
        position += 1
      }
    }
    throw unterminatedString(bytes, start: start)
  }

  /// Decodes the escape at a backslash and answers where the text goes on (RFC 8259 §7).
  private mutating func decodeEscape(
    _ bytes: Span<UInt8>, at start: Int, stringStart: Int
  ) throws(DocumentError) -> Int {
    guard start + 1 < bytes.count else { throw unterminatedString(bytes, start: stringStart) }
    let decoded: UInt8
    switch bytes[start + 1] {
    case Byte.quote, Byte.backslash, Byte.slash: decoded = bytes[start + 1]
    case 0x62: decoded = 0x08
    case 0x66: decoded = 0x0C
    case 0x6E: decoded = Byte.lineFeed
    case 0x72: decoded = Byte.carriageReturn
    case 0x74: decoded = Byte.tab
    case 0x75: return try decodeUnicodeEscape(bytes, at: start)
    default: throw badEscape(bytes, at: start)
    }
    builder.decoded.append(decoded)
    return start + 2
  }

  private mutating func decodeUnicodeEscape(_ bytes: Span<UInt8>, at start: Int) throws(DocumentError) -> Int {
    guard let unit = hexadecimalUnit(bytes, at: start) else { throw badUnicodeEscape(bytes, at: start) }
    var end = start + 6
    var scalar = unit
    if unit & 0xFC00 == 0xD800, let low = hexadecimalUnit(bytes, at: end), low & 0xFC00 == 0xDC00 {
      scalar = 0x10000 + ((unit & 0x3FF) << 10) + (low & 0x3FF)
      end += 6
    }
    if let scalar = Unicode.Scalar(scalar) {
      builder.decoded.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    } else {
      builder.decoded.append(contentsOf: UTF8.encodedReplacementCharacter)
      try add(loneSurrogate(bytes, at: start))
    }
    return end
  }

  /// Reads an escape, `\u` and four hexadecimal digits, at an offset; nil when something else stands there.
  private func hexadecimalUnit(_ bytes: Span<UInt8>, at start: Int) -> UInt32? {
    guard start + 6 <= bytes.count, bytes[start] == Byte.backslash, bytes[start + 1] == 0x75 else { return nil }
    var unit: UInt32 = 0
    for position in start + 2..<start + 6 {
      guard let digit = Byte.hexadecimal(bytes[position]) else { return nil }
      unit = unit << 4 | digit
    }
    return unit
  }

  /// Reads a number; the tape keeps its text.
  @inline(__always)
  mutating func parseNumber(_ bytes: Span<UInt8>) throws(DocumentError) {
    let start = offset
    var scanner = NumberScanner(offset: start)
    guard scanner.scan(bytes) else { throw badNumber(bytes, start: start, at: scanner.offset) }
    let end = scanner.offset
    if end < bytes.count, Byte.isDigit(bytes[end]) { throw leadingZero(bytes, start: start) }
    if scanner.isExponentTooLong(bytes) { throw source.hugeExponent(SourceRange(start, end)) }
    builder.append(Entry(.number, count: end - start, extent: start, range: SourceRange(start, end)))
    offset = end
  }

  /// Reads `true`, `false` or `null`.
  mutating func parseLiteral(_ bytes: Span<UInt8>) throws(DocumentError) {
    let start = offset
    let end = endOfWord(bytes, from: start)
    let range = SourceRange(start, end)
    switch packed(bytes.extracting(start..<end)) {
    case 0x7472_7565: builder.append(Entry(.boolean, flag: true, range: range))
    case 0x66_616C_7365: builder.append(Entry(.boolean, flag: false, range: range))
    case 0x6E75_6C6C: builder.append(Entry(.null, range: range))
    default: throw missingValue(bytes)
    }
    offset = end
  }

  /// Finds the end of the letters, digits and underscores at an offset.
  func endOfWord(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var end = start
    while end < bytes.count {
      switch bytes[end] {
      case 0x30...0x39, 0x41...0x5A, 0x5F, 0x61...0x7A: end += 1
      default: return end
      }
    }
    return end
  }
}
