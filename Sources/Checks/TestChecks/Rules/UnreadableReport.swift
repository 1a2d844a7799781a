package import Findings
package import Policy
internal import TestReports

/// Refuses reports that cannot be read whole.
package struct UnreadableReport: Rule {
  package let metadata = RuleMetadata(
    id: "tests/unreadable-report",
    title: "Test report could not be read",
    rationale: """
      A report that is cut short, empty or not well-formed was written by a run that ended before its end. Nothing of \
      it is taken: what is missing from it can have failed.
      """,
    remedy: "Run the suite again, and see how it ends.",
    severity: .error,
    bad: [
      .run(
        #""command": ["npm", "test"], "exitStatus": 0, "reports": [{ "path": "junit.xml", "unreadable": "the file is empty" }]"#
      )
    ],
    good: [.green])

  package init() {}

  package func findings(in change: TestChange) -> [Finding] {
    change.runs.flatMap { run in
      run.parts.flatMap(\.reports).compactMap { report in
        guard case .unreadable(let why) = report.content else { return nil }
        return undecided("\(run.prefix)could not read \(report.path): \(why)", help: "run the suite again")
      }
    }
  }
}
