internal import Calendars
package import Findings
package import Policy
internal import TestReports

/// Reports the tests that failed, and the errors outside of any test.
package struct FailedTest: Rule {
  package let metadata = RuleMetadata(
    id: "tests/failed-test",
    title: "Failed test",
    rationale: "A test that fails on the change will fail on the main branch, for everybody.",
    remedy: """
      Repair the code or the test. A test that fails for a reason which has nothing to do with the change can be put \
      into `quarantine` of `.signalbox/tests.yml`, in a pull request of its own.
      """,
    severity: .error,
    bad: [
      .run(status: 1, tests: [Example.passed, Example.failed]),
      .run(status: 1, tests: [], further: #""errors": [{ "name": "cart.test.js", "message": "cannot load" }]"#),
    ],
    good: [.green])

  package init() {}

  /// How many failures are told one by one.
  private static let limit = 100

  package func findings(in change: TestChange) -> [Finding] {
    change.runs.flatMap { findings(on: $0, in: change) }
  }

  private func findings(on run: SuiteRun, in change: TestChange) -> [Finding] {
    let failed = run.tests.filter { $0.outcome == .failed || $0.outcome == .error }
    var findings = failed.prefix(Self.limit).map { test in
      let why = test.message.map { ": \($0.firstLine)" } ?? ""
      let verb = test.outcome == .failed ? "failed" : "has an error"
      let message = "\(run.prefix)`\(test.title)` \(verb)\(why)"
      if let entry = run.quarantine(of: test), change.isInForce(entry) {
        return Finding(
          rule: metadata.id, kind: .violation(.note), message: message, place: run.place(of: test),
          help: "it is in quarantine until \(entry.expires) (#\(entry.issue), \(entry.owner))")
      }
      return finding(message, at: run.place(of: test))
    }
    let errors = run.reports.flatMap(\.errors)
    findings += errors.prefix(Self.limit).map { error in
      let name = error.name.flatMap { $0.isEmpty ? nil : "`\($0)`: " } ?? ""
      return finding("\(run.prefix)error outside of a test: \(name)\(error.message.firstLine)")
    }
    let unlisted = run.reports.reduce(0) { $0 + $1.unlistedErrors }
    if unlisted > 0 {
      findings.append(
        finding("\(run.prefix)\(unlisted) failure\(unlisted == 1 ? " is" : "s are") counted that no report lists"))
    }
    let left = max(0, failed.count - Self.limit) + max(0, errors.count - Self.limit)
    if left > 0 { findings.append(finding("\(run.prefix)\(left) more failed")) }
    return findings
  }
}

extension TestChange {
  /// Whether an entry of the quarantine counts now.
  func isInForce(_ entry: Quarantine.Entry) -> Bool {
    let days = entry.expires.daysSince1970 - now.secondsSince1970 / 86_400
    return days >= 0 && days * 86_400 <= quarantine.longest
  }
}
