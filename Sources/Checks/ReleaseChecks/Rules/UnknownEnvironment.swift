internal import Findings
package import Policy

/// Leaves a deployment open to an environment that the policy does not know.
package struct UnknownEnvironment: DeploymentRule {
  package let metadata = RuleMetadata(
    id: "release/unknown-environment",
    title: "Unknown environment",
    rationale: """
      A typo in the environment name would bypass every freeze. So an environment that the policy does not name is not \
      one without rules, unless the policy says what it is: `others: open` or `others: closed`.
      """,
    remedy: """
      Ask for an environment of `train` in the policy, or say with `others` what is answered for those that the train \
      does not go to, such as previews.
      """,
    severity: .error,
    bad: [
      Example("-- given: deployment --\nprodcution 1111111111111111111111111111111111111111\n"),
      .deployment(to: "preview", policy: "others: closed"),
    ],
    good: [
      Example("-- given: deployment --\nstaging 1111111111111111111111111111111111111111\n"),
      .deployment(to: "preview", policy: "others: open"), .deployment(to: "Production"),
    ])

  package init() {}

  package func conditions(of request: DeploymentRequest) -> [Condition] {
    guard request.place == .other else { return [] }
    let known = request.policy.train.environments
    let help = Suggestion.help(for: request.environment, among: known)
    switch request.policy.others {
    case .open?: return [.met("no train goes to \(request.environment), and the policy leaves such environments open")]
    case .closed?:
      return [.unmet("no train goes to \(request.environment), and the policy closes such environments", help: help)]
    case nil: return [.unknown("the policy knows no environment \"\(request.environment)\"", help: help)]
    }
  }
}
