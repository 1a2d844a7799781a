package import Findings
package import Policy

/// Refuses the plan of one environment in the place of another's.
package struct PlanOfAnotherEnvironment: Rule {
  package let metadata = RuleMetadata(
    id: "change/plan-of-another-environment",
    title: "Plan is of another environment",
    rationale: """
      A plan of staging under the name of production says nothing about production. The file of a plan has the backend \
      and the workspace that it was made with, and those have to be the environment's. JSON alone has neither, so by \
      default it is not enough.
      """,
    remedy: """
      Attach the file of the plan beside its JSON, made in the folder of the environment with its backend and workspace.
      """,
    severity: .error,
    requires: [.history, .folder, .evidence],
    bad: [
      .plan(changes: [], policy: "plan: { json-alone: undecided }"),
      .plan(changes: [.bucket("staging-orders")]),
    ],
    good: [.plan(changes: [.bucket("production-orders")])])

  package init() {}

  package func findings(in change: ControlledChange) -> [Finding] {
    change.plans.environments.compactMap { environment in
      guard case .otherEnvironment(let why, let isKnown, let help) = environment.state else { return nil }
      let message = "the plan of `\(environment.name)` does not count: \(why)"
      return isKnown ? finding(message, help: help) : undecided(message, help: help)
    }
  }
}
