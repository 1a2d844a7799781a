/// Puts the tests of a report together: tries of one name are one test, and the last one decides.
struct TestTally {
  private(set) var report: TestReport
  private var places: [Key: Int] = [:]
  private var messages = 0

  private struct Key: Hashable {
    let suite: String
    let className: String
    let name: String
    let file: String?
    /// Tells tests apart that a dialect numbers.
    let number: Int?
  }

  init(_ dialect: TestDialect) {
    report = TestReport(dialect)
  }

  mutating func becomes(_ dialect: TestDialect) {
    report.dialect = dialect
  }

  /// Takes a try of a test.
  ///
  /// - Parameters:
  ///   - result: the try.
  ///   - number: what tells the test from others of its name, in a dialect that numbers tests and not tries.
  /// - Returns: the place of the test among ``TestReport/tests``, and whether it is its first try.
  /// - Throws: `TestReportError` for more tests than are kept.
  @discardableResult
  mutating func add(_ result: TestResult, number: Int? = nil) throws(TestReportError) -> (place: Int, isFirst: Bool) {
    var result = result
    if let message = result.message {
      messages += 1
      result.message = messages > TestReportLimits.kept ? nil : message.shortened
    }
    let key = Key(
      suite: result.suite, className: result.className, name: result.name, file: result.file, number: number)
    if let place = places[key] {
      let earlier = report.tests[place]
      let failedBefore = earlier.outcome == .failed || earlier.outcome == .error
      result.isFlaky = result.outcome == .passed && (result.isFlaky || earlier.isFlaky || failedBefore)
      report.tests[place] = result
      return (place, false)
    }
    guard report.tests.count < TestReportLimits.tests else {
      throw TestReportError("more than \(TestReportLimits.tests) tests")
    }
    places[key] = report.tests.count
    report.tests.append(result)
    return (report.tests.count - 1, true)
  }

  /// Notes that the writer tells of tries which it does not show, where the test has passed.
  mutating func markFlaky(_ place: Int) {
    if report.tests[place].outcome == .passed { report.tests[place].isFlaky = true }
  }

  mutating func add(_ error: TestRunError) {
    guard report.errors.count < TestReportLimits.kept else {
      report.unlistedErrors += 1
      return
    }
    report.errors.append(TestRunError(name: error.name, message: error.message.shortened))
  }

  mutating func claim(unlistedErrors: Int) {
    let (sum, isTooMuch) = report.unlistedErrors.addingReportingOverflow(max(0, unlistedErrors))
    report.unlistedErrors = isTooMuch ? Int.max / 4 : min(sum, Int.max / 4)
  }

  mutating func doubt(_ kind: TestReportDoubt.Kind, _ message: String) {
    guard report.doubts.count < TestReportLimits.kept else { return }
    report.doubts.append(TestReportDoubt(kind, message.shortened))
  }

  mutating func remark(_ text: String) {
    if report.remarks.count < 100 { report.remarks.append(text) }
  }

  mutating func addEmptySuite(_ name: String) {
    guard !name.isEmpty, report.emptySuites.count < TestReportLimits.kept else { return }
    report.emptySuites.append(name)
  }
}

extension String {
  /// The text without the white space around it, and cut where it becomes long.
  var shortened: String {
    var scalars = unicodeScalars[...]
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    if scalars.utf8Count(atMost: TestReportLimits.message) > TestReportLimits.message {
      return String(String.UnicodeScalarView(scalars.prefix(TestReportLimits.message / 4))) + " …"
    }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return String(String.UnicodeScalarView(scalars))
  }

  /// Whether it is the name of a file of JavaScript or TypeScript.
  var namesScript: Bool {
    guard let dot = utf8.lastIndex(of: UInt8(ascii: ".")), dot != startIndex else { return false }
    let endings = ["js", "mjs", "cjs", "jsx", "ts", "mts", "cts", "tsx"]
    return endings.contains(String(self[index(after: dot)...]))
  }
}

extension Substring.UnicodeScalarView {
  fileprivate func utf8Count(atMost limit: Int) -> Int {
    var count = 0
    for scalar in self {
      count += UTF8.width(scalar)
      if count > limit { break }
    }
    return count
  }
}
