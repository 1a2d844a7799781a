package import Changes
package import Documents
internal import Findings
package import Git
package import Policy
internal import TestReports

/// The check `test-gate`: every affected service ran its suites, and tests really executed.
package enum TestCheck: Check {
  package static let identity = CheckIdentity(
    name: "test-gate", requiredName: "tests", rulePrefix: "tests", policyFile: "tests.yml",
    defaultPolicy: PackageResources.tests_yml, examplePath: "services/orders/total.js", dependsOnInstant: true)

  package static let rules: [any Rule<TestChange>] = [
    FailedTest(),
    FlakyTest(),
    FocusedTest(),
    InconsistentReport(),
    InvalidQuarantine(),
    MissingEvidence(),
    MissingReport(),
    MissingTests(),
    NewlySkipped(),
    NothingExecuted(),
    PartialCommand(),
    TooFewTests(),
    UncoveredLines(),
    UndeclaredDependency(),
    UndeclaredService(),
    UnexpectedExitStatus(),
    UnreadableReport(),
  ]

  package static func governedFolders(_ policy: EffectivePolicy<TestPolicy>) -> [RepositoryPath] {
    policy.own.services.isEmpty && policy.own.roots.isEmpty ? [] : [.root]
  }

  package static func owns(_ report: ToolReport) -> Bool {
    do throws(UnreadableTestEvidence) {
      _ = try TestEvidence(SourceText(report.bytes), file: report.path)
      return true
    } catch {
      return false
    }
  }

  package static func subject(of change: Change, policy: EffectivePolicy<TestPolicy>) async -> TestChange {
    TestChange(change, policy: policy)
  }
}

extension TestChange: CheckSubject {
  package var data: [(String, Node)] {
    let counts = runs.reduce(TestCounts()) { $0 + $1.counts }
    let members = [
      ("tests", counts.tests), ("executed", counts.executed), ("passed", counts.passed), ("failed", counts.failed),
      ("errors", counts.errors), ("skipped", counts.skipped), ("flaky", counts.flaky),
    ]
    var data: [(String, Node)] =
      runs.isEmpty ? [] : [("counts", .object(members.map { ($0.0, .number(Number($0.1))) }))]
    if coverage.all > 0 {
      data.append(
        ("coverage", ["changed": .number(Number(coverage.all)), "executed": .number(Number(coverage.executed))]))
    }
    return data
  }

  package var scope: String {
    if suites.isEmpty, !runs.isEmpty {
      return Report.counted(runs.flatMap(\.parts).reduce(0) { $0 + $1.reports.count }, "report")
    }
    return suites.isEmpty ? "no suite is affected" : Report.counted(suites.count, "affected suite")
  }

  package var isEmpty: Bool { suites.isEmpty && runs.isEmpty }
}
