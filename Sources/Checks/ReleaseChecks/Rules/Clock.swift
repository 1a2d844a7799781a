package import Findings
package import Policy

/// Leaves a deployment open where nobody knows what time it is.
package struct Clock: DeploymentRule {
  package static let metadata = RuleMetadata(
    id: "release/clock",
    title: "The clock of a gate agrees with the forge's",
    rationale: """
      A gate is a matter of minutes: with a clock that is wrong it opens before the freeze is over. The forge's own \
      time stands in the evidence, and the two may differ by no more than the policy's `clock.tolerance`.
      """,
    remedy: """
      Set the clock of the machine, or collect the evidence again: it may simply be old. To answer as of another \
      instant, name it with `--now`.
      """,
    severity: .error,
    bad: [Self.example(serverTime: "2026-11-19T09:00:00Z", now: "2026-11-19T09:10:01Z")],
    good: [Self.example(serverTime: "2026-11-19T09:00:00Z", now: "2026-11-19T09:10:00Z")])

  package init() {}

  package func findings(for request: DeploymentRequest) -> [Finding] {
    guard !request.isTimeKnown, let gap = request.clockGap, let serverTime = request.serverTime else { return [] }
    return [
      undecided(
        "the clock here and the forge's are \(gap) s apart, and the policy allows \(request.policy.clockTolerance) s",
        help: "set the clock, collect the evidence again, or say the instant: --now \(serverTime)")
    ]
  }

  private static func example(serverTime: String, now: String) -> Example {
    Example(
      """
      -- given: deployment --
      production 1111111111111111111111111111111111111111
      -- given: now --
      \(now)
      -- given: evidence --
      { "version": 1, "changes": [],
        "source": { "kind": "manual", "repository": "acme/platform", "collectedAt": "\(serverTime)",
                    "serverTime": "\(serverTime)" } }
      """)
  }
}
