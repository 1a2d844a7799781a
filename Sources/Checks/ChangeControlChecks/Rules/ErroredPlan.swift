package import Findings
package import Policy

/// Refuses a plan that ended with an error.
package struct ErroredPlan: Rule {
  package let metadata = RuleMetadata(
    id: "change/errored-plan",
    title: "Plan ended with an error",
    rationale: """
      Terraform writes a plan also where it failed, with what it got to. That it lists no change says nothing then.
      """,
    remedy: "See what `terraform plan` says, repair it, and plan again.",
    severity: .error,
    requires: [.history, .folder, .evidence],
    bad: [.plan(changes: [], errored: true)],
    good: [.plan(changes: [])])

  package init() {}

  package func findings(in change: ControlledChange) -> [Finding] {
    change.plans.environments.compactMap { environment in
      guard case .errored = environment.state else { return nil }
      return finding("the plan of `\(environment.name)` ended with an error", help: "terraform plan")
    }
  }
}
