internal import Calendars
internal import Findings
package import TestReports

/// What is known of one suite: all runs of it that count, and what it was before.
package struct SuiteRun: Sendable {
  /// The service and the suite; `nil` for loose reports.
  let suite: SuiteName?

  /// Each time that it was run, or each shard of it.
  let parts: [Part]

  /// The tests that the base had, where that is known.
  let base: BaseTests?

  /// What the policy asks of it.
  let terms: Terms

  /// Where tests are written, by the file as a report names it.
  var sources: [String: TestSource] = [:]

  /// One run of a command, or of a part of a suite.
  package struct Part: Sendable {
    let ending: Ending
    let command: [String]
    let reports: [GivenTestReport]

    /// Which part of the suite it is.
    var shard: Int?

    package enum Ending: Sendable, Equatable {
      case exited(Int)
      /// It did not end by itself; how.
      case stopped(String)
      case unknown
    }

    package init(ending: Ending, command: [String], reports: [GivenTestReport]) {
      self.ending = ending
      self.command = command
      self.reports = reports
    }

    var counts: TestCounts { Self.counts(of: counted) }

    static func counts(of reports: [TestReport]) -> TestCounts {
      reports.map(\.counts).reduce(TestCounts()) { $0 + $1 }
    }

    /// The reports by the language that they are written in, in the order of the first of each; a run that is reported
    /// twice is counted once.
    var byDialect: [[TestReport]] {
      var order: [TestDialect] = []
      var groups: [TestDialect: [TestReport]] = [:]
      for report in reports.compactMap(\.report) {
        let dialect = report.dialect.isJUnit || report.dialect == .node ? .junit : report.dialect
        if groups[dialect] == nil { order.append(dialect) }
        groups[dialect, default: []].append(report)
      }
      return order.compactMap { groups[$0] }
    }

    /// The reports whose tests are counted.
    var counted: [TestReport] { isOfSuite ? byDialect.first ?? [] : reports.compactMap(\.report) }

    /// Whether it is known to be one run of a suite; loose reports may be of several.
    var isOfSuite = false
  }

  /// What the policy asks of a suite.
  struct Terms: Sendable {
    var refusedOptions: [String]
    var unexplained = TestPolicy.Unexplained.undecided
    var failsNewSkips = true
    var minimum: Int?

    /// How often a failed test may be tried again; `nil` where the policy has no word on it.
    var retries: Int?

    /// The scripts of `package.json` that its command starts.
    var scripts: [PackageScript] = []

    /// The language that its reports are written in; `nil` for any.
    var dialect: TestDialect?
    var quarantine: [Quarantine.Entry] = []
  }

  init(_ suite: SuiteName?, parts: [Part], base: BaseTests?, terms: Terms) {
    self.suite = suite
    self.parts = parts.map { part in
      var part = part
      part.isOfSuite = suite != nil
      return part
    }
    self.base = base
    self.terms = terms
  }

  /// The reports that could be read.
  var reports: [TestReport] { parts.flatMap(\.counted) }

  var tests: [TestResult] { reports.flatMap(\.tests) }

  package var counts: TestCounts { parts.reduce(TestCounts()) { $0 + $1.counts } }

  /// What a message about it begins with.
  var prefix: String { suite.map { "\($0): " } ?? "" }

  /// Where a test is written, as far as that is a file of the judged side.
  func place(of test: TestResult) -> Place? {
    guard let file = test.file, let source = sources[file] else { return nil }
    return source.place(line: test.line)
  }

  /// The entry of the quarantine that a test is in.
  func quarantine(of test: TestResult) -> Quarantine.Entry? {
    terms.quarantine.first { [test.name, test.title].contains($0.name) }
  }
}

/// A suite of a service.
package struct SuiteName: Sendable, Hashable, Comparable, CustomStringConvertible {
  let service: String
  let suite: String

  package var description: String { "\(service)/\(suite)" }

  package static func < (left: SuiteName, right: SuiteName) -> Bool {
    (left.service, left.suite) < (right.service, right.suite)
  }
}

/// The tests that a suite had at the base.
package struct BaseTests: Sendable {
  /// Each test with how often it was there, and whether it was executed.
  private(set) var tests: [TestResult.Identity: (count: Int, test: TestResult)] = [:]

  package init(_ reports: [TestReport]) {
    self.init(runs: [reports])
  }

  /// The tests of several runs; what ran again in another one is the same test.
  init(runs: [[TestReport]]) {
    for run in runs {
      var counts: [TestResult.Identity: Int] = [:]
      for test in run.flatMap(\.tests) {
        counts[test.identity, default: 0] += 1
        let known = tests[test.identity]
        let isExecuted = test.outcome != .skipped || known == nil
        tests[test.identity] = (
          max(known?.count ?? 0, counts[test.identity] ?? 0), isExecuted ? test : known?.test ?? test
        )
      }
    }
  }

  /// The tests that are not among others, sorted by their titles.
  func missing(among results: [TestResult]) -> [TestResult] {
    var left: [TestResult.Identity: Int] = [:]
    for result in results { left[result.identity, default: 0] += 1 }
    return tests.filter { identity, old in left[identity, default: 0] < old.count }.map(\.value.test)
      .sorted { $0.title < $1.title }
  }

  /// Whether a test was there and executed.
  func hasExecuted(_ test: TestResult) -> Bool {
    tests[test.identity].map { $0.test.outcome != .skipped } ?? false
  }
}

extension String {
  /// The first line that says something, cut where it becomes long.
  var firstLine: String {
    let line = split(whereSeparator: \.isNewline).first { !$0.allSatisfy(\.isWhitespace) } ?? ""
    let trimmed = line.drop(while: \.isWhitespace)
    return trimmed.count > 300 ? trimmed.prefix(300) + " …" : String(trimmed)
  }
}
