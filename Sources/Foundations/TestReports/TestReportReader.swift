/// Reads a report piece by piece, and never keeps more of it than its tests.
package struct TestReportReader: ~Copyable {
  private var state: State
  private var line = 0

  private enum State {
    /// What has come so far, of which nobody knows yet what it is.
    case undetected([UInt8])
    case xml(XMLReports)
    case lines(LineSplitter, any TestLineReader)
    case json([UInt8])
  }

  package init() {
    state = .undetected([])
  }

  /// Takes the next piece.
  ///
  /// - Throws: `TestReportError` for what can be no report.
  package mutating func take(_ bytes: [UInt8]) throws(TestReportError) {
    switch state {
    case .undetected(let begun):
      let all = begun + bytes
      state = .undetected(all)
      if all.count >= Self.sample { try detect(all) }
    case .xml(let reports): try reports.take(bytes)
    case .lines(var splitter, var reader):
      // Given away meanwhile, so that nothing is copied.
      state = .undetected([])
      try splitter.take(bytes, into: &reader)
      state = .lines(splitter, reader)
    case .json(var document):
      state = .undetected([])
      guard document.count + bytes.count <= TestReportLimits.document else {
        throw TestReportError("a JSON document of more than \(TestReportLimits.document >> 20) MB")
      }
      document += bytes
      state = .json(document)
    }
  }

  /// What the report says, once all of it was given.
  ///
  /// - Throws: `TestReportError` where it is cut short, or no report.
  package mutating func finish() throws(TestReportError) -> TestReport {
    if case .undetected(let begun) = state { try detect(begun) }
    switch state {
    case .undetected: throw TestReportError("the file is empty")
    case .xml(let reports): return try reports.finish()
    case .lines(var splitter, var reader):
      try splitter.finish(into: &reader)
      return try reader.finish()
    case .json(let document): return try JSONReports.report(in: document)
    }
  }

  /// Reads a report whole.
  ///
  /// - Throws: `TestReportError`.
  package static func report(in bytes: [UInt8]) throws(TestReportError) -> TestReport {
    var reader = TestReportReader()
    try reader.take(bytes)
    return try reader.finish()
  }

  /// How much is looked at before it is decided what it is, in bytes.
  private static let sample = 4096

  private mutating func detect(_ bytes: [UInt8]) throws(TestReportError) {
    let isUTF16 = bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) || bytes.prefix(2).contains(0)
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    let first = content.first { $0 != 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }
    switch first {
    case nil: throw TestReportError("the file is empty")
    case _ where isUTF16, UInt8(ascii: "<"): state = .xml(XMLReports())
    case UInt8(ascii: "{"): state = Self.isEventStream(content) ? .lines(LineSplitter(), GoEventReader()) : .json([])
    case UInt8(ascii: "["): state = .json([])
    default: state = .lines(LineSplitter(), TAPReader())
    }
    try take(Array(content))
  }

  /// Whether the first line is a whole object with an action, as `go test -json` writes them.
  private static func isEventStream(_ bytes: ArraySlice<UInt8>) -> Bool {
    let line = bytes.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
      .prefix { $0 != 0x0A }
    return String(decoding: line.prefix(sample), as: UTF8.self).contains("\"Action\":")
  }
}

/// A dialect that is read line by line.
protocol TestLineReader {
  mutating func take(_ line: ArraySlice<UInt8>, number: Int) throws(TestReportError)
  mutating func finish() throws(TestReportError) -> TestReport
}

/// Cuts pieces into lines.
struct LineSplitter {
  private var rest: [UInt8] = []
  private var number = 0

  mutating func take(_ bytes: [UInt8], into reader: inout any TestLineReader) throws(TestReportError) {
    var start = bytes.startIndex
    while let end = bytes[start...].firstIndex(of: 0x0A) {
      rest += bytes[start..<end]
      try hand(to: &reader)
      start = end + 1
    }
    rest += bytes[start...]
    guard rest.count <= TestReportLimits.token else {
      throw TestReportError("a line of more than \(TestReportLimits.token >> 20) MB", line: number + 1)
    }
  }

  mutating func finish(into reader: inout any TestLineReader) throws(TestReportError) {
    if !rest.isEmpty { try hand(to: &reader) }
  }

  private mutating func hand(to reader: inout any TestLineReader) throws(TestReportError) {
    number += 1
    let line = rest.last == 0x0D ? rest.dropLast() : rest[...]
    try reader.take(line, number: number)
    rest.removeAll(keepingCapacity: true)
  }
}
