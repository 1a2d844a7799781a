import SystemPackage
import TestSupport
import Testing

@testable import TestReports

@Suite struct CoverageTests {
  private static let recorded = Project.corpora.removingLastComponent().appending("cases/lint-test/reports/coverage-py")

  @Test(
    .enabled(if: Project.exists(recorded), "the recorded reports are not beside this checkout"),
    arguments: ["cobertura.xml", "lcov.info"])
  func `both languages say the same of one run`(name: String) throws {
    let bytes = try #require(Project.bytes(of: Self.recorded.appending(name)))
    let report = try CoverageReport(bytes)
    #expect(report.hits["flaky_test.py"]?.filter { $0.value > 0 }.keys.sorted() == [1, 2, 3, 4])
  }

  @Test func `a line that two entries have is executed where one of them says so`() throws {
    let lcov = try CoverageReport(Array("TN:\nSF:a.js\nDA:1,0\nDA:1,3\nDA:2,0\nDA:3,-1\nend_of_record\n".utf8))
    #expect(lcov.hits["a.js"] == [1: 1, 2: 0, 3: 0])
    let xml = """
      <?xml version="1.0"?><!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">
      <coverage><sources><source>/w</source></sources><packages><package><classes>
      <class filename="a.py"><methods><method><lines><line number="1" hits="0"/></lines></method></methods>
      <lines><line number="1" hits="2"/><line number="2" hits="0"/></lines></class></classes></package></packages>
      </coverage>
      """
    let cobertura = try CoverageReport(Array(xml.utf8))
    #expect(cobertura.hits == ["a.py": [1: 2, 2: 0]])
    #expect(cobertura.sources == ["/w"])
  }

  @Test(arguments: [
    ("", "the file is empty"), ("SF:a\nDA:1,1\n", "the tracefile is cut short"), ("SF:a\nSF:b\n", "a record without"),
    ("SF:a\nDA:x\nend_of_record\n", "`DA:x` has no line"), ("hello\n", "neither LCOV nor Cobertura"),
    ("<testsuite/>", "`<testsuite>` is the root of no coverage report"), ("<coverage>", "the XML is cut short"),
    ("<!DOCTYPE c [<!ENTITY a 'b'>]><coverage/>", "a document type declaration (DOCTYPE) is refused"),
  ])
  func `what is no whole report of coverage is refused`(text: String, message: String) {
    let error = #expect(throws: TestReportError.self) { try CoverageReport(Array(text.utf8)) }
    #expect(error?.message.hasPrefix(message) == true, "\(error?.message ?? "")")
  }
}
