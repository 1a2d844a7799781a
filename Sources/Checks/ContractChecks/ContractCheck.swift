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
    Approval(),
    Compatible(),
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
    UnreachableBranch(),
    Unreadable(),
    Unsatisfiable(),
  ]

  package static func governedFolders(_ policy: EffectivePolicy<ContractPolicy>) -> [RepositoryPath] {
    [policy.own.root]
  }

  package static func subject(
    of change: Change, policy: EffectivePolicy<ContractPolicy>
  ) async -> ContractChange {
    await ContractChange(change, policy: policy)
  }

  package static let looseFileSuffix = ".json"

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
    return "\(Report.counted(files.count, "changed file")) under \(root)\(excluded)"
  }

  package var remarks: [String] { uncompared + UnlistedSchema.remarks(on: unlistedSchemas) }

  package var notExecuted: [Report.NotExecuted] { approval.notExecuted(Approval().metadata) }
}

/// What `.signalbox/contracts.yml` says beyond rules and exclusions.
package struct ContractPolicy: CheckPolicy {
  /// The folder of the contracts.
  package let root: RepositoryPath

  /// Who has to approve a change of them.
  package let approval: ApprovalRequirement

  /// What is asked of JSON Schemas.
  package let schemas: SchemaPolicy

  package static let schema = DocumentSchema(PackageResources.contracts_schema_json)

  /// Whether a file below the root is read: by the ending of its name, or because the policy says that it is a schema.
  func isContract(_ path: RepositoryPath) -> Bool {
    ContractFile.isContract(path.bytes) || schemas.files.contains { $0.matches(path.bytes) }
  }

  package static let tendencies = PolicyTendencies(
    [
      "approval.bind": .ascending(["change", "tree"]),
      "approval.by": .moreIsWeaker,
      "approval.label": .neutral,
      "approval.role": .neutral,
      "root": .fixed,
      "schemas.documented": .moreIsStricter,
      "schemas.documented-properties": .moreIsStricter,
      "schemas.draft": .neutral,
      "schemas.files": .moreIsStricter,
      "schemas.formats": .ascending(["annotate", "assert"]),
    ].merging(CompatibilityPolicy.tendencies) { $1 })

  package static let demands = [
    PolicyDemand("approval", rule: "contracts/approval", scope: ["root"], role: "approval.role")
  ]

  package var neededRoles: [String] { [approval.role] }

  package init(_ reader: inout PolicyReader) {
    root = reader.folder("root") ?? .root
    approval =
      reader.mapping("approval") { ApprovalRequirement(&$0) } ?? ApprovalRequirement(label: "", role: "")
    schemas = reader.mapping("schemas") { SchemaPolicy(&$0) } ?? SchemaPolicy()
  }
}
