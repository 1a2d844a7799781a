/// A half-open range of byte offsets in one source text, in eight bytes.
@usableFromInline package struct SourceRange: Hashable, Sendable, BitwiseCopyable {
  /// The offset of the first byte, counted from 0 at the start of the file (a byte order mark included).
  package var start: UInt32
  /// The offset one past the last byte.
  package var end: UInt32

  /// Makes a range of byte offsets; an offset over 4 GiB is taken down to that.
  package init(_ start: Int, _ end: Int) {
    self.start = UInt32(clamping: start)
    self.end = UInt32(clamping: max(start, end))
  }

  /// The range of what was never in a file: empty, at 0.
  package static let none = SourceRange(0, 0)

  package var isEmpty: Bool { start == end }

  /// The same range in the standard library's words.
  package var offsets: Range<Int> { Int(start)..<Int(end) }
}
