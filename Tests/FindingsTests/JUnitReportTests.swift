import Findings
import TestSupport
import Testing

@Suite struct JUnitReportTests {
  private func written(_ reports: Report...) -> String {
    String(decoding: JUnitReportWriter().bytes(for: reports), as: UTF8.self)
  }

  @Test func `a report is a suite, a rule a case, and the gravest finding its outcome`() {
    let report = report(
      [
        finding("one", at: place("⟦x⟧"), help: "do\nthis"), finding("two", kind: .undecided),
        finding("three", rule: "sample/other", kind: .violation(.warning), at: Place(path: "b.json")),
        finding("four", rule: "sample/third", kind: .undecided),
        finding("five", rule: "sample/fourth", kind: .owed(role: "cab", label: nil)),
      ],
      notExecuted: [Report.NotExecuted(what: "db/rehearsal", why: "no server")], remarks: ["base is old"])
    #expect(
      written(report) == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites tests="5" failures="1" errors="1" skipped="2">
          <testsuite name="samples" tests="5" failures="1" errors="1" skipped="2" time="0">
            <properties>
              <property name="version" value="1.2.3"/>
              <property name="verdict" value="fail"/>
              <property name="scope" value="2 files"/>
            </properties>
            <testcase classname="samples" name="sample/fourth" time="0">
              <skipped message="pending: five"/>
            </testcase>
            <testcase classname="samples" name="sample/other" time="0">
              <system-out>b.json: warning: three</system-out>
            </testcase>
            <testcase classname="samples" name="sample/rule" time="0">
              <failure message="one" type="error">a.json:1:1: error: one
        help: do
        this</failure>
              <system-out>not checked: two</system-out>
            </testcase>
            <testcase classname="samples" name="sample/third" time="0">
              <error message="four" type="undecided">not checked: four</error>
            </testcase>
            <testcase classname="samples" name="db/rehearsal" time="0">
              <skipped message="no server"/>
            </testcase>
            <system-out>note: base is old</system-out>
          </testsuite>
        </testsuites>

        """)
  }

  @Test func `a report without findings has a case that passes`() {
    #expect(written(report([])).contains("<testcase classname=\"samples\" name=\"verdict\" time=\"0\"/>"))
    #expect(written(report([])).contains("<testsuites tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\">"))
  }

  @Test func `several failures of a rule are one case that tells all`() {
    let text = written(report((0..<3).map { finding("number \($0)") }))
    #expect(text.contains("<testsuites tests=\"1\" failures=\"1\""))
    #expect(text.contains("<failure message=\"number 0 (and 2 more)\""))
    #expect((0..<3).allSatisfy { text.contains("error: number \($0)") })
  }

  @Test(arguments: [
    ("]]>", "]]&gt;"), ("<a b=\"&amp;\">", "&lt;a b=&quot;&amp;amp;&quot;&gt;"), ("\u{0}\u{1B}\u{B}", "␀␛␋"),
    ("\u{FFFE}\u{FFFF}", "\u{FFFD}\u{FFFD}"), ("a\nb\rc", "a␊b␍c"), ("\u{1FFFE}👍", "\u{1FFFE}👍"),
  ])
  func `what XML forbids is made visible`(text: String, shown: String) {
    #expect(written(report([finding(text)])).contains("message=\"\(shown)\""))
  }

  @Test(.enabled(if: JUnitReader.isThere, "python3 is not there"))
  func `a reader counts what there is`() async throws {
    let findings = [
      finding("<one>&"), finding("two", rule: "b", kind: .undecided),
      finding("three", rule: "c", kind: .violation(.note)),
      finding("four", rule: "d", kind: .owed(role: nil, label: nil)), finding("]]>\u{1B}\u{FFFE}", rule: "<e\">"),
    ]
    let bytes = JUnitReportWriter().bytes(for: [
      report(findings, notExecuted: [.init(what: "x", why: "y")]), report([]),
    ])
    #expect(
      try await JUnitReader.cases(in: bytes) == [
        "<e\">: failure", "b: error", "c: passed", "d: skipped", "sample/rule: failure", "x: skipped",
        "verdict: passed",
      ])
  }

  @Test(.enabled(if: Project.hasProgram("xmllint"), "xmllint is not there"))
  func `the document is well-formed`() async throws {
    let all = String(String.UnicodeScalarView((0...0xFFFF).compactMap(Unicode.Scalar.init(_:))))
    let bytes = JUnitReportWriter().bytes(for: [report([finding(all, at: Place(path: all), help: all)], remarks: [all])]
    )
    let result = try await Tool.run("xmllint", ["--noout", "-"], input: bytes)
    #expect(result.status == 0, "\(result.errorText)")
    #expect(try await Tool.run("xmllint", ["--noout", "-"], input: Array("<a>]]></b>".utf8)).status != 0)
  }
}

/// Python's XML parser as a reader of test results, which holds the counts against the cases.
enum JUnitReader {
  static var isThere: Bool { Project.hasProgram("python3") }

  /// The cases with their outcomes, as `name: outcome`.
  static func cases(in document: [UInt8]) async throws -> [String] {
    let result = try await Tool.run("python3", ["-c", script], input: document)
    guard result.status == 0 else { throw ToolFailure(command: "python3", result: result) }
    return result.lines
  }

  private static let script = """
    import sys, xml.etree.ElementTree as ET
    root = ET.fromstring(sys.stdin.buffer.read())
    kinds = {"failures": "failure", "errors": "error", "skipped": "skipped"}
    def outcome(case):
      found = [child.tag for child in case if child.tag in kinds.values()]
      assert len(found) <= 1, found
      return found[0] if found else "passed"
    def check(element):
      cases = list(element.iter("testcase"))
      assert int(element.get("tests")) == len(cases)
      for name, kind in kinds.items():
        assert int(element.get(name)) == sum(outcome(case) == kind for case in cases), name
    assert root.tag == "testsuites" and all(child.tag == "testsuite" for child in root)
    for element in [root, *root]: check(element)
    for case in root.iter("testcase"): sys.stdout.buffer.write((case.get("name") + ": " + outcome(case) + "\\n").encode())
    """
}
