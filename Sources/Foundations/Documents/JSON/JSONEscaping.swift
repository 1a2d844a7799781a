/// Which characters of a string are written as escapes.
enum JSONEscaping {
  /// Quote, backslash and the control characters U+0000 to U+001F, no other (RFC 8785 §3.2.2.2).
  case canonical
  /// Those, and what can change how the text around it is shown or where its lines end: DEL, the C1 controls,
  /// U+2028 and U+2029, the marks and overrides of writing direction, and U+FEFF.
  case safe

  /// Appends a text in UTF-8 with its escapes, without quotes.
  func append(_ text: Span<UInt8>, to output: inout [UInt8]) {
    var offset = 0
    while offset < text.count {
      let byte = text[offset]
      if byte < 0x20 || byte == Byte.quote || byte == Byte.backslash {
        Self.appendEscape(of: byte, to: &output)
      } else if self == .safe, byte >= 0x7F, let (scalar, length) = Self.hazard(text, at: offset) {
        Self.appendUnicodeEscape(of: scalar, to: &output)
        offset += length
        continue
      } else {
        output.append(byte)
      }
      offset += 1
    }
  }

  private static func appendEscape(of byte: UInt8, to output: inout [UInt8]) {
    switch byte {
    case 0x08: output += [Byte.backslash, 0x62]
    case Byte.tab: output += [Byte.backslash, 0x74]
    case Byte.lineFeed: output += [Byte.backslash, 0x6E]
    case 0x0C: output += [Byte.backslash, 0x66]
    case Byte.carriageReturn: output += [Byte.backslash, 0x72]
    case Byte.quote, Byte.backslash: output += [Byte.backslash, byte]
    default: appendUnicodeEscape(of: UInt32(byte), to: &output)
    }
  }

  private static func appendUnicodeEscape(of scalar: UInt32, to output: inout [UInt8]) {
    let digits = String(scalar, radix: 16)
    output += [Byte.backslash, 0x75]
    output += repeatElement(Byte.zero, count: max(0, 4 - digits.utf8.count))
    output += digits.utf8
  }

  /// Recognises a character that `safe` escapes, at the first byte of its UTF-8.
  private static func hazard(_ text: Span<UInt8>, at offset: Int) -> (scalar: UInt32, length: Int)? {
    let byte = text[offset]
    if byte == 0x7F { return (0x7F, 1) }
    if byte == 0xC2, offset + 1 < text.count, text[offset + 1] < 0xA0 { return (UInt32(text[offset + 1]), 2) }
    guard byte == 0xE2 || byte == 0xEF || byte == 0xD8, offset + 1 < text.count else { return nil }
    if byte == 0xD8 { return text[offset + 1] == 0x9C ? (0x061C, 2) : nil }
    guard offset + 2 < text.count else { return nil }
    let scalar = UInt32(byte & 0x0F) << 12 | UInt32(text[offset + 1] & 0x3F) << 6 | UInt32(text[offset + 2] & 0x3F)
    switch scalar {
    case 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF: return (scalar, 3)
    default: return nil
    }
  }
}
