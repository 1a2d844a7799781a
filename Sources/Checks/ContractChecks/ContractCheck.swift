package import Changes
package import Findings
package import Git
package import Policy

/// The check `contracts`: what is under the contracts root can be read by everyone, and its schemas mean what they say.
package enum ContractCheck: LooseFileCheck {
  package static let identity = CheckIdentity(
    name: "contracts", rulePrefix: "contracts", policyFile: "contracts.yml",
    defaultPolicy: PackageResources.contracts_yml, examplePath: "platform/contracts/example.json")

  package static let rules: [any Rule<ContractChange>] = [
    BreakingAsyncAPIChange(),
    BreakingChange(),
    BrokenConsumer(),
    CircularReference(),
    ConsumerImpact(),
    DuplicateId(),
    DuplicateKey(),
    FailedContractTest(),
    IneffectiveKeyword(),
    InvalidAsyncAPI(),
    InvalidBinding(),
    InvalidEncoding(),
    InvalidExample(),
    InvalidGoldenMessage(),
    InvalidPattern(),
    InvalidPlan(),
    InvalidSchema(),
    InvalidSymlink(),
    InvalidTopic(),
    KeywordNotInDraft(),
    LimitExceeded(),
    LoneSurrogate(),
    MissingApproval(),
    MissingDescription(),
    MissingGoldenMessages(),
    OpenObject(),
    PendingConsumer(),
    PersonalData(),
    RemovedWithoutDeprecation(),
    StalePlan(),
    SyntaxError(),
    UndeclaredRequiredProperty(),
    UndeclaredTopicAccess(),
    UnknownKeyword(),
    UnlinkedMessage(),
    UnownedTopic(),
    UnreachableBranch(),
    UnreadableFile(),
    UnresolvedReference(),
    UnsatisfiableSchema(),
    VersionMismatch(),
  ]

  package static func governedFolders(_ policy: EffectivePolicy<ContractPolicy>) -> [RepositoryPath] {
    policy.own.roots.map(\.root) + [policy.own.topics].filter { !$0.bytes.isEmpty }
  }

  package static func namedRoots(_ policy: EffectivePolicy<ContractPolicy>) -> [NamedRoot] {
    let roots = policy.own.roots.map(\.root)
    guard policy.own.listsRoots else { return roots.map { NamedRoot(key: "root", folder: $0) } }
    return roots.enumerated().map { NamedRoot(key: "roots.\($0.offset).path", folder: $0.element) }
  }

  package static func survey(_ tree: SurveyedTree) -> [FoundRoot] { ContractSurvey.roots(in: tree) }

  package static func subject(
    of change: Change, policy: EffectivePolicy<ContractPolicy>
  ) async -> ContractChange {
    await ContractChange(change, policy: policy)
  }

  package static let looseFileSuffixes = [".json", ".yaml", ".yml"]

  package static func interestingNeighbours(of name: String) -> [String] { [] }

  package static func subject(
    of files: [LooseFile], policy: EffectivePolicy<ContractPolicy>
  ) async -> ContractChange {
    await ContractChange(files, policy: policy)
  }
}

extension ContractChange: CheckSubject {
  package var scope: String {
    guard !isLoose else { return Report.counted(files.count, "file") }
    let excluded = excludedCount == 0 ? "" : ", \(excludedCount) more excluded"
    let changed = changedCount == 0 ? "no files changed" : Report.counted(changedCount, "changed file")
    return "\(changed) under \(root)\(excluded)"
  }

  package var remarks: [String] {
    uncompared + agreements.flatMap(\.remarks) + UnclaimedFiles.remarks(on: unclaimed)
  }

  package var notExecuted: [Report.NotExecuted] {
    approvals.flatMap { $0.notExecuted(MissingApproval().metadata) } + asyncAPIFiles.flatMap(\.notExecuted)
  }
}
