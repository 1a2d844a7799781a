package import Findings
package import Policy

/// Asks for a plan of every environment that a change affects.
package struct MissingPlan: Rule {
  package let metadata = RuleMetadata(
    id: "change/missing-plan",
    title: "Affected environment has no plan",
    rationale: """
      What a change of Terraform does is in its plan and not in its lines. An environment is affected where its folder, a \
      local module that it calls, a variable file or its lock file changes. A plan counts where the named workflow \
      uploaded it for a head of this pull request.
      """,
    remedy: """
      Let the workflow plan each affected environment, and attach it: \
      `change-control plan attach --environment production --plan tf.plan --json plan.json`. An environment that is \
      removed needs the plan that destroys it.
      """,
    severity: .error,
    requires: [.history, .folder, .evidence],
    bad: [
      .plan(artifacts: []),
      .plan(nil, for: "production", workflow: ".github/workflows/other.yml"),
    ],
    good: [
      .plan(changes: []),
      Example(
        """
        -- given: policy --
        infrastructure: { environments: "infra/environments/*" }
        -- both: infra/environments/production/main.tf --
        # nothing
        -- infra/environments/production/README.md --
        No plan can differ by it.
        """),
    ])

  package init() {}

  package func findings(in change: ControlledChange) -> [Finding] {
    change.plans.environments.compactMap { environment in
      let name = environment.name
      switch environment.state {
      case .missing:
        let kind = environment.kind == .removed ? "destroy plan" : "plan"
        return finding(
          "there is no \(kind) of `\(name)`, which this change affects", explanation: environment.others,
          help: "change-control plan attach --environment \(name) --plan tf.plan --json plan.json")
      case .unknown(let why, let help):
        let message = "could not check the plan of `\(name)` because \(why)"
        guard change.stage == .merge || change.hasEvidence else {
          return Finding(
            rule: metadata.id, kind: .owed(role: nil, label: nil),
            message: "`\(name)` will need a plan, since this change affects it")
        }
        return undecided(message, help: help)
      default: return nil
      }
    }
  }
}
