internal import Changes
internal import Findings
package import Policy

/// Leaves a deployment open where the evidence is of another time than the answer.
package struct ClockSkew: DeploymentRule {
  package let metadata = RuleMetadata(
    id: "release/clock-skew",
    title: "Clock and evidence disagree",
    rationale: """
      A gate is a matter of minutes: with a clock that is wrong it opens before the freeze is over, and by old evidence \
      after a smoke test has failed. The evidence has the server's own time (`serverTime`), or at least when it was \
      collected (`collectedAt`), and it may differ from the gate's by no more than the policy's `clock.tolerance`. Where \
      CI runs the gate, an instant that is named may not be further from the clock either: it would be no permission.
      """,
    remedy: """
      Set the clock of the machine, or collect the evidence again: it may simply be old. To see the answer for another \
      instant, use `--what-if`, which never permits anything.
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

  package func conditions(of request: DeploymentRequest) -> [Condition] {
    let limit = request.policy.clockTolerance
    if let distance = request.clockDistance, distance > limit {
      return [
        .unknown(
          "\(request.now) is \(distance) s from the clock (limit \(limit) s), and in CI no other instant permits anything",
          help: "leave the instant out, or use --what-if to see the answer for it")
      ]
    }
    guard let age = request.evidenceAge else { return [] }
    guard age.seconds > limit else { return [.met("the evidence is \(age.seconds) s old", since: age.collected)] }
    return [
      .unknown("\(age.words), and the policy allows \(limit) s", help: "set the clock, or collect the evidence again")
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
