/// Which lines of which files a run executed: LCOV's tracefile, or Cobertura's XML.
package struct CoverageReport: Sendable, Equatable {
  /// How often each line was executed, by the file as the report names it and the line from 1.
  package private(set) var hits: [String: [Int: Int]] = [:]

  /// Folders that names of files are relative to, as Cobertura lists them.
  package fileprivate(set) var sources: [String] = []

  package init() {}

  /// Takes a line; of several entries for one line, as a header or a generic has, all count.
  fileprivate mutating func add(_ line: Int, hits count: Int, in file: String) throws(TestReportError) {
    guard line > 0, !file.isEmpty else { return }
    let (sum, isTooMuch) = (hits[file]?[line] ?? 0).addingReportingOverflow(max(0, count))
    if hits[file]?[line] == nil {
      known += 1
      guard known <= TestReportLimits.tests else { throw TestReportError("more than \(TestReportLimits.tests) lines") }
    }
    hits[file, default: [:]][line] = isTooMuch ? .max : sum
  }

  private var known = 0

  /// Reads a report whole.
  ///
  /// - Throws: `TestReportError` for what is neither of both, and for what is cut short.
  package init(_ bytes: [UInt8]) throws(TestReportError) {
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    guard let first = content.first(where: { $0 > 0x20 }) else { throw TestReportError("the file is empty") }
    self = first == UInt8(ascii: "<") ? try CoberturaReader.report(in: bytes) : try Self.lcov(content)
  }

  /// Reads LCOV's tracefile (geninfo(1), "FILES").
  private static func lcov(_ bytes: ArraySlice<UInt8>) throws(TestReportError) -> CoverageReport {
    var report = CoverageReport()
    var file: String?
    var number = 0
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      let text = String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
      if text.hasPrefix("SF:") {
        guard file == nil else { throw TestReportError("a record without end_of_record", line: number) }
        file = String(text.dropFirst(3))
        report.hits[String(text.dropFirst(3)), default: [:]] = report.hits[String(text.dropFirst(3))] ?? [:]
      } else if text == "end_of_record" {
        file = nil
      } else if text.hasPrefix("DA:"), let open = file {
        let parts = text.dropFirst(3).split(separator: ",")
        guard parts.count >= 2, let line = Int(parts[0]), let count = Double(parts[1]), count.isFinite else {
          throw TestReportError("`\(text.prefix(40))` has no line and number", line: number)
        }
        // Some writers have negative counts of counters that ran over.
        try report.add(line, hits: count > 0 ? 1 : 0, in: open)
      }
    }
    guard file == nil else { throw TestReportError("the tracefile is cut short", line: number) }
    guard !report.hits.isEmpty else { throw TestReportError("neither LCOV nor Cobertura") }
    return report
  }
}

/// Reads Cobertura's XML (coverage-04.dtd), as coverage.py, gcovr, and many others write it.
private final class CoberturaReader: XMLHandler {
  private var report = CoverageReport()
  private var file: String?
  private var hasRoot = false

  static func report(in bytes: [UInt8]) throws(TestReportError) -> CoverageReport {
    let reader = CoberturaReader()
    let stream = try XMLStream(reader, acceptsDocumentType: true)
    try stream.take(bytes)
    try stream.finish()
    return reader.report
  }

  func begin(_ name: String, _ attributes: XMLAttributes) throws(TestReportError) -> Int {
    guard hasRoot else {
      guard name == "coverage" else { throw TestReportError("`<\(name)>` is the root of no coverage report") }
      hasRoot = true
      return 0
    }
    switch name {
    case "source": return TestReportLimits.message
    case "class": file = attributes["filename"]
    case "line":
      guard let file, let line = attributes["number"].flatMap({ Int($0) }) else { return 0 }
      try report.add(line, hits: attributes.count("hits") ?? 0, in: file)
    default: break
    }
    return 0
  }

  func end(_ name: String, _ text: String) throws(TestReportError) {
    if name == "source", !text.isEmpty { report.sources.append(text.shortened) }
    if name == "class" { file = nil }
  }
}
