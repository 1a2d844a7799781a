internal import Calendars
package import Findings
package import Policy
internal import TestReports

/// Keeps the quarantine small, short and executed.
package struct InvalidQuarantine: Rule {
  package let metadata = RuleMetadata(
    id: "tests/invalid-quarantine",
    title: "Quarantine entry is expired, too long or unused",
    rationale: """
      A test in quarantine may fail without a consequence. That is bearable for a few tests and a few weeks: each has \
      an owner, an issue and a last day, is still executed, and comes out when it has passed often enough.
      """,
    remedy: "Repair the test and take it out of `quarantine` in `.signalbox/tests.yml`, or delete it.",
    severity: .error,
    requires: [.evidence],
    bad: [
      .run(
        status: 1, tests: [Example.failed],
        policy: """
          quarantine:
            tests:
              - service: orders
                suite: unit
                name: adds three amounts
                owner: dana
                issue: 88
                expires: 2026-10-01
          """)
    ],
    good: [.green])

  package init() {}

  package func findings(in change: TestChange) -> [Finding] {
    change.runs.flatMap { run in
      run.terms.quarantine.flatMap { findings(on: $0, of: run, in: change) } + cap(run, change)
    }
  }

  private func findings(on entry: Quarantine.Entry, of run: SuiteRun, in change: TestChange) -> [Finding] {
    var findings: [Finding] = []
    if !change.isInForce(entry) {
      findings.append(
        finding("\(run.prefix)`\(entry.name)` is in quarantine until \(entry.expires), which does not count today"))
    }
    let tests = run.tests.filter { [$0.name, $0.title].contains(entry.name) }
    if !run.reports.isEmpty, !tests.contains(where: { $0.outcome != .skipped }) {
      findings.append(finding("\(run.prefix)`\(entry.name)` is in quarantine and was not executed"))
    }
    let greens = run.suite.map { change.history.greens(of: entry.name, in: $0) } ?? 0
    if greens >= change.quarantine.green {
      findings.append(
        Finding(
          rule: metadata.id, kind: .violation(.note),
          message: "\(run.prefix)`\(entry.name)` has passed \(greens) times in a row: take it out of quarantine"))
    }
    return findings
  }

  private func cap(_ run: SuiteRun, _ change: TestChange) -> [Finding] {
    let entries = run.terms.quarantine.count
    // One test is allowed in any suite.
    guard entries > 1, entries * 100 > change.quarantine.cap * run.counts.executed else { return [] }
    return [
      finding(
        "\(run.prefix)\(entries) tests are in quarantine, more than \(change.quarantine.cap)% of "
          + "\(run.counts.executed) executed tests")
    ]
  }
}
