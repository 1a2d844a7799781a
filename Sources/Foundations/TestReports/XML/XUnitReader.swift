/// Reads the results of xUnit.net, version 2 (`assemblies`) and 1 (`assembly` with classes).
final class XUnitReader: XMLDialectReader {
  private var tally = TestTally(.xunit)
  private var openTest: TestResult?
  private var openError: String?
  private var assembly = Assembly()

  /// What an assembly claims, and what it has listed.
  private struct Assembly {
    var name = ""
    var tests = 0
    var failures = 0
    var errors = 0
    var listedTests = 0
    var listedFailures = 0
    var listedErrors = 0
    var passes: Int?
    var listedPasses = 0
  }

  func begin(_ name: String, _ attributes: XMLAttributes) throws(TestReportError) -> Int {
    switch name {
    case "assembly":
      assembly = Assembly(
        name: attributes["name"] ?? "", tests: attributes.count("total") ?? 0,
        failures: attributes.count("failed") ?? 0, errors: attributes.count("errors") ?? 0)
      assembly.passes = attributes.count("passed")
    case "test":
      let outcome: TestResult.Outcome
      switch attributes["result"] {
      case "Pass": outcome = .passed
      case "Skip", "NotRun": outcome = .skipped
      case "Fail": outcome = .failed
      default: outcome = .error
      }
      openTest = TestResult(
        suite: assembly.name, className: attributes["type"] ?? "", name: attributes["name"] ?? "",
        file: attributes["source-file"], line: attributes["source-line"].flatMap { Int($0) }, outcome: outcome)
    // A test that has a failure has not passed, whatever its attribute says.
    case "failure": if openTest?.outcome == .passed { openTest?.outcome = .failed }
    case "error": openError = attributes["name"] ?? attributes["type"] ?? "error"
    case "message", "reason": return TestReportLimits.message
    default: break
    }
    return 0
  }

  func end(_ name: String, _ text: String) throws(TestReportError) {
    switch name {
    case "message", "reason":
      if openTest != nil { openTest?.message = text } else if let error = openError { openError = "\(error): \(text)" }
    case "test":
      guard let ended = openTest else { return }
      openTest = nil
      assembly.listedTests += 1
      if ended.outcome == .passed { assembly.listedPasses += 1 }
      if ended.outcome == .failed || ended.outcome == .error { assembly.listedFailures += 1 }
      try tally.add(ended)
    case "error":
      if let error = openError { tally.add(TestRunError(name: assembly.name, message: error)) }
      assembly.listedErrors += 1
      openError = nil
    case "assembly":
      if assembly.listedTests == 0 { tally.addEmptySuite(assembly.name) }
      tally.claim(
        unlistedErrors: max(0, assembly.failures - assembly.listedFailures)
          + max(0, assembly.errors - assembly.listedErrors))
      if let passes = assembly.passes, passes < assembly.listedPasses {
        tally.doubt(
          .contradiction, "\(assembly.name) claims that \(passes) tests passed, and lists \(assembly.listedPasses)")
      }
      if assembly.tests > assembly.listedTests {
        tally.doubt(
          .claimedTests,
          "\(assembly.name) claims \(assembly.tests) tests, and \(assembly.listedTests) are listed")
      }
    default: break
    }
  }

  func finish() throws(TestReportError) -> TestReport {
    tally.report
  }
}
