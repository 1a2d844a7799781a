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

  package static func notExecuted(for request: DeploymentRequest) -> [Report.NotExecuted] {
    guard request.isClosed else { return [] }
    let hotfix = request.policy.hotfix
    return [
      Report.NotExecuted(
        what: "release/hotfix",
        why: """
          whether this is a hotfix (the label \(hotfix.label), approved by \(hotfix.approvals.joined(separator: " and "))) \
          is not judged yet, so a hotfix is answered like any other deployment
          """)
    ]
  }

  package static func remarks(on request: DeploymentRequest) -> [String] { request.remarks }

  package static func scope(of request: DeploymentRequest) -> String { "a deployment to \(request.environment)" }
}

extension DeploymentRequest {
  /// What lets it through, where nothing stands in its way, and the next change of state.
  fileprivate var remarks: [String] {
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
