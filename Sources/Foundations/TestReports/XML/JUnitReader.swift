/// Reads the dialects of JUnit's XML: `testsuites`, `testsuite` and `testcase`, as they agree and as they differ.
///
/// Cases are counted. What an attribute claims beyond them is an error where it claims failures, and a doubt where it
/// claims tests.
final class JUnitReader: XMLDialectReader {
  private var tally = TestTally(.junit)
  private var suites: [Suite] = []

  /// The cases that are open; some writers put one into another.
  private var cases: [Case] = []

  private var openCase: Case? {
    get { cases.last }
    set {
      guard let newValue, !cases.isEmpty else { return }
      cases[cases.count - 1] = newValue
    }
  }

  /// A suite that is open.
  private struct Suite {
    var name: String
    var file: String?
    var claims: Claims
    /// Elements that were listed in it and below it.
    var listed = Claims()
    /// What the suites below it claimed beyond what they listed.
    var excess = Claims()
    /// The tests that stand in the suite itself, and those of them that stand there more than once.
    var ownElements = 0
    var ownTests = 0
    var repeated: Set<Int> = []
    var hasSuites = false
    var hasError = false
    /// Whether its own attribute says that it failed, and whether something in it did.
    var saysFailed = false
    var hasFailed = false
  }

  /// Numbers of tests, of failures and errors, and of tests that were not run.
  private struct Claims {
    var tests = 0
    var failures = 0
    var skipped = 0
  }

  /// A case that is open.
  private struct Case {
    var result: TestResult
    var hasFailure = false
    var hasError = false
    var isSkipped = false
    var isFlaky = false
    /// CTest says so, of what it was told to skip and of what it could not start.
    var isNotRun = false
    /// Node says so of a test that is written down before it has to pass.
    var isTodo = false
    var elements = 0
    var failureMessage: String?
    var skipMessage: String?
  }

  func begin(_ name: String, _ attributes: XMLAttributes) throws(TestReportError) -> Int {
    // Writers do not agree on letter case: `rerunFailure`, `Failure`.
    let name = name.lowercased()
    switch name {
    case "testsuites", "testsuite":
      begin(suite: attributes, isRoot: name == "testsuites")
      return 0
    case "testcase":
      begin(case: attributes)
      return 0
    case "property": note(property: attributes)
    case "failure", "error", "rerunfailure", "rerunerror", "flakyfailure", "flakyerror", "rerun":
      return begin(outcome: name, attributes)
    case "skipped", "skip", "pending", "disabled", "ignored", "todo":
      guard openCase != nil else { return 0 }
      openCase?.isSkipped = true
      if name == "todo" || attributes["type"] == "todo" { openCase?.isTodo = true }
      if let message = attributes["message"] { openCase?.skipMessage = message }
      return TestReportLimits.message
    case "system-out": return openCase == nil && !suites.isEmpty ? TestReportLimits.output : 0
    default: return 0
    }
    return 0
  }

  func end(_ name: String, _ text: String) throws(TestReportError) {
    let name = name.lowercased()
    switch name {
    case "testsuites", "testsuite": endSuite()
    case "testcase": try endCase()
    case "failure", "error":
      guard openCase != nil else { return endError(text) }
      if openCase?.failureMessage == nil { openCase?.failureMessage = text }
    case "skipped", "skip", "pending", "disabled", "ignored", "todo":
      if openCase?.skipMessage == nil, !text.isEmpty { openCase?.skipMessage = text }
    case "system-out": try search(output: text)
    default: break
    }
  }

  /// The passes that Node counts, which takes a suite without tests for none and writes it as a case all the same.
  func note(comment: String) {
    let words = comment.split(separator: " ")
    if suites.count == 1, words.count == 2, words[0] == "pass", let count = Int(words[1]) { countedPasses = count }
  }

  func finish() throws(TestReportError) -> TestReport {
    let passed = tally.report.counts.passed
    if let countedPasses, countedPasses < passed {
      tally.doubt(
        .contradiction,
        "Node counts \(countedPasses) passed test\(countedPasses == 1 ? "" : "s"), and \(passed) are listed: a suite "
          + "without tests is no test")
    }
    return tally.report
  }

  private func begin(suite attributes: XMLAttributes, isRoot: Bool) {
    if !suites.isEmpty { suites[suites.count - 1].hasSuites = true }
    let name = attributes["name"] ?? ""
    if suites.isEmpty || tally.report.dialect == .junit { detect(name, attributes) }
    for key in ["tests", "failures", "errors"] where attributes.isNoCount(key) {
      tally.doubt(.contradiction, "the attribute `\(key)` of `\(name)` is not a number: \(attributes[key] ?? "")")
    }
    let claims = Claims(
      tests: attributes.count("tests") ?? 0,
      failures: (attributes.count("failures") ?? 0) + (attributes.count("errors") ?? 0),
      skipped: attributes.count("skipped") ?? attributes.count("disabled") ?? 0)
    var suite = Suite(name: name, file: attributes["file"], claims: claims)
    suite.saysFailed = [.failed, .error].contains(Self.state(attributes))
    suites.append(suite)
  }

  private func endSuite() {
    guard var suite = suites.popLast() else { return }
    suite.excess.tests = max(suite.excess.tests, suite.claims.tests - suite.listed.tests)
    suite.excess.failures = max(suite.excess.failures, suite.claims.failures - suite.listed.failures)
    suite.excess.skipped = max(suite.excess.skipped, suite.claims.skipped - suite.listed.skipped)
    if suite.saysFailed, !suite.hasFailed, !suite.hasError, suite.claims.failures == 0 {
      tally.add(TestRunError(name: suite.name, message: "the suite says that it failed, and lists no failure"))
      suite.hasFailed = true
    }
    // The writer has counted each name once, so what stands there twice are tries.
    if suite.claims.tests > 0, suite.claims.tests <= suite.ownTests {
      for place in suite.repeated { tally.markFlaky(place) }
    }
    if suite.listed.tests == 0, !suite.hasSuites, !suite.hasError { tally.addEmptySuite(suite.name) }
    guard suites.isEmpty else {
      suites[suites.count - 1].listed.tests += suite.listed.tests
      suites[suites.count - 1].listed.failures += suite.listed.failures
      suites[suites.count - 1].excess.tests += suite.excess.tests
      suites[suites.count - 1].excess.failures += suite.excess.failures
      suites[suites.count - 1].listed.skipped += suite.listed.skipped
      suites[suites.count - 1].excess.skipped += suite.excess.skipped
      if suite.hasFailed || suite.hasError { suites[suites.count - 1].hasFailed = true }
      return
    }
    // Where cases are missing, that is said alone.
    if suite.excess.skipped > 0, suite.excess.tests == 0 {
      tally.doubt(
        .contradiction,
        "an attribute claims \(suite.listed.skipped + suite.excess.skipped) skipped tests, and \(suite.listed.skipped) "
          + "\(suite.listed.skipped == 1 ? "is" : "are") listed")
    }
    tally.claim(unlistedErrors: suite.excess.failures)
    // A failing teardown is a second outcome of one case, for some.
    let counted = suite.listed.tests + suite.listed.failures
    guard suite.excess.tests > 0, suite.claims.tests > counted || suite.listed.failures == 0 else { return }
    let claimed = suite.listed.tests + suite.excess.tests
    tally.doubt(
      .claimedTests,
      "an attribute claims \(claimed) tests, and \(suite.listed.tests) \(suite.listed.tests == 1 ? "is" : "are") listed"
    )
  }

  private func begin(case attributes: XMLAttributes) {
    let className = attributes["classname"] ?? attributes["class"] ?? ""
    let suiteNames = suites.map(\.name).filter { !$0.isEmpty }
    var result = TestResult(
      suite: suiteNames.joined(separator: " › "), className: className,
      name: attributes["name"] ?? attributes["id"] ?? "", file: attributes["file"] ?? suites.last?.file,
      line: attributes["line"].flatMap { Int($0) }, outcome: .passed)
    var opened: Case
    switch Self.state(attributes) {
    case .skipped?:
      opened = Case(result: result)
      opened.isSkipped = true
    case .some(let outcome):
      result.outcome = outcome
      opened = Case(result: result)
      if outcome == .failed { opened.hasFailure = true }
      if outcome == .error { opened.hasError = true }
    case nil: opened = Case(result: result)
    }
    opened.isNotRun = attributes["status"] == "notrun"
    for word in [attributes["status"], attributes["result"]].compactMap({ $0 }) where !Self.isKnown(word) {
      tally.doubt(.contradiction, "`\(opened.result.title)` has the state `\(word)`, whose meaning is not known")
    }
    cases.append(opened)
  }

  /// What attributes say of a test or a suite, where they do not say that it has passed.
  private static func state(_ attributes: XMLAttributes) -> TestResult.Outcome? {
    if let state = state(attributes["status"]) ?? state(attributes["result"]) { return state }
    if ["success", "passed"].contains(where: { attributes[$0]?.lowercased() == "false" }) { return .failed }
    return attributes["executed"]?.lowercased() == "false" ? .skipped : nil
  }

  /// Words for a test that has passed; CTest and GoogleTest write `run`, a few writers a number.
  private static let good: Set<String> = [
    "", "run", "ran", "pass", "passed", "passing", "success", "successful", "succeeded", "ok", "okay", "complete",
    "completed", "done", "finished", "executed", "expected", "fixed", "true", "0", "flaky", "warning",
  ]

  private static func isKnown(_ word: String) -> Bool {
    good.contains(word.lowercased()) || state(word) != nil
  }

  /// What the attribute `status` or `result` says of a test, where it does not say that it has passed.
  private static func state(_ word: String?) -> TestResult.Outcome? {
    switch word?.lowercased() {
    // `todo` is how node and TAP mark a test that is written down before it has to pass.
    case "notrun", "not_run", "not run", "disabled", "skip", "skipped", "suppressed", "ignored", "pending", "inactive",
      "todo", "excluded", "notexecuted", "inconclusive", "filtered":
      .skipped
    case "fail", "failed", "failing", "failure", "unsuccessful", "ko", "not ok", "red", "false", "timeout", "timed_out",
      "timedout", "cancelled", "canceled", "aborted", "interrupted", "killed", "unexpected", "regression":
      .failed
    case "error", "errored", "errors", "broken", "crash", "crashed", "unknown_error", "unresolved": .error
    default: nil
    }
  }

  private func begin(outcome name: String, _ attributes: XMLAttributes) -> Int {
    guard openCase != nil else {
      guard name == "failure" || name == "error", !suites.isEmpty else { return 0 }
      suites[suites.count - 1].listed.failures += 1
      suites[suites.count - 1].hasError = true
      suiteError = attributes["message"]
      return TestReportLimits.message
    }
    openCase?.elements += 1
    switch name {
    case "failure", "rerunfailure":
      openCase?.hasFailure = true
      if openCase?.failureMessage == nil { openCase?.failureMessage = attributes["message"] }
    case "error", "rerunerror":
      openCase?.hasError = true
      if openCase?.failureMessage == nil { openCase?.failureMessage = attributes["message"] }
    default: openCase?.isFlaky = true
    }
    return TestReportLimits.message
  }

  private var suiteError: String?
  private var countedPasses: Int?

  private func endError(_ text: String) {
    let said = suiteError.flatMap { $0.isEmpty ? nil : $0 } ?? text
    tally.add(TestRunError(name: suites.last.map(\.name), message: said))
    suiteError = nil
  }

  private func endCase() throws(TestReportError) {
    guard var ended = cases.popLast() else { return }
    if ended.isTodo {
      ended.result.outcome = .skipped
    } else if ended.hasError {
      ended.result.outcome = .error
    } else if ended.hasFailure {
      ended.result.outcome = .failed
    } else if ended.isSkipped {
      ended.result.outcome = .skipped
    }
    ended.result.isFlaky = ended.isFlaky && ended.result.outcome == .passed
    ended.result.message = ended.result.outcome == .skipped ? ended.skipMessage : ended.failureMessage
    let last = suites.count - 1
    if last >= 0 {
      suites[last].listed.tests += 1
      suites[last].listed.failures += ended.elements
      if ended.result.outcome == .skipped { suites[last].listed.skipped += 1 }
      if ended.result.outcome == .failed || ended.result.outcome == .error { suites[last].hasFailed = true }
    }
    // Node has a test of the class `test` for each file of which nothing is heard.
    if ended.result.className == "test", ended.result.name.namesScript {
      if ended.result.outcome == .passed {
        tally.doubt(.fileAsTest, "\(ended.result.name) counts as one passing test, and no test in it is reported")
      } else if ended.result.outcome != .skipped {
        tally.add(TestRunError(name: ended.result.name, message: ended.failureMessage ?? "failed"))
      }
      return
    }
    // Without a name nothing tells one case from another.
    let number = ended.result.name.isEmpty ? tally.report.tests.count : nil
    let (place, isFirst) = try tally.add(ended.result, number: number)
    guard last >= 0 else { return }
    suites[last].ownElements += 1
    if isFirst { suites[last].ownTests += 1 } else { suites[last].repeated.insert(place) }
    if ended.isNotRun, let why = ended.skipMessage, !why.isEmpty, !why.hasPrefix("SKIP_") {
      tally.doubt(.notRun, "`\(ended.result.title)` could not be run: \(why)")
    }
    if ended.result.outcome == .skipped, ended.result.message?.contains("'only' option not set") == true {
      tally.doubt(.focus, "\(ended.result.title) was skipped because of `.only` on another test")
    }
  }

  /// The JUnit reports of TAP::Formatter::JUnit keep the TAP itself, and only there a failing subtest shows.
  private func search(output text: String) throws(TestReportError) {
    guard openCase == nil, text.contains("ok ") else { return }
    for contradiction in TAPReader.contradictions(in: text) {
      tally.doubt(.contradiction, "`\(contradiction)` passed, although a subtest of it failed")
    }
  }

  private func note(property attributes: XMLAttributes) {
    if attributes["name"] == "go.version" { tally.becomes(.gotestsum) }
  }

  /// Tells the writer by what only one of them writes.
  private func detect(_ name: String, _ attributes: XMLAttributes) {
    let schema = attributes["noNamespaceSchemaLocation"] ?? ""
    switch name {
    case "jest tests": tally.becomes(.jest)
    case "vitest tests": tally.becomes(.vitest)
    case "pytest", "pytest tests": tally.becomes(.pytest)
    case "Mocha Tests": tally.becomes(.mocha)
    case "rspec": tally.becomes(.rspec)
    case _ where schema.contains("surefire"): tally.becomes(.surefire)
    case _ where attributes["assertions"] != nil && name.hasPrefix("Minitest"): tally.becomes(.minitest)
    default: break
    }
  }
}
