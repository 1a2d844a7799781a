package import Findings
package import Policy

/// Leaves a deployment open to an environment that the policy does not know.
package struct Environment: Rule {
  package let metadata = RuleMetadata(
    id: "release/environment",
    title: "A gate knows the environment that it is asked about",
    rationale: """
      A name with a slip of the finger would pass every gate, since nothing is frozen that nobody has named. So an \
      environment that the policy does not name is no environment without rules.
      """,
    remedy: "Ask for an environment of `train` in the policy, or call no gate for one that the train does not go to.",
    severity: .error,
    bad: [Example("-- given: deployment --\nprodcution 1111111111111111111111111111111111111111\n")],
    good: [Example("-- given: deployment --\nstaging 1111111111111111111111111111111111111111\n")])

  package init() {}

  package func findings(in request: DeploymentRequest) -> [Finding] {
    let known = request.policy.train.environments
    guard !known.contains(request.environment) else { return [] }
    return [
      undecided(
        "the policy knows no environment \"\(request.environment)\"",
        help: Suggestion.help(for: request.environment, among: known))
    ]
  }
}
