package import Findings
package import Policy
internal import TestReports

/// Holds the number of executed tests against the minimum of the policy.
package struct TooFewTests: Rule {
  package let metadata = RuleMetadata(
    id: "tests/too-few-tests",
    title: "Fewer tests than the minimum",
    rationale: "Where the names of the base are not known, a number is what keeps a suite from shrinking unseen.",
    remedy:
      "Run the whole suite. A lower `minimum` in `.signalbox/tests.yml` needs the approval of the policy's owner.",
    severity: .error,
    requires: [.repository],
    bad: [
      Example(
        Example.green.text.split(separator: "report: [junit.xml] }", omittingEmptySubsequences: false)
          .joined(separator: "report: [junit.xml], minimum: 40 }"))
    ],
    good: [.green])

  package init() {}

  package func findings(in change: TestChange) -> [Finding] {
    change.runs.compactMap { run in
      guard let minimum = run.terms.minimum, !run.reports.isEmpty, run.counts.executed < minimum else { return nil }
      return undecided(
        "\(run.prefix)\(run.counts.executed) tests were executed, and the policy asks for \(minimum)",
        help: "run the whole suite")
    }
  }
}
