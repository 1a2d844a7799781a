package import Findings
package import Policy
internal import TestReports

/// Refuses reports that contradict themselves.
package struct InconsistentReport: Rule {
  package let metadata = RuleMetadata(
    id: "tests/inconsistent-report",
    title: "Test report contradicts itself",
    rationale: """
      A report that claims more tests than it lists, has no plan, or counts a file whose process ended early as one \
      passing test is green and proves nothing: what is missing from it can have failed.
      """,
    remedy:
      "Run the suite again, whole, and see that nothing ends its process (`process.exit`, a signal, a full disk).",
    severity: .error,
    bad: [
      .run(
        tests: [Example.passed],
        further: #""doubts": [{ "kind": "claimed-tests", "message": "8 tests are claimed, and 1 is listed" }]"#)
    ],
    good: [.green])

  package init() {}

  package func findings(in change: TestChange) -> [Finding] {
    change.runs.flatMap { run in
      run.parts.flatMap(\.reports).flatMap { given in
        (given.report?.doubts ?? []).filter { $0.kind != .focus }.prefix(50).map {
          undecided(
            "\(run.prefix)\(given.path): \($0.message)", help: "run the suite again, and write the whole report")
        }
      }
    }
  }
}
