package import Changes
package import Findings
package import Git
package import Policy

/// The check `contracts`: what is under the contracts root can be read by everyone, and its schemas mean what they say.
package enum ContractCheck: LooseFileCheck {
  package static let name = "contracts"
  package static let rulePrefix = "contracts"
  package static let policyFile = "contracts.yml"
  package static let defaultPolicy = PackageResources.contracts_yml

  package static let rules: [any Rule<ContractChange>] = [
    Approval(),
    Compatible(),
    ConsumerImpact(),
    DuplicateId(),
    DuplicateKey(),
    Encoding(),
    EndlessReference(),
    ForeignKeyword(),
    IdleKeyword(),
    Limits(),
    LinkTarget(),
    LoneSurrogate(),
    MissingDescription(),
    Pattern(),
    Reference(),
    Removal(),
    RequiredProperty(),
    Sample(),
    ValidSchema(),
    Syntax(),
    UnknownKeyword(),
    UnreachableBranch(),
    Unreadable(),
    Unsatisfiable(),
  ]

  package static func governedFolders(_ policy: EffectivePolicy<ContractPolicy>) -> [RepositoryPath] {
    policy.own.roots.map(\.root)
  }

  package static func subject(
    of change: Change, policy: EffectivePolicy<ContractPolicy>
  ) async -> ContractChange {
    await ContractChange(change, policy: policy)
  }

  package static func notExecuted(for subject: ContractChange) -> [Report.NotExecuted] {
    subject.approvals.flatMap { $0.notExecuted(Approval().metadata) }
  }

  package static func remarks(on subject: ContractChange) -> [String] {
    subject.uncompared + UnlistedSchema.remarks(on: subject.unlistedSchemas)
  }

  package static func scope(of subject: ContractChange) -> String {
    let count = subject.files.count
    let excluded = subject.excludedCount == 0 ? "" : ", \(subject.excludedCount) more excluded"
    return "\(count) changed file\(count == 1 ? "" : "s") under \(subject.root)\(excluded)"
  }

  package static let looseFileSuffix = ".json"

  package static func interestingNeighbours(of name: String) -> [String] { [] }

  package static func subject(
    of files: [LooseFile], policy: EffectivePolicy<ContractPolicy>
  ) async -> ContractChange {
    await ContractChange(files, policy: policy)
  }

  package static func scope(ofLoose subject: ContractChange) -> String {
    "\(subject.files.count) file\(subject.files.count == 1 ? "" : "s")"
  }

  package static let examplePath = "platform/contracts/example.json"
}
