internal import Changes
package import Findings
package import Policy

/// Leaves a deployment open where the evidence is of another time than the answer.
package struct Clock: Rule {
  package let metadata = RuleMetadata(
    id: "release/clock",
    title: "A gate answers by evidence of its own time",
    rationale: """
      A gate is a matter of minutes: with a clock that is wrong it opens before the freeze is over, and by old evidence \
      after a smoke test has failed. The forge's own time stands in the evidence (`serverTime`), or at least when it was \
      collected (`collectedAt`), and it may differ from the gate's by no more than the policy's `clock.tolerance`.
      """,
    remedy: """
      Set the clock of the machine, or collect the evidence again: it may simply be old. To answer as of another \
      instant, name it with `--now`.
      """,
    severity: .error,
    bad: [
      Self.example(serverTime: "2026-11-19T09:00:00Z", now: "2026-11-19T09:10:01Z"),
      Self.example(now: "2026-11-19T09:10:01Z"),
    ],
    good: [
      Self.example(serverTime: "2026-11-19T09:00:00Z", now: "2026-11-19T09:10:00Z"),
      Self.example(now: "2026-11-19T09:10:00Z"),
    ])

  package init() {}

  package func findings(in request: DeploymentRequest) -> [Finding] {
    guard !request.isTimeKnown, let age = request.evidenceAge else { return [] }
    return [
      undecided(
        "\(age.words), and the policy allows \(request.policy.clockTolerance) s",
        help: "set the clock, collect the evidence again, or say the instant: --now \(age.collected)")
    ]
  }

  /// Evidence of nine o'clock, by the forge's own clock where that is given.
  private static func example(serverTime: String? = nil, now: String) -> Example {
    let forge = serverTime.map { ",\n                \"serverTime\": \"\($0)\"" } ?? ""
    return Example(
      """
      -- given: deployment --
      production 1111111111111111111111111111111111111111
      -- given: now --
      \(now)
      -- given: evidence --
      { "version": 1, "changes": [],
        "source": { "kind": "manual", "repository": "acme/platform", "collectedAt": "2026-11-19T09:00:00Z"\(forge) } }
      """)
  }
}
