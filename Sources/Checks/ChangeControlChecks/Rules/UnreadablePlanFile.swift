package import Findings
package import Policy
internal import Terraform

/// Says what an artifact is that should be a plan.
package struct UnreadablePlanFile: Rule {
  package let metadata = RuleMetadata(
    id: "change/unreadable-plan",
    title: "Plan could not be read",
    rationale: """
      A wrapper writes lines of its own before the JSON, PowerShell redirects in UTF-16, a redirection that appends makes \
      two documents of one, and a full disk cuts one off. None of them is a plan, and each is repaired otherwise.
      """,
    remedy: "Write the plan as the message says: `terraform show -json tf.plan > plan.json`.",
    severity: .error,
    requires: [.history, .folder, .evidence],
    bad: [.plan("[command]/usr/bin/terraform show -json tf.plan\n{}"), .plan("")],
    good: [.plan(changes: [])])

  package init() {}

  package func findings(in change: ControlledChange) -> [Finding] {
    change.plans.environments.compactMap { environment in
      guard case .unreadable(let problem) = environment.state else { return nil }
      return undecided(
        "could not read the plan of `\(environment.name)`: \(problem.message)", help: problem.help)
    }
  }
}
