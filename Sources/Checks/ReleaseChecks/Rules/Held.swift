package import Findings
package import Policy

/// Refuses a deployment to an environment that a one-off freeze holds.
package struct Held: Rule {
  package let metadata = RuleMetadata(
    id: "release/held",
    title: "Nothing is deployed to an environment during a one-off freeze of it",
    rationale: """
      A one-off freeze is a time in which somebody has decided that nothing changes, as the days around New Year. It \
      goes before the week of the train, and several add up.
      """,
    remedy: """
      Wait until the freeze ends, or ask its owner, who is named in the policy, to end it there. That is a change of \
      the policy, with the approval that one needs.
      """,
    severity: .error,
    bad: [Self.example("2026-11-17T12:00:00Z")],
    good: [Self.example("2026-11-17T11:59:59Z"), Self.example("2026-11-17T13:00:00Z")])

  package init() {}

  package func findings(in request: DeploymentRequest) -> [Finding] {
    guard request.isTimeKnown else { return [] }
    return request.status.holding.filter { $0.environments.contains(request.environment) }.map { freeze in
      finding(
        "the freeze \"\(freeze.name)\" holds \(request.environment) until \(request.shown(freeze.range.upperBound)): \(freeze.reason)",
        help: "wait until then, or ask \(freeze.owner)")
    }
  }

  private static func example(_ now: String) -> Example {
    Example(
      """
      -- given: policy --
      freezes:
        - { name: migration, environments: [staging], from: 2026-11-17T12:00:00Z, until: 2026-11-17T13:00:00Z,
            owner: pat, reason: the database moves }
      -- given: deployment --
      staging 1111111111111111111111111111111111111111
      -- given: now --
      \(now)
      """)
  }
}
