package import Changes
package import Findings
package import Git
package import Policy

/// The gate of `release-train`: what may be deployed where, and when.
package enum ReleaseGate: DeploymentGate {
  package typealias Owner = ReleaseCheck

  /// The rules, sorted by their ids.
  static let deploymentRules: [any DeploymentRule] = [
    BrokenFreeze(),
    ClockSkew(),
    InvalidRollback(),
    NotTheCandidate(),
    OneOffFreeze(),
    OpenBlocker(),
    OutsideDeploymentWindow(),
    RequiredCheckNotPassed(),
    RevertedCommit(),
    UnapprovedHotfix(),
    UnknownDeployments(),
    UnknownEnvironment(),
    UnmergedCommit(),
    WeeklyFreeze(),
  ]

  package static var rules: [any Rule<DeploymentRequest>] {
    func asked(_ rule: some DeploymentRule) -> any Rule<DeploymentRequest> { rule }
    return deploymentRules.map { asked($0) }
  }

  package static func subject(
    of deployment: RequestedDeployment, policy: EffectivePolicy<ReleasePolicy>
  ) -> DeploymentRequest {
    DeploymentRequest(deployment, by: policy.own)
  }
}

extension ReleaseGate {
  package static func commit(of request: DeploymentRequest) -> ObjectID? { request.commit }
}

extension DeploymentRequest: CheckSubject {
  package var scope: String { "a deployment to \(environment)" }

  package var notExecuted: [Report.NotExecuted] {
    guard let hotfix, hotfix.isLabelled, hotfix.lackingChecks == nil else { return [] }
    return [
      Report.NotExecuted(
        what: "release/unapproved-hotfix",
        why: "the checks that the branch requires were not collected, so they were not asked of #\(hotfix.pullRequest)")
    ]
  }

  /// What it is, the conditions as a tree, and the next change of state.
  package var remarks: [String] {
    var remarks: [String] = []
    if isRollback { remarks.append("ROLLBACK of \(environment) to \(shownCommit)") }
    if isAgain { remarks.append("\(environment) runs \(shownCommit) already; deploying it again changes nothing") }
    if isApprovedHotfix, let hotfix, commit != candidate.commit {
      remarks.append(
        "HOTFIX #\(hotfix.pullRequest) goes around the train; a postmortem is due, and the next cut must contain it")
      if results.isEmpty, place == .released { remarks.append("the policy asks for no result of a hotfix") }
    }
    remarks += conditions.map { "\($0.condition.line) [\($0.rule)]" }
    remarks.append(
      "the train of \(status.train.date) is \(status.state.rawValue)"
        + (status.next.map { "; the next change of state is to \($0.state.rawValue) at \(shown($0.at))" } ?? ""))
    return remarks
  }
}

extension Condition {
  /// The condition on one line, with its mark.
  package var line: String {
    let mark =
      switch state {
      case .met: "✓"
      case .unmet: "✗"
      case .unknown: "?"
      case .warning: "!"
      }
    return "\(mark) \(text)\(since.map { " (since \($0))" } ?? "")"
  }
}
