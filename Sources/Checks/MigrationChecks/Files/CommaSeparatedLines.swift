internal import Documents

/// The lines of a file of comma-separated values (RFC 4180), each with its place; a value with a line break is cut.
struct CommaSeparatedLines {
  private(set) var lines: [(range: SourceRange, values: [String])] = []

  init(_ source: SourceText) {
    var start = 0
    let bytes = source.bytes
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
      let content = bytes[start..<end].last == 0x0D ? end - 1 : end
      if content > start {
        lines.append((SourceRange(start, content), Self.values(of: bytes[start..<content])))
      }
      start = end + 1
    }
  }

  private static func values(of line: ArraySlice<UInt8>) -> [String] {
    var values: [String] = []
    var value: [UInt8] = []
    var isQuoted = false
    for byte in line {
      switch byte {
      case UInt8(ascii: "\""): isQuoted.toggle()
      case UInt8(ascii: ",") where !isQuoted:
        values.append(String(decoding: value, as: UTF8.self))
        value = []
      default: value.append(byte)
      }
    }
    return values + [String(decoding: value, as: UTF8.self)]
  }
}
