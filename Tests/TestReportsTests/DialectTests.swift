import Testing

@testable import TestReports

/// Small reports of each dialect, as their writers write them.
@Suite struct DialectTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let text: String
    /// Tests, passed, failed, errors, skipped, flaky.
    let counts: [Int]
    var doubts: [TestReportDoubt.Kind] = []
    var dialect: TestDialect?

    var testDescription: String { name }
  }

  static let cases: [Case] = [
    Case(
      name: "JUnit: tries of one name are one test, and the last decides",
      text: """
        <testsuite tests="1"><testcase classname="a" name="b"><failure/></testcase>
        <testcase classname="a" name="b"/></testsuite>
        """, counts: [1, 1, 0, 0, 0, 1]),
    Case(
      name: "JUnit: a test that passed twice in a suite that counts it once was tried again",
      text: #"<testsuite tests="1"><testcase name="b"/><testcase name="b"/></testsuite>"#,
      counts: [1, 1, 0, 0, 0, 1]),
    Case(
      name: "JUnit: the same name in two suites is two tests",
      text: """
        <testsuites><testsuite name="x"><testcase name="b"/></testsuite>
        <testsuite name="y"><testcase name="b"><error>gone</error></testcase></testsuite></testsuites>
        """, counts: [2, 1, 0, 1, 0, 0]),
    Case(
      name: "JUnit: failing reruns of Surefire are one failed test",
      text: #"<testsuite tests="1" failures="1"><testcase name="b"><failure/><rerunFailure/></testcase></testsuite>"#,
      counts: [1, 0, 1, 0, 0, 0]),
    Case(
      name: "JUnit: GoogleTest's state of a test that was not run",
      text:
        #"<testsuite><testcase name="b" status="notrun" result="suppressed"/><testcase name="c" status="run"/></testsuite>"#,
      counts: [2, 1, 0, 0, 1, 0]),
    Case(
      name: "JUnit: a failed state without an element",
      text: #"<testsuite><testcase name="b" status="failed"/></testsuite>"#, counts: [1, 0, 1, 0, 0, 0]),
    Case(
      name: "JUnit: an attribute claims failures that are not listed",
      text: #"<testsuites failures="2"><testsuite failures="2"><testcase name="b"/></testsuite></testsuites>"#,
      counts: [1, 1, 0, 2, 0, 0]),
    Case(
      name: "JUnit: a suite has an error of its own",
      text: #"<testsuite name="s" errors="1"><testcase name="b"/><error message="teardown"/></testsuite>"#,
      counts: [1, 1, 0, 1, 0, 0]),
    Case(
      name: "JUnit: a test of Node that has yet to pass fails",
      text: """
        <testsuites><testcase name="a" classname="test"/><testcase name="b" classname="test"><skipped type="todo"
        message="later"/><failure message="x"/></testcase></testsuites>
        """, counts: [2, 1, 0, 0, 1, 0]),
    Case(
      name: "TAP: a bare report with a plan behind it", text: "ok 1 - a\nnot ok 2 - b\n1..2\n",
      counts: [2, 1, 1, 0, 0, 0], dialect: .tap),
    Case(
      name: "TAP: directives", text: "1..4\nok 1 - a # SKIP later\nnot ok 2 - b # TODO\nok 3 # todo\nok 4 - c \\# d\n",
      counts: [4, 2, 0, 0, 2, 0]),
    Case(
      name: "TAP: a subtest in braces",
      text: "TAP version 13\n1..1\nok 1 - parent {\n    1..2\n    ok 1 - x\n    not ok 2 - y # TODO\n}\n",
      counts: [2, 1, 0, 0, 1, 0]),
    Case(
      name: "TAP: fewer subtests than planned", text: "1..1\n    1..3\n    ok 1 - x\nok 1 - parent\n",
      counts: [1, 1, 0, 0, 0, 0], doubts: [.plan]),
    Case(
      name: "TAP: a parent that passes over its failing subtest", text: "1..1\n    1..1\n    not ok 1 - x\nok 1 - p\n",
      counts: [1, 0, 1, 0, 0, 0], doubts: [.contradiction]),
    Case(
      name: "TAP: bailed out", text: "1..3\nok 1\nBail out! no database\n", counts: [1, 1, 0, 1, 0, 0],
      doubts: [.plan]),
    Case(
      name: "TAP: two tests of one name are two", text: "1..2\nnot ok 1 - a\nok 2 - a\n", counts: [2, 1, 1, 0, 0, 0]),
    Case(
      name: "TAP: Node's suites are no tests",
      text: "TAP version 13\nok 1 - s\n  ---\n  type: 'suite'\n  ...\nok 2 - t\n  ---\n  type: 'test'\n  ...\n1..2\n",
      counts: [1, 1, 0, 0, 0, 0]),
    Case(
      name: "go test -json: a test that never ended, and a package that failed in a test",
      text: """
        {"Action":"start","Package":"p"}
        {"Action":"run","Package":"p","Test":"TestA"}
        {"Action":"pass","Package":"p","Test":"TestA"}
        {"Action":"run","Package":"p","Test":"TestB"}
        {"Action":"fail","Package":"p"}
        """, counts: [2, 1, 0, 1, 0, 0], dialect: .goJSON),
    Case(
      name: "go test -json: a rerun that passes",
      text: """
        {"Action":"run","Package":"p","Test":"TestA"}
        {"Action":"fail","Package":"p","Test":"TestA"}
        {"Action":"fail","Package":"p"}
        {"Action":"run","Package":"p","Test":"TestA"}
        {"Action":"pass","Package":"p","Test":"TestA"}
        {"Action":"pass","Package":"p"}
        """, counts: [1, 1, 0, 0, 0, 1]),
    Case(
      name: "go test -json: a build that fails",
      text: """
        {"ImportPath":"p","Action":"build-output","Output":"# p\\n"}
        {"ImportPath":"p","Action":"build-fail"}
        """, counts: [0, 0, 0, 1, 0, 0]),
    Case(
      name: "jest: a file that could not be loaded, and one with a todo",
      text: """
        {"numTotalTests": 2, "numFailedTests": 0, "success": false, "testResults": [
          {"name": "/a.test.js", "status": "failed", "message": "Cannot find module", "assertionResults": []},
          {"name": "/b.test.js", "status": "passed", "assertionResults": [
            {"ancestorTitles": ["b"], "title": "c", "status": "passed"},
            {"ancestorTitles": ["b"], "title": "d", "status": "todo"}]}]}
        """, counts: [2, 1, 0, 1, 1, 0], dialect: .jestJSON),
    Case(
      name: "mocha: a hook that failed, a retry and a pending test",
      text: """
        {"stats": {"tests": 2, "failures": 1}, "passes": [], "pending": [{"fullTitle": "p"}],
         "tests": [{"fullTitle": "a", "currentRetry": 1, "err": {}}, {"fullTitle": "p", "err": {}}],
         "failures": [{"fullTitle": "\\"before all\\" hook", "err": {"message": "no"}}]}
        """, counts: [3, 1, 1, 0, 1, 1], dialect: .mochaJSON),
    Case(
      name: "TRX: outcomes, and rows of a data-driven test",
      text: """
        <TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>
        <UnitTestResult testId="1" testName="a" outcome="Passed"/>
        <UnitTestResult testId="2" testName="b" outcome="Timeout"/>
        <UnitTestResult testId="3" testName="c" outcome="NotExecuted"/>
        <UnitTestResult testId="4" testName="d" outcome="Passed"><InnerResults>
        <UnitTestResult testId="4" testName="d (1)" outcome="Passed"/>
        <UnitTestResult testId="4" testName="d (2)" outcome="Failed"/></InnerResults></UnitTestResult></Results>
        <ResultSummary outcome="Failed"><Counters total="5" failed="1" timeout="1"/></ResultSummary></TestRun>
        """, counts: [5, 2, 2, 0, 1, 0], dialect: .trx),
    Case(
      name: "NUnit 3: a teardown that failed",
      text: """
        <test-run total="2" failed="1"><test-suite name="A" result="Failed" site="TearDown"><failure>
        <message>TearDown : no</message></failure><test-case fullname="A.x" result="Passed"/>
        <test-case fullname="A.y" result="Failed" label="Error"/><test-case fullname="A.z" result="Skipped"/>
        </test-suite></test-run>
        """, counts: [3, 1, 0, 2, 1, 0], dialect: .nunit),
    Case(
      name: "NUnit 2",
      text: """
        <test-results total="2" errors="0" failures="1"><test-suite name="A" result="Failure">
        <results><test-case name="A.x" executed="True" result="Success"/>
        <test-case name="A.y" executed="True" result="Failure"/>
        <test-case name="A.z" executed="False" result="Ignored"/></results></test-suite></test-results>
        """, counts: [3, 1, 1, 0, 1, 0]),
    Case(
      name: "xUnit: an error outside of any test",
      text: """
        <assemblies><assembly name="a.dll" total="2" failed="1" errors="1"><errors><error type="fixture">
        <failure><message>no</message></failure></error></errors><collection>
        <test name="x" type="T" result="Fail"/><test name="y" type="T" result="Skip"/></collection></assembly>
        </assemblies>
        """, counts: [2, 0, 1, 1, 1, 0], dialect: .xunit),
    Case(
      name: "RSpec: errors outside of examples",
      text: """
        {"examples": [{"full_description": "a", "status": "passed"}], "messages": ["An error occurred in a hook"],
         "summary": {"example_count": 1, "failure_count": 0, "errors_outside_of_examples_count": 1}}
        """, counts: [1, 1, 0, 1, 0, 0], dialect: .rspecJSON),
  ]

  @Test(arguments: cases)
  func `a report is counted as its writer means it`(given: Case) throws {
    let report = try TestReportReader.report(in: Array(given.text.utf8))
    let counts = report.counts
    #expect(
      [counts.tests, counts.passed, counts.failed, counts.errors, counts.skipped, counts.flaky] == given.counts,
      "\(report)")
    #expect(report.doubts.map(\.kind) == given.doubts)
    if let dialect = given.dialect { #expect(report.dialect == dialect) }
  }

  @Test(arguments: cases)
  func `a report that comes byte by byte says the same`(given: Case) throws {
    var reader = TestReportReader()
    for byte in given.text.utf8 { try reader.take([byte]) }
    #expect(try reader.finish() == TestReportReader.report(in: Array(given.text.utf8)))
  }

  @Test(arguments: cases)
  func `a report that is cut anywhere is refused, or in doubt, or has no more than the whole`(given: Case) throws {
    let bytes = Array(given.text.utf8)
    let whole = try TestReportReader.report(in: bytes).counts
    for end in stride(from: 0, to: bytes.count - 1, by: 3) {
      do {
        let report = try TestReportReader.report(in: Array(bytes[..<end]))
        #expect(given.text.first != "<" || !report.doubts.isEmpty, "XML that ends at \(end)")
        #expect(report.counts.passed <= whole.passed + 1, "cut at \(end)")
      } catch {
        continue
      }
    }
  }
}
