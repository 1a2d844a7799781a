package import Findings
package import Policy

/// Refuses a plan that leaves something out.
package struct IncompletePlan: Rule {
  package let metadata = RuleMetadata(
    id: "change/incomplete-plan",
    title: "Plan leaves something out",
    rationale: """
      With `-target` a plan is about some resources, and with `-refresh-only` about none; what else the change does is \
      not in it. The plan of an environment that is removed has to end all that it has. `-refresh=false` leaves no trace \
      in a plan, so nothing is said about it.
      """,
    remedy: "Plan the whole environment.",
    severity: .error,
    requires: [.history, .folder, .evidence],
    bad: [.plan(changes: [], complete: false)],
    good: [.plan(changes: [])])

  package init() {}

  package func findings(in change: ControlledChange) -> [Finding] {
    change.plans.environments.compactMap { environment in
      guard case .incomplete(let why, let isKnown) = environment.state else { return nil }
      let message = "the plan of `\(environment.name)` is not whole: \(why)"
      let help = "plan all of it: terraform plan -out tf.plan"
      return isKnown ? finding(message, help: help) : undecided(message, help: help)
    }
  }
}
