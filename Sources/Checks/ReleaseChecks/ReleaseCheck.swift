package import Changes
package import Git
package import Policy

/// The check `release-train`: what a pull request does to the train.
package enum ReleaseCheck: Check {
  package static let identity = CheckIdentity(
    name: "release-train", rulePrefix: "release", policyFile: "release.yml",
    defaultPolicy: PackageResources.release_yml, examplePath: ".signalbox/release.yml", dependsOnInstant: true)

  package static let gate: (any DeploymentGate.Type)? = ReleaseGate.self

  package static let rules: [any Rule<ReleaseChange>] = [WeakenedPolicy()]

  /// The train looks at no file but its own policy, which every check sees anyway.
  package static func governedFolders(_ policy: EffectivePolicy<ReleasePolicy>) -> [RepositoryPath] { [] }

  package static func subject(of change: Change, policy: EffectivePolicy<ReleasePolicy>) async -> ReleaseChange {
    ReleaseChange(change, policy: policy.own)
  }
}

extension ReleaseChange: CheckSubject {
  package var scope: String { "the release that the change is in" }

  package var remarks: [String] { [ride] }
}
