#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

// Searching and comparing bytes with what the C library has made fast for them.
extension Span<UInt8> {
  /// The offset of the first such byte from an offset on; nil when there is none.
  func firstOffset(of byte: UInt8, from start: Int) -> Int? {
    unsafe withUnsafeBytes { bytes in
      guard start < bytes.count, let base = bytes.baseAddress else { return nil }
      guard let found = unsafe memchr(base + start, CInt(byte), bytes.count - start) else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }

  /// Compares a range with as many bytes of others, which must be there: negative when the range comes first.
  func order(_ range: Range<Int>, _ others: Span<UInt8>, at offset: Int) -> Int {
    precondition(range.lowerBound >= 0 && range.upperBound <= count && offset >= 0)
    precondition(offset + range.count <= others.count)
    return unsafe withUnsafeBytes { bytes in
      unsafe others.withUnsafeBytes { others in
        guard let left = bytes.baseAddress, let right = others.baseAddress else { return 0 }
        return Int(unsafe memcmp(left + range.lowerBound, right + offset, range.count))
      }
    }
  }

  /// Whether others have the same bytes as a range, from an offset on.
  func equals(_ range: Range<Int>, _ others: Span<UInt8>, at offset: Int) -> Bool {
    offset + range.count <= others.count && order(range, others, at: offset) == 0
  }

  /// A copy of some of the bytes.
  func copy(_ range: Range<Int>) -> [UInt8] {
    unsafe extracting(range).withUnsafeBufferPointer { unsafe Array($0) }
  }

  /// Whether the bytes of a range are exactly this text.
  func has(_ text: StaticString, at range: Range<Int>) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    let others = unsafe UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    return unsafe equals(range, others.span, at: 0)
  }
}
