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
      var end = start
      var nameEnd: Int?
      while end < bytes.count, bytes[end] != Self.newline {
        if nameEnd == nil, bytes[end] == Self.space { nameEnd = end }
        end += 1
      }
      position = min(end + 1, bytes.count)
      guard let nameEnd, nameEnd > start else { continue }
      return Line(name: start..<nameEnd, value: nameEnd + 1..<end)
    }
    return nil
  }

  /// Where the message starts, once `next(in:)` has returned nil.
  func messageStart(in bytes: Span<UInt8>) -> Int { min(position + 1, bytes.count) }

  static let newline = UInt8(ascii: "\n")
  static let space = UInt8(ascii: " ")
}

extension Span<UInt8> {
  /// A copy of some of the bytes.
  func copy(_ range: Range<Int>) -> [UInt8] {
    unsafe extracting(range).withUnsafeBufferPointer { unsafe Array($0) }
  }

  /// Whether these bytes are exactly this text.
  func has(_ text: StaticString, at range: Range<Int>) -> Bool {
    guard range.count == text.utf8CodeUnitCount else { return false }
    for (index, offset) in range.enumerated() {
      let byte = unsafe text.utf8Start[index]
      if self[offset] != byte { return false }
    }
    return true
  }
}
