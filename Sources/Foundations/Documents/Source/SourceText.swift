/// The bytes of one file, with its lines for those who must name a place in it.
package struct SourceText: Sendable {
  /// The file as it was read, a byte order mark included.
  package let bytes: [UInt8]
  private let lines = LineIndex()

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  package init(_ text: String) {
    bytes = Array(text.utf8)
  }

  /// Whether the file starts with the three bytes of a UTF-8 byte order mark.
  package var hasByteOrderMark: Bool { bytes.starts(with: Byte.byteOrderMark) }

  /// The offset of the first byte that is not UTF-8, nil when all are (the Unicode Standard, table 3-7).
  package var firstInvalidUTF8: Int? {
    do {
      _ = try UTF8Span(validating: bytes.span)
      return nil
    } catch {
      return error.byteOffsets.lowerBound
    }
  }

  /// The number of lines; an empty file has one, and so has the end of a file after its last line break.
  package var lineCount: Int { lines.starts(of: bytes).count }

  /// Names the place of a byte; an offset outside of the text is moved to its nearest end.
  package func position(at offset: Int) -> SourcePosition {
    let offset = min(max(offset, 0), bytes.count)
    let starts = lines.starts(of: bytes)
    let line = Self.line(of: offset, in: starts)
    let start = contentStart(ofLine: line, in: starts)
    return SourcePosition(line: line, column: 1 + scalars(from: start, to: offset))
  }

  /// The range of a line's text without its line break and without a byte order mark; nil when there is no such line.
  package func range(ofLine line: Int) -> SourceRange? {
    let starts = lines.starts(of: bytes)
    guard starts.indices.contains(line - 1) else { return nil }
    let start = contentStart(ofLine: line, in: starts)
    var end = line < starts.count ? Int(starts[line]) : bytes.count
    if end > start, line < starts.count, bytes[end - 1] == Byte.lineFeed { end -= 1 }
    if end > start, line < starts.count, bytes[end - 1] == Byte.carriageReturn { end -= 1 }
    return SourceRange(start, end)
  }

  /// The text of a line, from 1, without its line break; bytes that are not UTF-8 become U+FFFD.
  package func line(_ line: Int) -> String? {
    range(ofLine: line).map(text(in:))
  }

  /// The text of a range; bytes that are not UTF-8 become U+FFFD.
  package func text(in range: SourceRange) -> String {
    String(decoding: bytes[range.offsets.clamped(to: bytes.indices)], as: UTF8.self)
  }

  private static func line(of offset: Int, in starts: [UInt32]) -> Int {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(starts[middle]) <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  private func contentStart(ofLine line: Int, in starts: [UInt32]) -> Int {
    line == 1 && hasByteOrderMark ? Byte.byteOrderMark.count : Int(starts[line - 1])
  }

  private func scalars(from start: Int, to end: Int) -> Int {
    guard start < end else { return 0 }
    var count = 0
    var offset = start
    while offset < end {
      offset += lengthOfScalar(at: offset)
      if offset <= end { count += 1 }
    }
    return count
  }

  /// The length of the UTF-8 sequence at an offset; 1 for a byte that begins none.
  func lengthOfScalar(at offset: Int) -> Int {
    let length =
      switch bytes[offset] {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 1
      }
    guard length > 1, offset + length <= bytes.count else { return 1 }
    let sequence = bytes[offset..<offset + length]
    return String(validating: sequence, as: UTF8.self) == nil ? 1 : length
  }
}

extension SourceText: Hashable {
  package static func == (left: SourceText, right: SourceText) -> Bool { left.bytes == right.bytes }

  package func hash(into hasher: inout Hasher) { hasher.combine(bytes.count) }
}
