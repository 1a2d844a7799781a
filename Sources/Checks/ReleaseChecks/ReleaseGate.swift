package import Changes
package import Findings
package import Policy

/// The gate of `release-train`: what may be deployed where, and when.
package enum ReleaseGate: DeploymentGate {
  package typealias Owner = ReleaseCheck

  package static let rules: [any Rule<DeploymentRequest>] = [
    Clock(),
    CutWindow(),
    Environment(),
    Freeze(),
    Held(),
    RequiredResults(),
    UnmergedCommit(),
  ]

  package static func subject(
    of deployment: RequestedDeployment, policy: EffectivePolicy<ReleasePolicy>
  ) -> DeploymentRequest {
    DeploymentRequest(deployment, by: policy.own)
  }
}

extension DeploymentRequest: CheckSubject {
  package var scope: String { "a deployment to \(environment)" }

  package var notExecuted: [Report.NotExecuted] {
    guard isClosed else { return [] }
    let (label, roles) = (policy.hotfix.label, policy.hotfix.approvals.joined(separator: " and "))
    return [
      Report.NotExecuted(
        what: "release/hotfix",
        why: """
          whether this is a hotfix (the label \(label), approved by \(roles)) is not judged yet, so a hotfix is answered \
          like any other deployment
          """)
    ]
  }

  /// What lets it through, where nothing stands in its way, and the next change of state.
  package var remarks: [String] {
    var remarks: [String] = []
    if !isClosed, isTimeKnown {
      if isToFrozen {
        remarks.append("release/freeze: \(environment) is open\(until(status.staging))")
      } else if isToReleased {
        remarks.append("release/cut-window: the cut is open\(until(status.production))")
      }
    }
    remarks.append(
      "the train of \(status.train.date) is \(status.state.rawValue)"
        + (status.next.map { "; the next change of state is to \($0.state.rawValue) at \(shown($0.at))" } ?? ""))
    return remarks
  }

  private func until(_ opening: TrainStatus.Opening) -> String {
    opening.until.map { " until \(shown($0))" } ?? ""
  }
}
