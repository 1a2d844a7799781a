package import Findings
package import Policy
internal import TestReports

/// Asks for every report that a suite writes.
package struct MissingReport: Rule {
  package let metadata = RuleMetadata(
    id: "tests/missing-report",
    title: "Test report is missing",
    rationale: """
      A runner that crashes writes no report, and a job that collects what is there does not notice. Every report that \
      the policy names has to be there.
      """,
    remedy:
      "Run the suite again; where it writes its report somewhere else, correct `report` in `.signalbox/tests.yml`.",
    severity: .error,
    bad: [
      .run(#""command": ["npm", "test"], "exitStatus": 0, "reports": [{ "path": "junit.xml", "missing": true }]"#)
    ],
    good: [.green])

  package init() {}

  package func findings(in change: TestChange) -> [Finding] {
    change.runs.flatMap { run in
      run.parts.flatMap { part in
        let missing = part.reports.filter { $0.content == .missing }.map { report in
          undecided(
            "\(run.prefix)there is no report \(report.path)", help: "see how the command ended, and run it again")
        }
        return missing + (part.reports.isEmpty ? [undecided("\(run.prefix)the run has no report")] : [])
      }
    }
  }
}
