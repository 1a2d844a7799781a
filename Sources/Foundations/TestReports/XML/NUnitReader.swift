/// Reads the results of NUnit 3 (`test-run`) and NUnit 2 (`test-results`).
final class NUnitReader: XMLDialectReader {
  private var tally = TestTally(.nunit)
  private var suites: [Suite] = []
  private var openCase: TestResult?
  private var claimed = (tests: 0, failures: 0)
  private var listed = (tests: 0, failures: 0)
  private var claimedPasses: Int?
  private var passes = 0
  private var saysFailed = false

  private struct Suite {
    let name: String
    let isFailed: Bool
    let site: String?
    var message: String?
    /// Failures below it.
    var failures = 0
  }

  func begin(_ name: String, _ attributes: XMLAttributes) throws(TestReportError) -> Int {
    switch name {
    case "test-run":
      claimed.tests = attributes.count("total") ?? 0
      claimed.failures = attributes.count("failed") ?? 0
      claimedPasses = attributes.count("passed")
      saysFailed = ["Failed", "Error"].contains(attributes["result"])
    case "test-results":
      claimed.tests = attributes.count("total") ?? 0
      claimed.failures = (attributes.count("failures") ?? 0) + (attributes.count("errors") ?? 0)
    case "test-suite":
      let result = attributes["result"] ?? ""
      suites.append(
        Suite(
          name: attributes["fullname"] ?? attributes["name"] ?? "",
          isFailed: ["Failed", "Failure", "Error", "Invalid", "NotRunnable"].contains(result), site: attributes["site"]
        ))
    case "test-case":
      openCase = TestResult(
        className: attributes["classname"] ?? "", name: attributes["fullname"] ?? attributes["name"] ?? "",
        outcome: Self.outcome(attributes["result"] ?? "", attributes["label"], attributes["executed"]))
      if attributes["result"] == "Passed" { passes += 1 }
    case "failure": failCase()
    case "assertion": if ["Failed", "Error"].contains(attributes["result"]) { failCase() }
    case "message": return TestReportLimits.message
    default: break
    }
    return 0
  }

  /// A test that has a failure has not passed, whatever its attribute says.
  private func failCase() {
    if openCase?.outcome == .passed { openCase?.outcome = .failed }
  }

  private static func outcome(_ result: String, _ label: String?, _ executed: String?) -> TestResult.Outcome {
    switch result {
    case "Passed", "Success", "Warning": .passed
    case "Skipped", "Inconclusive", "Ignored", "NotRun", "Explicit": .skipped
    case "Failed", "Failure", "Cancelled": label == "Error" || label == "Invalid" ? .error : .failed
    case "": executed == "False" ? .skipped : .error
    default: .error
    }
  }

  func end(_ name: String, _ text: String) throws(TestReportError) {
    switch name {
    case "message":
      if openCase != nil {
        if openCase?.message == nil { openCase?.message = text }
      } else if !suites.isEmpty, suites[suites.count - 1].message == nil {
        suites[suites.count - 1].message = text
      }
    case "test-case":
      guard let ended = openCase else { return }
      openCase = nil
      listed.tests += ended.outcome == .skipped ? 0 : 1
      if ended.outcome == .failed || ended.outcome == .error {
        listed.failures += 1
        if !suites.isEmpty { suites[suites.count - 1].failures += 1 }
      }
      try tally.add(ended)
    case "test-suite":
      guard let suite = suites.popLast() else { return }
      let isOwn = suite.site == "TearDown" || suite.isFailed && suite.failures == 0
      if isOwn { tally.add(TestRunError(name: suite.name, message: suite.message ?? "failed")) }
      if !suites.isEmpty { suites[suites.count - 1].failures += suite.failures + (isOwn ? 1 : 0) }
    default: break
    }
  }

  func finish() throws(TestReportError) -> TestReport {
    tally.claim(unlistedErrors: claimed.failures - listed.failures - tally.report.errors.count)
    if saysFailed, tally.report.counts.failed + tally.report.counts.errors == 0 {
      tally.add(TestRunError(message: "the run says that it failed, and lists no failure"))
    }
    if let claimedPasses, claimedPasses < passes {
      tally.doubt(.contradiction, "the run claims that \(claimedPasses) tests passed, and lists \(passes)")
    }
    let all = tally.report.tests.count
    if claimed.tests > max(listed.tests, all) {
      tally.doubt(.claimedTests, "an attribute claims \(claimed.tests) tests, and \(all) are listed")
    }
    return tally.report
  }
}
