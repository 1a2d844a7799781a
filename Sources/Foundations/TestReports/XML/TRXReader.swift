/// Reads Visual Studio's test results: `TestRun` with `UnitTestResult` (vstst.xsd).
final class TRXReader: XMLDialectReader {
  private var tally = TestTally(.trx)
  private var open: [Result] = []
  private var runError: String?
  private var summaryFailed: String?
  private var claimed = (tests: 0, failures: 0)
  private var claimedExecuted: Int?
  private var executed = 0
  private var listed = (tests: 0, failures: 0)
  private var isInRunInfo = false

  private struct Result {
    let id: String
    let name: String
    let outcome: String
    var message: String?
    var hasInner = false
    var hasInnerFailure = false
    var hasErrorInfo = false
  }

  func begin(_ name: String, _ attributes: XMLAttributes) throws(TestReportError) -> Int {
    switch name {
    case "UnitTestResult", "GenericTestResult", "ManualTestResult", "WebTestResult", "LoadTestResult":
      if !open.isEmpty { open[open.count - 1].hasInner = true }
      open.append(
        Result(
          id: attributes["testId"] ?? "", name: attributes["testName"] ?? "", outcome: attributes["outcome"] ?? ""))
    case "ErrorInfo": if !open.isEmpty { open[open.count - 1].hasErrorInfo = true }
    case "Message": return open.isEmpty ? 0 : TestReportLimits.message
    case "ResultSummary":
      if let outcome = attributes["outcome"], ["Failed", "Error", "Aborted", "Timeout"].contains(outcome) {
        summaryFailed = outcome
      } else if let outcome = attributes["outcome"], !["Completed", "Passed", "Warning"].contains(outcome) {
        tally.doubt(.interrupted, "the outcome of the run is \(outcome)")
      }
    case "Counters":
      claimed.tests = attributes.count("total") ?? 0
      claimedExecuted = attributes.count("executed")
      claimed.failures = ["failed", "error", "timeout", "aborted"].reduce(0) { $0 + (attributes.count($1) ?? 0) }
    case "RunInfo":
      isInRunInfo = attributes["outcome"] == "Error"
    case "Text": return isInRunInfo ? TestReportLimits.message : 0
    default: break
    }
    return 0
  }

  func end(_ name: String, _ text: String) throws(TestReportError) {
    switch name {
    case "UnitTestResult", "GenericTestResult", "ManualTestResult", "WebTestResult", "LoadTestResult":
      guard let result = open.popLast() else { return }
      try take(result)
    case "Message":
      if !open.isEmpty, open[open.count - 1].message == nil { open[open.count - 1].message = text }
    case "Text":
      if isInRunInfo { tally.add(TestRunError(message: text)) }
    case "RunInfo": isInRunInfo = false
    default: break
    }
  }

  private func take(_ result: Result) throws(TestReportError) {
    let outcome: TestResult.Outcome
    switch result.outcome {
    case "Passed", "Warning", "Completed", "": outcome = .passed
    case "NotExecuted", "Inconclusive", "NotRunnable", "Pending": outcome = .skipped
    case "Failed", "Timeout", "Aborted": outcome = .failed
    default: outcome = .error
    }
    let hasFailed = outcome == .failed || outcome == .error
    if hasFailed || result.hasInnerFailure, !open.isEmpty { open[open.count - 1].hasInnerFailure = true }
    // The rows of a data-driven test are its tests.
    guard !result.hasInner else {
      if hasFailed, !result.hasInnerFailure {
        tally.add(TestRunError(name: result.name, message: result.message ?? "it failed, and none of its rows did"))
      }
      return
    }
    listed.tests += 1
    if outcome != .skipped { executed += 1 }
    if hasFailed { listed.failures += 1 }
    if outcome == .passed, result.hasErrorInfo {
      tally.doubt(.contradiction, "`\(result.name)` passed, and has a message of an error")
    }
    try tally.add(TestResult(suite: result.id, name: result.name, outcome: outcome, message: result.message))
  }

  func finish() throws(TestReportError) -> TestReport {
    tally.claim(unlistedErrors: claimed.failures - listed.failures)
    if claimed.tests > listed.tests {
      tally.doubt(.claimedTests, "the counters claim \(claimed.tests) tests, and \(listed.tests) are listed")
    }
    if let claimedExecuted, claimedExecuted < executed {
      tally.doubt(
        .contradiction, "the counters say that \(claimedExecuted) tests were executed, and \(executed) have a result")
    }
    if let summaryFailed, tally.report.counts.failed == 0, tally.report.counts.errors == 0 {
      tally.add(TestRunError(message: "the outcome of the run is \(summaryFailed)"))
    }
    return tally.report
  }
}
