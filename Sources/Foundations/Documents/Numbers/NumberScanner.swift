/// Recognises a number of JSON's grammar (RFC 8259 §6).
struct NumberScanner {
  /// Where the number begins; after scanning, its end or the place of the fault.
  var offset: Int
  /// What is missing at `offset` when scanning fails.
  var expected = "a digit"
  /// Where the digits of the exponent begin.
  private var exponentStart: Int?

  init(offset: Int) {
    self.offset = offset
  }

  /// Moves past the number; answers false when it breaks off.
  @inline(__always)
  mutating func scan(_ bytes: Span<UInt8>) -> Bool {
    if offset < bytes.count, bytes[offset] == Byte.minus { offset += 1 }
    if offset < bytes.count, bytes[offset] == Byte.zero {
      offset += 1
    } else if !scanDigits(bytes) {
      return false
    }
    guard offset < bytes.count else { return true }
    if bytes[offset] == Byte.dot {
      offset += 1
      guard scanDigits(bytes) else { return false }
    }
    guard offset < bytes.count, bytes[offset] | 0x20 == 0x65 else { return true }
    offset += 1
    if offset < bytes.count, bytes[offset] == Byte.plus || bytes[offset] == Byte.minus { offset += 1 }
    exponentStart = offset
    return scanDigits(bytes)
  }

  /// Says whether the exponent of the scanned number, its leading zeros aside, is longer than a `Number` keeps.
  func isExponentTooLong(_ bytes: Span<UInt8>) -> Bool {
    guard let exponentStart, offset - exponentStart > Number.longestExponent else { return false }
    var start = exponentStart
    while start < offset, bytes[start] == Byte.zero { start += 1 }
    return offset - start > Number.longestExponent
  }

  @inline(__always)
  private mutating func scanDigits(_ bytes: Span<UInt8>) -> Bool {
    let start = offset
    while offset < bytes.count, Byte.isDigit(bytes[offset]) { offset += 1 }
    return offset > start
  }
}
