internal import Documents

/// The lines of a file as a linter counts them.
///
/// Git and RuboCop end a line at a line feed; for JavaScript a carriage return, U+2028 and U+2029 end one as well
/// (ECMA-262, section 12.3).
struct LinterLines: Sendable {
  private let bytes: [UInt8]
  private let starts: [Int]

  init(_ source: SourceText, countedBy format: LintFormat) {
    bytes = source.bytes
    var starts = [source.hasByteOrderMark ? 3 : 0]
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == 0x0A {
        starts.append(index)
      } else if format == .eslint, byte == 0x0D {
        if index < bytes.count, bytes[index] == 0x0A { continue }
        starts.append(index)
      } else if format == .eslint, byte == 0xE2, index + 1 < bytes.count, bytes[index] == 0x80,
        bytes[index + 1] == 0xA8 || bytes[index + 1] == 0xA9
      {
        index += 2
        starts.append(index)
      }
    }
    self.starts = starts
  }

  /// The bytes of a line, from 1, without what ends it; `nil` where there is no such line, or nobody wrote it by hand.
  func range(of line: Int) -> Range<Int>? {
    guard starts.indices.contains(line - 1) else { return nil }
    var end = line < starts.count ? starts[line] : bytes.count
    while end > starts[line - 1], bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    guard end - starts[line - 1] <= LintLimits.line else { return nil }
    return starts[line - 1]..<end
  }

  /// Whether the file has a line of that number.
  func has(_ line: Int) -> Bool { starts.indices.contains(line - 1) }

  /// The text of a line with its white space evened out, since who indents a line does not make its findings.
  func text(of line: Int) -> String {
    guard let range = range(of: line) else { return "" }
    return String(decoding: bytes[range], as: UTF8.self).split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The texts of all lines.
  var texts: Set<String> { Set(starts.indices.map { text(of: $0 + 1) }) }

  /// The byte at which a column begins, counted in Unicode scalars from 1.
  func offset(line: Int, column: Int) -> Int? {
    guard let range = range(of: line) else { return nil }
    let scalars = String(decoding: bytes[range], as: UTF8.self).unicodeScalars
    return range.lowerBound + scalars.prefix(max(0, column - 1)).reduce(0) { $0 + UTF8.width($1) }
  }
}
