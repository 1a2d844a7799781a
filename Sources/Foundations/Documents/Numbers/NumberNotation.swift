extension Number {
  /// Exponents with more digits than this are refused, so that sums of exponents and lengths never overflow.
  static let longestExponent = 17

  /// Reads the notation of JSON (RFC 8259 §6); nil when it is another, or the exponent has over 17 digits.
  package init?(_ text: String) {
    let bytes = text.utf8Span.span
    var scanner = NumberScanner(offset: 0)
    guard scanner.scan(bytes), scanner.offset == bytes.count, !scanner.isExponentTooLong(bytes) else { return nil }
    self.init(checked: bytes)
  }

  /// Reads a text that a `NumberScanner` has accepted.
  init(checked text: Span<UInt8>) {
    var significand: Int64 = 0
    var exponent: Int64 = 0
    var offset = 0
    let isNegative = text.count > 0 && text[0] == Byte.minus
    if isNegative { offset = 1 }
    var pastPoint = false
    var digits = 0
    while offset < text.count {
      let byte = text[offset]
      if Byte.isDigit(byte) {
        if digits < 18 { significand = significand &* 10 &+ Int64(byte &- Byte.zero) }
        digits += 1
        if pastPoint { exponent -= 1 }
      } else if byte == Byte.dot {
        pastPoint = true
      } else {
        exponent += Self.exponent(text, from: offset + 1)
        break
      }
      offset += 1
    }
    if digits <= 18 {
      self.init(significand: isNegative ? -significand : significand, exponent: exponent)
      return
    }
    var all: [UInt8] = []
    all.reserveCapacity(digits)
    for position in 0..<offset where Byte.isDigit(text[position]) { all.append(text[position] - Byte.zero) }
    self.init(digits: all, exponent: exponent, isNegative: isNegative)
  }

  private static func exponent(_ text: Span<UInt8>, from start: Int) -> Int64 {
    var offset = start
    let isNegative = offset < text.count && text[offset] == Byte.minus
    if offset < text.count, !Byte.isDigit(text[offset]) { offset += 1 }
    var value: Int64 = 0
    while offset < text.count {
      value = value &* 10 &+ Int64(text[offset] &- Byte.zero)
      offset += 1
    }
    return isNegative ? -value : value
  }
}

extension Number: CustomStringConvertible {
  /// The exact value as JSON: plain when that takes few zeros (`120`, `0.0012`), else with an exponent (`1.2e+400`).
  @usableFromInline package var description: String {
    if exponent == 0, digits == nil { return String(significand) }
    let digits = significantDigits.map { $0 + Byte.zero }
    let point = exponent + Int64(digits.count)
    var text: [UInt8] = isNegative ? [Byte.minus] : []
    if exponent >= 0, exponent <= 21 {
      text += digits
      text += repeatElement(Byte.zero, count: Int(exponent))
    } else if exponent < 0, point > 0 {
      text += digits[..<Int(point)]
      text.append(Byte.dot)
      text += digits[Int(point)...]
    } else if exponent < 0, point > -6 {
      text += [Byte.zero, Byte.dot]
      text += repeatElement(Byte.zero, count: Int(-point))
      text += digits
    } else {
      text.append(digits[0])
      if digits.count > 1 { text.append(Byte.dot) }
      text += digits.dropFirst()
      text += "e\(point > 0 ? "+" : "")\(point - 1)".utf8
    }
    return String(decoding: text, as: UTF8.self)
  }
}
