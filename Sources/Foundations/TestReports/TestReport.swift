/// What one report of a test runner says, whatever dialect it is written in.
package struct TestReport: Sendable, Equatable {
  package var dialect: TestDialect

  /// The tests in the order of their first try; tries of one name are one test.
  package var tests: [TestResult] = []

  /// Errors outside of any test: a file that could not be loaded, a suite that broke.
  package var errors: [TestRunError] = []

  /// How many failures and errors attributes claim beyond those that are listed.
  package var unlistedErrors = 0

  /// What speaks against taking the report at its word.
  package var doubts: [TestReportDoubt] = []

  /// What a reader should know, and what casts no doubt.
  package var remarks: [String] = []

  /// Suites, packages and files in which there is no test.
  package var emptySuites: [String] = []

  package init(_ dialect: TestDialect) {
    self.dialect = dialect
  }

  package var counts: TestCounts { TestCounts(of: self) }
}

/// One test, with what its last try came to.
package struct TestResult: Sendable, Equatable {
  /// The suite and those around it, or the package.
  package var suite: String

  package var className: String

  package var name: String

  /// The file that the test is written in, as the report names it.
  package var file: String?

  /// The line in that file, from 1.
  package var line: Int?

  package var outcome: Outcome

  /// Why it failed or was skipped, as far as that is worth a line.
  package var message: String?

  /// Whether it passed after a try that failed.
  package var isFlaky = false

  package enum Outcome: String, Sendable, CaseIterable {
    case passed
    /// It failed, timed out or was cancelled.
    case failed
    /// It broke before or after it could pass or fail.
    case error
    /// It was not run.
    case skipped
  }

  package init(
    suite: String = "", className: String = "", name: String, file: String? = nil, line: Int? = nil, outcome: Outcome,
    message: String? = nil
  ) {
    self.suite = suite
    self.className = className
    self.name = name
    self.file = file
    self.line = line
    self.outcome = outcome
    self.message = message
  }

  /// The name with that of its class, by which people know it.
  package var title: String {
    className.isEmpty || name.hasPrefix(className) ? name : "\(className) \(name)"
  }

  /// What tells a test from another one across two runs; suites are left out, since runners name them by folders.
  package var identity: Identity { Identity(className: className, name: name) }

  package struct Identity: Sendable, Hashable {
    package let className: String
    package let name: String
  }
}

/// An error that belongs to no test.
package struct TestRunError: Sendable, Equatable {
  /// The file, suite or package that is broken, where it is named.
  package var name: String?

  package var message: String

  package init(name: String? = nil, message: String) {
    self.name = name
    self.message = message
  }
}

/// A reason not to take a report at its word.
package struct TestReportDoubt: Sendable, Equatable {
  package enum Kind: String, Sendable, CaseIterable {
    /// An attribute claims more tests than are listed.
    case claimedTests = "claimed-tests"
    /// A file counts as one passing test: its process ended before it could report any.
    case fileAsTest = "file-as-test"
    /// There is no plan, or fewer tests than it announces.
    case plan
    /// A test is said to have passed, and something below it failed.
    case contradiction
    /// A test could not be run, and counts as skipped.
    case notRun = "not-run"
    /// Some tests were picked out, and the others not run.
    case focus
    /// The run was cut off, or says itself that it is incomplete.
    case interrupted
  }

  package var kind: Kind
  package var message: String

  package init(_ kind: Kind, _ message: String) {
    self.kind = kind
    self.message = message
  }
}

/// How many tests there are, and what they came to.
package struct TestCounts: Sendable, Equatable {
  package var tests = 0
  package var passed = 0
  package var failed = 0

  /// Tests with an error, errors outside of any test, and what attributes claim beyond what is listed.
  package var errors = 0
  package var skipped = 0
  package var flaky = 0

  package var executed: Int { tests - skipped }

  package init() {}

  init(of report: TestReport) {
    tests = report.tests.count
    errors = report.errors.count + report.unlistedErrors
    for test in report.tests {
      switch test.outcome {
      case .passed: passed += 1
      case .failed: failed += 1
      case .error: errors += 1
      case .skipped: skipped += 1
      }
      if test.isFlaky { flaky += 1 }
    }
  }

  package static func + (left: TestCounts, right: TestCounts) -> TestCounts {
    var sum = left
    sum.tests += right.tests
    sum.passed += right.passed
    sum.failed += right.failed
    sum.errors += right.errors
    sum.skipped += right.skipped
    sum.flaky += right.flaky
    return sum
  }
}
