import Testing

@testable import TestReports

/// Reports that look green and are not: what they say of themselves contradicts it.
@Suite struct PretenceTests {
  struct Pretence: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String

    init(_ name: String, _ text: String) {
      testDescription = name
      self.text = text
    }
  }

  static let pretences = [
    Pretence(
      "JUnit: a case inside a failed case",
      #"<testsuite><testcase name="a"><failure/><testcase name="b"/></testcase></testsuite>"#),
    Pretence(
      "JUnit: an element in capital letters",
      #"<testsuite><testcase name="a"><Failure message="x"/></testcase></testsuite>"#),
    Pretence("JUnit: `success` is false", #"<testsuite><testcase name="a" success="false"/></testsuite>"#),
    Pretence(
      "JUnit: the suites say that they failed",
      #"<testsuites status="FAILED"><testsuite><testcase name="a"/></testsuite></testsuites>"#),
    Pretence(
      "JUnit: an attribute claims skipped tests",
      #"<testsuite tests="2" skipped="2"><testcase name="a"/><testcase name="b"/></testsuite>"#),
    Pretence(
      "JUnit: an attribute claims disabled tests",
      #"<testsuite tests="2" disabled="2"><testcase name="a"/><testcase name="b"/></testsuite>"#),
    Pretence("JUnit: a number with a comma", #"<testsuite failures="1,000"><testcase name="a"/></testsuite>"#),
    Pretence("JUnit: a number with a fraction", #"<testsuite failures="1.0"><testcase name="a"/></testsuite>"#),
    Pretence("JUnit: a number in words", #"<testsuite failures="some"><testcase name="a"/></testsuite>"#),
    Pretence("JUnit: the state is KO", #"<testsuite><testcase name="a" status="KO"/></testsuite>"#),
    Pretence("JUnit: the state is not ok", #"<testsuite><testcase name="a" status="not ok"/></testsuite>"#),
    Pretence(
      "JUnit: a suite of Node without tests, which it does not count",
      """
      <testsuites><testcase name="nothing" classname="test"/><!-- tests 0 --><!-- suites 1 --><!-- pass 0 --></testsuites>
      """),
    Pretence(
      "RSpec: only focused examples were run",
      #"{"examples":[{"full_description":"a","status":"passed"}],"messages":["Run options: include {:focus=>true}"]}"#),
    Pretence(
      "RSpec: filters of both kinds",
      #"{"examples":[{"full_description":"a","status":"passed"}],"messages":["#
        + #""Run options:\n  include {:a=>true}\n  exclude {:b=>true}"]}"#),
    Pretence(
      "RSpec: a state that is there twice",
      #"{"examples":[{"full_description":"a","status":"failed","statu"#
        + #"s":"passed"}],"summary":{"example_count":1,"failure_count":0}}"#),
    Pretence(
      "RSpec: two lists of examples",
      #"{"examples":[{"full_description":"a","status":"failed"}],"examples":[{"full_desc"#
        + #"ription":"a","status":"passed"}],"summary":{"example_count":1,"failure_count":0}}"#),
    Pretence(
      "RSpec: an exception of a test that passed",
      #"{"examples":[{"full_description":"a","status":"passed","exception":{"class"#
        + #"":"X","message":"boom"}}],"summary":{"example_count":1,"failure_count":0}}"#),
    Pretence(
      "RSpec: only the last line tells of an error",
      #"{"examples":[{"full_description":"a","status":"passed"}],"summary_l"#
        + #"ine":"1 example, 0 failures, 1 error occurred outside of examples"}"#),
    Pretence(
      "RSpec: more pending examples than are listed",
      #"{"examples":[{"full_description":"a","status":"passed"}],"sum"#
        + #"mary":{"example_count":1,"failure_count":0,"pending_count":1}}"#),
    Pretence(
      "jest: a file failed that is not listed",
      #"{"success":true,"numFailedTests":0,"numTotalTests":1,"numFailedTestSuites":1,"numTotalTestSuites":2,"tes"#
        + #"tResults":[{"name":"/a.test.js","status":"passed","assertionResults":[{"title":"a","status":"passed"}]}]}"#),
    Pretence(
      "jest: fewer files than are claimed",
      #"{"success":true,"numFailedTests":0,"numTotalTests":1,"numTotalTestSuites":2,"numPassedTestSuites":1,"tes"#
        + #"tResults":[{"name":"/a.test.js","status":"passed","assertionResults":[{"title":"a","status":"passed"}]}]}"#),
    Pretence(
      "jest: a message of a test that passed",
      #"{"success":true,"numFailedTests":0,"numTotalTests":1,"testResults":[{"name":"/a.test.js","stat"#
        + #"us":"passed","assertionResults":[{"title":"a","status":"passed","failureMessages":["boom"]}]}]}"#),
    Pretence(
      "jest: a message of a file that passed",
      #"{"success":true,"numFailedTests":0,"numTotalTests":1,"testResults":[{"name":"/a.test.js","status":"passed","me"#
        + #"ssage":"Error: boom","testExecError":{"message":"boom"},"assertionResults":[{"title":"a","status":"passed"}]}]}"#
    ),
    Pretence(
      "jest: more pending tests than are listed",
      #"{"success":true,"numFailedTests":0,"numTotalTests":1,"numPendingTests":1,"testResults":[{"n"#
        + #"ame":"/a.test.js","status":"passed","assertionResults":[{"title":"a","status":"passed"}]}]}"#),
    Pretence(
      "jest: a snapshot that does not match",
      #"{"success":true,"numFailedTests":0,"numTotalTests":1,"snapshot":{"failure":true,"unmatched":1},"testRe"#
        + #"sults":[{"name":"/a.test.js","status":"passed","assertionResults":[{"title":"a","status":"passed"}]}]}"#),
    Pretence(
      "mocha: a failure without an error",
      #"{"stats":{"tests":1,"failures":1,"passes":0},"tests":[{"title":"a","fullTitle":"a","e"#
        + #"rr":{}}],"failures":[{"title":"a","fullTitle":"a","err":{}}],"pending":[],"passes":[]}"#),
    Pretence(
      "mocha: fewer passes than tests",
      #"{"stats":{"tests":2,"failures":0,"passes":1},"tests":[{"title":"a","fullTitle":"a","err":{}},{"title"#
        + #"":"b","fullTitle":"b","err":{}}],"failures":[],"pending":[],"passes":[{"title":"a","fullTitle":"a"}]}"#),
    Pretence(
      "go test: no package, and no end",
      "{\"Action\":\"run\",\"Test\":\"TestA\"}\n{\"Action\":\"pass\",\"Test\":\"TestA\"}\n"),
    Pretence(
      "go test: a package that broke and then passed",
      "{\"Action\":\"run\",\"Package\":\"p\",\"Test\":\"TestA\"}\n{\"Action\":\"pass\",\"Package\":\"p\",\""
        + "Test\":\"TestA\"}\n{\"Action\":\"fail\",\"Package\":\"p\"}\n{\"Action\":\"pass\",\"Package\":\"p\"}\n"),
    Pretence(
      "go test: two actions in one event",
      #"{"Action":"fail","Action":"pass","Package":"p","#
        + "\"Test\":\"TestA\"}\n{\"Action\":\"pass\",\"Package\":\"p\"}\n"),
    Pretence("TAP: a number that is too large", "1..2\nok 1 - a\nok 5 - b\n"),
    Pretence("TAP: a number that is there twice", "1..2\nok 1 - a\nok 1 - b\n"),
    Pretence("TAP: a second plan", "1..5\nok 1 - a\n1..1\n"),
    Pretence("TAP: a subtest behind a tab", "1..1\n\tnot ok 1 - inner\n\t1..1\nok 1 - outer\n"),
    Pretence("TAP: a failure behind diagnostics that do not end", "1..1\nok 1 - a\n  ---\nnot ok 2 - b\n  ...\n"),
    Pretence("TAP: bailed out in small letters", "1..1\nok 1 - a\nbail out! disk\n"),
    Pretence("TAP: two spaces in `not ok`", "1..1\nnot  ok 1 - a\nok 1 - a\n"),
    Pretence(
      "TRX: rows passed, and their test failed",
      #"<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results><UnitTestResult testId="1" testName="a" outcome="F"#
        + #"ailed"><InnerResults><UnitTestResult testId="2" testName="a1" outcome="Passed"/></InnerResults></UnitTestResult></Results></TestRun>"#
    ),
    Pretence(
      "TRX: a test that passed has an error",
      #"<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results><UnitTestResult testId="1" testName=""#
        + #"a" outcome="Passed"><Output><ErrorInfo><Message>boom</Message></ErrorInfo></Output></UnitTestResult></Results></TestRun>"#
    ),
    Pretence(
      "TRX: the run is inconclusive",
      #"<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results><UnitTestResult t"#
        + #"estId="1" testName="a" outcome="Passed"/></Results><ResultSummary outcome="Inconclusive"/></TestRun>"#),
    Pretence(
      "TRX: the run has not ended",
      #"<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results><UnitTestResult "#
        + #"testId="1" testName="a" outcome="Passed"/></Results><ResultSummary outcome="InProgress"/></TestRun>"#),
    Pretence(
      "TRX: the counters have executed nothing",
      #"<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results><UnitTestResult testId="1" testName="a" outcome="Passe"#
        + #"d"/></Results><ResultSummary outcome="Completed"><Counters total="1" executed="0" passed="0" notExecuted="1"/></ResultSummary></TestRun>"#
    ),
    Pretence(
      "NUnit: a failure in a test that passed",
      #"<test-run><test-suite result="Passed"><test-case name="a" result="Passed">"#
        + #"<failure><message>x</message></failure></test-case></test-suite></test-run>"#),
    Pretence(
      "NUnit: an assertion that failed",
      #"<test-run><test-suite result="Passed"><test-case name="a" result="Passed"><assert"#
        + #"ions><assertion result="Failed"/></assertions></test-case></test-suite></test-run>"#),
    Pretence(
      "NUnit: the run says that it failed",
      #"<test-run result="Failed" failed="0"><test-suite result="Passed"#
        + #""><test-case name="a" result="Passed"/></test-suite></test-run>"#),
    Pretence(
      "NUnit: fewer passes than tests",
      #"<test-run total="1" passed="0" inconclusive="1"><test-suite result=""#
        + #"Passed"><test-case name="a" result="Passed"/></test-suite></test-run>"#),
    Pretence(
      "xUnit.net: a failure in a test that passed",
      #"<assemblies><assembly name="a" total="1"><collection><test name="a" result="Pass">"#
        + #"<failure><message>x</message></failure></test></collection></assembly></assemblies>"#),
    Pretence(
      "xUnit.net: fewer passes than tests",
      #"<assemblies><assembly name="a" total="1" passed="0" skipped="1"><collec"#
        + #"tion><test name="a" result="Pass"/></collection></assembly></assemblies>"#),
  ]

  @Test(arguments: pretences)
  func `a report that contradicts itself is not green`(pretence: Pretence) {
    do throws(TestReportError) {
      let report = try TestReportReader.report(in: Array(pretence.text.utf8))
      #expect(report.counts.failed + report.counts.errors > 0 || !report.doubts.isEmpty)
    } catch {
      #expect(!error.message.isEmpty)
    }
  }

  @Test(arguments: [
    #"<testsuite skipped="1"><testcase name="a"/><testcase name="b"><skipped/></testcase></testsuite>"#,
    #"<testsuite tests="1,000" failures="0.0" errors=""><testcase name="a"/></testsuite>"#,
    #"<testsuites status="passed"><testsuite><testcase name="a" status="PASSED" result="completed"/></testsuite></testsuites>"#,
    #"<testsuites><testcase name="a" classname="test"/><!-- tests 1 --><!-- pass 1 --></testsuites>"#,
    #"{"examples":[{"full_description":"a","status":"passed"}],"messages":["Run options: exclude {:slow=>true}"]}"#,
    #"{"examples":[{"full_description":"a","status":"passed"}],"messages":["Run options: include {:focus=>true}","\nAll examples were filtered out; ignoring {:focus=>true}"]}"#,
    "1..2\nok 1 - a\n\tok 1 - b\n\t1..1\nok 2 - b\n", "TAP version 14\n1..1\nok 1 - a\n  ---\n  at: x\n  ...\n",
  ])
  func `a report that agrees with itself has no failure`(text: String) throws {
    let report = try TestReportReader.report(in: Array(text.utf8))
    #expect(report.counts.failed + report.counts.errors == 0)
    #expect(report.doubts.allSatisfy { $0.kind == .claimedTests }, "\(report.doubts)")
  }
}
