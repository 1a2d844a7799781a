#if canImport(Glibc)
  internal import Glibc
#else
  internal import Darwin
#endif

// Looking through bytes that are not parsed.
extension Span<UInt8> {
  /// The offset of the first such byte from an offset on, which the C library finds fast; nil when there is none.
  package func firstOffset(of byte: UInt8, from start: Int) -> Int? {
    unsafe withUnsafeBytes { bytes in
      guard start < bytes.count, let base = bytes.baseAddress else { return nil }
      guard let found = unsafe memchr(base + start, CInt(byte), bytes.count - start) else { return nil }
      return unsafe UnsafeRawPointer(found) - base
    }
  }

  /// The text of some of the bytes; what is no UTF-8 is replaced.
  package func text(of range: Range<Int>) -> String {
    unsafe extracting(range).withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
  }
}
