/// The lines `name value` at the head of a commit or an annotated tag, and where its message starts.
///
/// A line that starts with a space continues the one before it (gitformat-signature); only names matter here.
struct HeaderLines {
  private var position = 0

  /// One line: the ranges of its name and its value among the bytes of the object.
  struct Line {
    let name: Range<Int>
    let value: Range<Int>
  }

  /// Returns the next line that is no continuation; nil at the empty line before the message, or at the end.
  mutating func next(in bytes: Span<UInt8>) -> Line? {
    while position < bytes.count, bytes[position] != Self.newline {
      let start = position
      let end = bytes.firstOffset(of: Self.newline, from: start) ?? bytes.count
      position = min(end + 1, bytes.count)
      guard let nameEnd = bytes.firstOffset(of: Self.space, from: start), nameEnd > start, nameEnd < end else {
        continue
      }
      return Line(name: start..<nameEnd, value: nameEnd + 1..<end)
    }
    return nil
  }

  /// Where the message starts, once `next(in:)` has returned nil.
  func messageStart(in bytes: Span<UInt8>) -> Int { min(position + 1, bytes.count) }

  static let newline = UInt8(ascii: "\n")
  static let space = UInt8(ascii: " ")
}
