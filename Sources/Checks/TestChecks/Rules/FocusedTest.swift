package import Findings
package import Policy
internal import TestReports

/// Refuses a run in which some tests were picked out.
package struct FocusedTest: Rule {
  package let metadata = RuleMetadata(
    id: "tests/focused-test",
    title: "Only focused tests were run",
    rationale: """
      `.only` and its relatives run one test and leave out all others, without a failure. What was left out is not \
      known to work.
      """,
    remedy: "Remove `.only`, `fit`, `fdescribe` or `:focus`, and run the suite again.",
    severity: .error,
    bad: [
      .run(
        tests: [Example.passed, Example.skipped],
        further: #""doubts": [{ "kind": "focus", "message": "`adds no amount` was skipped because of `.only`" }]"#)
    ],
    good: [.green])

  package init() {}

  package func findings(in change: TestChange) -> [Finding] {
    change.runs.flatMap { run in
      run.reports.flatMap(\.doubts).filter { $0.kind == .focus }.prefix(50).map {
        undecided("\(run.prefix)\($0.message)", help: "remove `.only` and run the suite again")
      }
    }
  }
}
