package import Changes
package import Documents
package import Findings
package import Git
package import Policy
internal import TestReports

/// The check `test-gate`: every affected service ran its suites, and tests really executed.
package enum TestCheck: Check {
  package static let name = "test-gate"
  package static let requiredName = "tests"
  package static let rulePrefix = "tests"
  package static let policyFile = "tests.yml"
  package static let defaultPolicy = PackageResources.tests_yml

  package static let rules: [any Rule<TestChange>] = [
    ExitStatus(),
    FailedTest(),
    FlakyTest(),
    FocusedTest(),
    InconsistentReport(),
    MissingEvidence(),
    MissingReport(),
    MissingTests(),
    NewlySkipped(),
    NothingExecuted(),
    PartialCommand(),
    QuarantineMisuse(),
    TooFewTests(),
    UndeclaredService(),
    UnreadableReport(),
  ]

  package static func governedFolders(_ policy: EffectivePolicy<TestPolicy>) -> [RepositoryPath] {
    policy.own.services.isEmpty && policy.own.roots.isEmpty ? [] : [.root]
  }

  package static func subject(of change: Change, policy: EffectivePolicy<TestPolicy>) async -> TestChange {
    TestChange(change, policy: policy)
  }

  package static func notExecuted(for subject: TestChange) -> [Report.NotExecuted] { subject.notExecuted }

  package static func remarks(on subject: TestChange) -> [String] { subject.remarks }

  package static func data(of subject: TestChange) -> [(String, Node)] {
    let counts = subject.runs.reduce(TestCounts()) { $0 + $1.counts }
    let members = [
      ("tests", counts.tests), ("executed", counts.executed), ("passed", counts.passed), ("failed", counts.failed),
      ("errors", counts.errors), ("skipped", counts.skipped), ("flaky", counts.flaky),
    ]
    return subject.runs.isEmpty ? [] : [("counts", .object(members.map { ($0.0, .number(Number($0.1))) }))]
  }

  package static var dependsOnInstant: Bool { true }

  package static func scope(of subject: TestChange) -> String {
    let count = subject.suites.count
    return count == 0 ? "no suite is affected" : "\(count) affected suite\(count == 1 ? "" : "s")"
  }

  package static let examplePath = "services/orders/total.js"
}
