internal import Documents

/// The records of a file of comma-separated values (RFC 4180), each with its place; a quoted value may have line breaks.
struct CommaSeparatedLines {
  /// A record; `isOpen` for one whose quote does not end.
  struct Record {
    let range: SourceRange
    let values: [String]
    let isOpen: Bool
  }

  private(set) var lines: [Record] = []

  init(_ source: SourceText) {
    let bytes = source.bytes
    var start = 0
    while start < bytes.count { start = take(bytes, from: start) }
  }

  /// Reads a record, and says where the next one begins.
  private mutating func take(_ bytes: [UInt8], from start: Int) -> Int {
    var values: [[UInt8]] = [[]]
    var isQuoted = false
    var offset = start
    while offset < bytes.count, isQuoted || bytes[offset] != 0x0A {
      defer { offset += 1 }
      switch bytes[offset] {
      case UInt8(ascii: "\"") where isQuoted && bytes.dropFirst(offset + 1).first == UInt8(ascii: "\""):
        values[values.count - 1].append(bytes[offset])
        offset += 1
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted: values.append([])
      case 0x0D where !isQuoted && (offset + 1 == bytes.count || bytes[offset + 1] == 0x0A): break
      default: values[values.count - 1].append(bytes[offset])
      }
    }
    let end = isQuoted ? bytes[start...].firstIndex(of: 0x0A) ?? offset : offset
    lines.append(
      Record(
        range: SourceRange(start, end), values: values.map { String(decoding: $0, as: UTF8.self) }, isOpen: isQuoted))
    return offset + 1
  }
}
