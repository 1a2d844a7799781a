package import Changes
package import Findings
package import Git
package import Policy

/// The check `release-train`: what is deployed when, and what a pull request does to that.
package enum ReleaseCheck: Check {
  package static let name = "release-train"
  package static let rulePrefix = "release"
  package static let policyFile = "release.yml"
  package static let defaultPolicy = PackageResources.release_yml
  package static let dependsOnInstant = true

  package static let rules: [any Rule<TrainQuestion>] = [
    Clock(),
    CutWindow(),
    Environment(),
    Freeze(),
    Held(),
    RequiredResults(),
    WeakerPolicy(),
  ]

  /// The train looks at no file but its own policy, which every check sees anyway.
  package static func governedFolders(_ policy: EffectivePolicy<ReleasePolicy>) -> [RepositoryPath] { [] }

  package static func subject(of change: Change, policy: EffectivePolicy<ReleasePolicy>) async -> TrainQuestion {
    let circumstances = change.circumstances
    guard let deployment = circumstances.deployment else { return .change(TrainChange(change, policy: policy.own)) }
    return .deployment(
      DeploymentRequest(deployment, at: circumstances.now, by: policy.own, evidence: circumstances.evidence))
  }

  package static func notExecuted(for question: TrainQuestion) -> [Report.NotExecuted] {
    guard case .deployment(let request) = question, request.isClosed else { return [] }
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

  package static func remarks(on question: TrainQuestion) -> [String] {
    switch question {
    case .change(let change): [change.ride]
    case .deployment(let request): request.remarks
    }
  }

  package static func scope(of question: TrainQuestion) -> String {
    switch question {
    case .change: "the train that the change rides"
    case .deployment(let request): "a deployment to \(request.environment)"
    }
  }

  package static let examplePath = ".signalbox/release.yml"
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
