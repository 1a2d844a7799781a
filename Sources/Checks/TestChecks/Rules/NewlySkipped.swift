package import Findings
package import Policy
internal import TestReports

/// Finds tests that ran at the base and are skipped now.
package struct NewlySkipped: Rule {
  package let metadata = RuleMetadata(
    id: "tests/newly-skipped",
    title: "Test that ran before is skipped",
    rationale: "To skip a test is the quickest way to make it pass, and the one that no report shows.",
    remedy: """
      Repair the test, or delete it. One that has to wait is put into `quarantine` of `.signalbox/tests.yml`, with an \
      owner, an issue and a day.
      """,
    severity: .error,
    bad: [
      .run(
        tests: [Example.passed, Example.skipped],
        base: [Example.passed, #"{ "name": "adds no amount", "outcome": "passed" }"#])
    ],
    good: [.green])

  package init() {}

  package func findings(in change: TestChange) -> [Finding] {
    change.runs.flatMap { run -> [Finding] in
      guard let base = run.base else { return [] }
      return run.tests.filter { $0.outcome == .skipped && base.hasExecuted($0) }.prefix(100).map { test in
        let message = "\(run.prefix)`\(test.title)` ran at the base and is skipped now"
        return run.terms.failsNewSkips
          ? finding(message, at: run.place(of: test))
          : Finding(rule: metadata.id, kind: .violation(.note), message: message, place: run.place(of: test))
      }
    }
  }
}
