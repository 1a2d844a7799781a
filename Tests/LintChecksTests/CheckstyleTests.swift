import Findings
import Testing

@testable import LintChecks

@Suite struct CheckstyleTests {
  private func read(_ text: String) throws -> IngestedReport {
    try #require(try IngestedReport.read(Array(text.utf8), file: "checkstyle.xml"))
  }

  @Test func `findings are read with their rule, place and severity, and files without one count as looked at`() throws
  {
    let report = try read(
      """
      <?xml version="1.0" encoding="utf-8"?><checkstyle version="4.3">
      <file name="/w/src/a.js"><error line="3" column="5" severity="error" message="Bad. (eqeqeq)"
        source="eslint.rules.eqeqeq" /><error line="4" severity="warning" message="Var." source="eslint.rules.no-var"/>
      </file><file name="/w/src/b.js"></file></checkstyle>
      """)
    #expect(report.tool == .eslint)
    #expect(report.inspected == ["/w/src/a.js", "/w/src/b.js"])
    #expect(report.findings.map(\.linter.rule) == ["eqeqeq", "no-var"])
    #expect(report.findings.map(\.linter.severity) == [.error, .warning])
    #expect(report.findings.first?.linter.line == 3 && report.findings.first?.linter.column == 5)
    #expect(report.gaps.isEmpty && report.failures.isEmpty)
  }

  @Test(arguments: [
    ("eslint.rules.semi", "info", IngestedReport.Tool.eslint, Severity.note),
    ("com.puppycrawl.tools.checkstyle.Style/Documentation", "info", .rubocop, .error),
    ("com.puppycrawl.tools.checkstyle.checks.JavadocCheck", "warning", .other("Checkstyle"), .warning),
    ("ShellCheck.SC2086", "error", .other("ShellCheck"), .error), ("", "error", .other("Checkstyle"), .error),
  ])
  func `the source of a finding tells whose it is`(
    source: String, word: String, tool: IngestedReport.Tool, severity: Severity
  ) throws {
    let report = try read(
      "<checkstyle><file name='a'><error line='1' severity='\(word)' message='m' source='\(source)'/></file></checkstyle>"
    )
    #expect(report.tool == tool)
    #expect(report.findings.map(\.linter.severity) == [severity])
  }

  @Test func `a report without files, and one of a crash, is no evidence`() throws {
    #expect(try !read("<checkstyle version='8'/>").gaps.isEmpty)
    let crash = try read("<checkstyle><file name='A.java'><exception>NullPointer\nat x</exception></file></checkstyle>")
    #expect(crash.failures == ["it failed on A.java: NullPointer at x"])
  }

  @Test(arguments: [
    "<checkstyle><file name='a'>", "<html/>", "<checkstyle><error/></checkstyle>",
    "<!DOCTYPE a [<!ENTITY b 'c'>]><checkstyle>&b;</checkstyle>", "<checkstyle/><checkstyle/>",
  ])
  func `what is no whole report is refused`(text: String) {
    #expect(throws: UnreadableLintReport.self) { try IngestedReport.read(Array(text.utf8), file: "x.xml") }
  }
}
