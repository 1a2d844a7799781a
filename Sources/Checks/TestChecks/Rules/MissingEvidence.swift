package import Findings
package import Policy

/// Asks for a run of every affected suite, on what is judged.
package struct MissingEvidence: Rule {
  package let metadata = RuleMetadata(
    id: "tests/missing-evidence",
    title: "Affected suite was not run on this state",
    rationale: """
      A check runs no program, so that its verdict can be had again at any time. That a suite ran is known from \
      evidence, which is bound to what the suite depends on: the service, what it shares, the contracts that it reads, \
      its lock file and its command. What is unrelated may change; after a change of any of these it has to run again.
      """,
    remedy: """
      `test-gate run --output tests.json`, then `test-gate check --tool-report tests.json`. Before a push the run is \
      listed as pending.
      """,
    severity: .error,
    requires: [.evidence],
    bad: [
      Example(
        """
        -- given: policy --
        services:
          orders:
            folder: services/orders
            suites:
              unit: { command: [npm, test], report: [junit.xml] }
              integration: none
            reasons: { integration: it has no neighbours }
        -- services/orders/total.js --
        export const total = (a, b) => a + b;
        """),
      .green,
    ],
    good: [Example("-- services/orders/README.md --\nNo suite depends on this.")])

  package init() {}

  package func findings(in change: TestChange) -> [Finding] {
    if let unknown = change.unknown {
      return [undecided("could not check the suites because \(unknown.why)", help: unknown.help)]
    }
    return change.unreadable.map { evidence in
      undecided(
        "this is no evidence of `test-gate run`: \(evidence.message)", at: evidence.place,
        help: evidence.help ?? "write it again with `test-gate run`")
    } + change.suites.compactMap { finding(on: $0, in: change) }
  }

  private func finding(on suite: AffectedSuite, in change: TestChange) -> Finding? {
    let message: String
    switch suite.state {
    case .ran: return nil
    case .missing: message = "\(suite.name) was not run, although \(suite.why)"
    case .stale(let why): message = "the run of \(suite.name) does not count: \(why)"
    }
    let isPending = change.isFork && suite.isPendingOnForks
    guard change.stage == .merge, !isPending else {
      return Finding(
        rule: metadata.id, kind: .owed(role: nil, label: nil), message: message,
        help: isPending ? "it needs secrets, so it is run by the repository's own workflow" : "test-gate run")
    }
    return undecided(message, help: "test-gate run --output tests.json, and then --tool-report tests.json")
  }
}
