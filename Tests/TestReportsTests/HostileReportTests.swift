import Testing

@testable import TestReports

@Suite struct HostileReportTests {
  @Test(arguments: [
    ("", "the file is empty"), (" \n\t ", "the file is empty"), ("<testsuites>", "the XML is cut short"),
    ("<testsuite><testcase name='a'><system-out><![CDATA[x", "the XML is cut short"),
    ("<html><body/></html>", "`<html>` is the root of no test report"),
    ("<testsuite/><testsuite/>", "not well-formed XML"),
    ("<!DOCTYPE a [<!ENTITY b 'c'>]><testsuite>&b;</testsuite>", "a document type declaration (DOCTYPE) is refused"),
    (
      "<!DOCTYPE testsuite SYSTEM 'file:///etc/passwd'><testsuite/>", "a document type declaration (DOCTYPE) is refused"
    ),
    ("{\"a\": 1}", "this JSON is no report of RSpec, jest, vitest or mocha"), ("{\"examples\": [", "not JSON"),
    ("[1, 2]", "this JSON is no report of RSpec, jest, vitest or mocha"),
    ("Segmentation fault", "neither XML nor JSON nor TAP"),
    ("{\"Action\":\"run\",\"Package\":\"p\",\"Test\":\"T\"}\n{\"Action\":\"pa", "this line is no JSON"),
    ("<?xml version='1.0' encoding='KOI8-R'?><testsuite/>", "not well-formed XML: unknown encoding"),
  ])
  func `what is no whole report is refused in words`(text: String, message: String) {
    let error = #expect(throws: TestReportError.self) { try TestReportReader.report(in: Array(text.utf8)) }
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
  }

  @Test func `elements that are nested without end are refused`() {
    let deep = String(repeating: "<testsuite>", count: 100_000)
    let error = #expect(throws: TestReportError.self) { try TestReportReader.report(in: Array(deep.utf8)) }
    #expect(error?.message.contains("nested more than") == true)
    let subtests = (0..<1000).map { String(repeating: "    ", count: $0) + "1..1" }.joined(separator: "\n")
    #expect(throws: TestReportError.self) { try TestReportReader.report(in: Array(subtests.utf8)) }
  }

  @Test func `a tag without end is refused before it fills the memory`() throws {
    var reader = TestReportReader()
    try reader.take(Array("<testsuite name='".utf8))
    let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 20)
    let error = #expect(throws: TestReportError.self) {
      for _ in 0..<20 { try reader.take(piece) }
    }
    #expect(error?.message.contains("a tag of more than 8 MB") == true)
  }

  @Test func `a line without end is refused`() throws {
    var reader = TestReportReader()
    let piece = [UInt8](repeating: UInt8(ascii: "a"), count: 1 << 20)
    #expect(throws: TestReportError.self) { for _ in 0..<20 { try reader.take(piece) } }
  }

  @Test(arguments: ["\u{1B}[31m", "&#x1B;[31m", "&#27;[31m", "\u{0}", "&#0;", "&#xFFFE;", "&#xD800;"])
  func `characters that XML has not are replaced, and that is said`(character: String) throws {
    let text = "<testsuite><testcase name='a\(character)b'><failure>\(character)</failure></testcase></testsuite>"
    let report = try TestReportReader.report(in: Array(text.utf8))
    #expect(report.counts.failed == 1)
    #expect(report.tests.first?.name.contains("\u{FFFD}") == true)
    #expect(report.remarks == ["2 control characters that XML does not allow, replaced"])
  }

  @Test func `a report in UTF-16 or in ISO 8859-1 is read`() throws {
    let text = "<?xml version='1.0' encoding='UTF-16'?><testsuite><testcase name='é'/></testsuite>"
    for isBig in [true, false] {
      var bytes: [UInt8] = isBig ? [0xFE, 0xFF] : [0xFF, 0xFE]
      for unit in text.utf16 {
        let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
        bytes += isBig ? [high, low] : [low, high]
      }
      #expect(try TestReportReader.report(in: bytes).tests.map(\.name) == ["é"])
    }
    let latin =
      Array("<?xml version='1.0' encoding='ISO-8859-1'?><testsuite><testcase name='".utf8) + [0xE9]
      + Array("'/></testsuite>".utf8)
    #expect(try TestReportReader.report(in: latin).tests.map(\.name) == ["é"])
    let tap = "1..1\nok 1 - a\n".utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    #expect(throws: TestReportError.self) { try TestReportReader.report(in: [0xFF, 0xFE] + tap) }
  }

  @Test(arguments: ["99999999999999999999", "-4", "1e9", "4611686018427387904"])
  func `a number that no report has overflows nothing`(number: String) throws {
    let text = "<testsuite tests='\(number)' failures='\(number)' errors='\(number)'><testcase name='a'/></testsuite>"
    let report = try TestReportReader.report(in: Array(text.utf8))
    #expect(report.counts.tests == 1)
  }

  @Test func `a hundred thousand tests are read, and long output is not kept`() throws {
    var reader = TestReportReader()
    try reader.take(Array("<testsuites><testsuite name='s' tests='100000'>".utf8))
    let output = "<system-out>" + String(repeating: "x", count: 400) + "</system-out>"
    for start in stride(from: 0, to: 100_000, by: 1000) {
      let cases = (start..<start + 1000).map { "<testcase classname='c' name='t\($0)'>\(output)</testcase>" }
      try reader.take(Array(cases.joined().utf8))
    }
    try reader.take(Array("</testsuite></testsuites>".utf8))
    let report = try reader.finish()
    #expect(report.counts.passed == 100_000)
    #expect(report.doubts.isEmpty)
  }
}
