package import Changes
package import Git
package import Policy

/// The check `release-train`: what a pull request does to the train.
package enum ReleaseCheck: Check {
  package static let name = "release-train"
  package static let rulePrefix = "release"
  package static let policyFile = "release.yml"
  package static let defaultPolicy = PackageResources.release_yml
  package static let dependsOnInstant = true
  package static let gate: (any DeploymentGate.Type)? = ReleaseGate.self

  package static let rules: [any Rule<ReleaseChange>] = [WeakerPolicy()]

  /// The train looks at no file but its own policy, which every check sees anyway.
  package static func governedFolders(_ policy: EffectivePolicy<ReleasePolicy>) -> [RepositoryPath] { [] }

  package static func subject(of change: Change, policy: EffectivePolicy<ReleasePolicy>) async -> ReleaseChange {
    ReleaseChange(change, policy: policy.own)
  }

  package static func remarks(on change: ReleaseChange) -> [String] { [change.ride] }

  package static func scope(of change: ReleaseChange) -> String { "the train that the change rides" }

  package static let examplePath = ".signalbox/release.yml"
}
