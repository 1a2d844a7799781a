package import Findings
package import Policy

/// Refuses a plan of something else than what is judged.
package struct StalePlan: Rule {
  package let metadata = RuleMetadata(
    id: "change/stale-plan",
    title: "Plan is out of date",
    rationale: """
      A plan says what would happen to what was planned. An edit of the environment since then, by this pull request or \
      by another that was merged, ends it; an unrelated push does not. A plan that is older than the policy allows may \
      have met other resources than there are now.
      """,
    remedy: "Let the workflow plan the environment again, on the branch as it is now.",
    severity: .error,
    requires: [.history, .folder, .evidence],
    bad: [.plan(changes: [], planned: "2026-11-10T12:00:00Z")],
    good: [.plan(changes: [])])

  package init() {}

  package func findings(in change: ControlledChange) -> [Finding] {
    change.plans.environments.compactMap { environment in
      guard case .stale(let why, let help) = environment.state else { return nil }
      return finding(
        "the plan of `\(environment.name)` does not count: \(why)", explanation: environment.others, help: help)
    }
  }
}
