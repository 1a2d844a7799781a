package import Findings
package import Policy
internal import TestReports

/// Refuses a run that executed nothing.
package struct NothingExecuted: Rule {
  package let metadata = RuleMetadata(
    id: "tests/nothing-executed",
    title: "No test was executed",
    rationale: """
      A pattern that matches no file, `--passWithNoTests`, a skipped suite and a process that ends while it loads all \
      end with status 0. A suite without a single executed test has shown nothing.
      """,
    remedy: "See why no test was found: the pattern, the filter, the folder that the command runs in.",
    severity: .error,
    bad: [.run(tests: []), .run(tests: [Example.skipped])],
    good: [.green])

  package init() {}

  package func findings(in change: TestChange) -> [Finding] {
    change.runs.compactMap { run in
      let counts = run.counts
      guard !run.reports.isEmpty, counts.executed == 0, counts.errors == 0 else { return nil }
      let empty = run.reports.flatMap(\.emptySuites).prefix(5)
      let names = empty.isEmpty ? "" : " (nothing in \(empty.joined(separator: ", ")))"
      let skipped = counts.skipped == 1 ? "the only test is skipped" : "all \(counts.skipped) tests are skipped"
      return undecided(
        "\(run.prefix)no test was executed\(counts.skipped > 0 ? ": \(skipped)" : names)",
        help: "run the suite so that its tests are found")
    }
  }
}
