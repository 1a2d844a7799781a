/// Reads a report in XML; its root says in which dialect.
final class XMLReports: XMLHandler {
  private var stream: XMLStream?
  private var reader: (any XMLDialectReader)?

  /// Takes the next piece.
  func take(_ bytes: [UInt8]) throws(TestReportError) {
    try opened().take(bytes)
  }

  func finish() throws(TestReportError) -> TestReport {
    let stream = try opened()
    try stream.finish()
    guard let reader else { throw TestReportError("the XML has no element") }
    var report = try reader.finish()
    let count = stream.replacedCharacters
    if count > 0 {
      report.remarks.append("\(count) control character\(count == 1 ? "" : "s") that XML does not allow, replaced")
    }
    self.stream = nil
    return report
  }

  private func opened() throws(TestReportError) -> XMLStream {
    if let stream { return stream }
    let new = try XMLStream(XMLRelay(to: self))
    stream = new
    return new
  }

  func begin(_ name: String, _ attributes: XMLAttributes) throws(TestReportError) -> Int {
    if let reader { return try reader.begin(name, attributes) }
    let chosen: any XMLDialectReader
    switch name {
    case "testsuites", "testsuite": chosen = JUnitReader()
    case "TestRun": chosen = TRXReader()
    case "test-run", "test-results": chosen = NUnitReader()
    case "assemblies", "assembly": chosen = XUnitReader()
    default: throw TestReportError("`<\(name)>` is the root of no test report")
    }
    reader = chosen
    return try chosen.begin(name, attributes)
  }

  func end(_ name: String, _ text: String) throws(TestReportError) {
    try reader?.end(name, text)
  }

  func note(comment: String) {
    reader?.note(comment: comment)
  }
}

/// Hands on without holding: the reports own the stream.
private final class XMLRelay: XMLHandler {
  private weak var target: XMLReports?

  init(to target: XMLReports) {
    self.target = target
  }

  func begin(_ name: String, _ attributes: XMLAttributes) throws(TestReportError) -> Int {
    try target?.begin(name, attributes) ?? 0
  }

  func end(_ name: String, _ text: String) throws(TestReportError) {
    try target?.end(name, text)
  }

  func note(comment: String) {
    target?.note(comment: comment)
  }
}

/// A dialect of XML.
protocol XMLDialectReader: XMLHandler {
  func finish() throws(TestReportError) -> TestReport
}
