package import Changes
internal import Findings
package import Git
package import Policy

/// What `.signalbox/contracts.yml` says beyond rules and exclusions.
package struct ContractPolicy: CheckPolicy {
  /// The folder of the contracts.
  package let root: RepositoryPath

  /// Who has to approve a change of them.
  package let approval: ApprovalRequirement

  /// What is asked of JSON Schemas.
  package let schemas: SchemaPolicy

  /// The file that says who owns, writes and reads each topic.
  package let topics: RepositoryPath

  /// What is asked before something is removed.
  package let deprecations: DeprecationPolicy

  /// Which artifacts may carry personal data.
  package let personalData: PersonalDataPolicy

  /// What is known of the contract tests that services have themselves.
  package let tests: ContractTestPolicy

  package static let schema = DocumentSchema(PackageResources.contracts_schema_json)

  /// What is asked of AsyncAPI documents.
  package let documents: AsyncAPIPolicy

  /// What is left alone below the root, beside what the whole policy excludes.
  package let exclude: [PathPattern]

  /// The roots that the policy lists, each with what is asked there.
  private let listed: [ContractPolicy]

  /// All roots, each with its own policy.
  package var roots: [ContractPolicy] { listed.isEmpty ? [self] : listed }

  /// Whether the policy lists its roots, and does not name one.
  var listsRoots: Bool { !listed.isEmpty }

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
      "deprecations.minimum": .greaterIsStricter,
      "drafts": .ascending(["free", "governed"]),
      "foreign-formats": .ascending(["note", "error"]),
      "personal-data.exceptions": .moreIsWeaker,
      "personal-data.exceptions.*.expires": .greaterIsWeaker,
      "personal-data.exceptions.*.owner": .neutral,
      "personal-data.exceptions.*.pointer": .fixed,
      "personal-data.exceptions.*.reason": .neutral,
      "personal-data.identity": .moreIsWeaker,
      "root": .fixed,
      "roots": .moreIsStricter,
      "roots.*.approval": .fixed,
      "roots.*.exclude": .moreIsWeaker,
      "roots.*.files": .moreIsStricter,
      "roots.*.deprecations": .fixed,
      "roots.*.personal-data": .fixed,
      "roots.*.schemas": .fixed,
      "schemas.documented": .moreIsStricter,
      "schemas.documented-properties": .moreIsStricter,
      "schemas.dialects.*": .neutral,
      "schemas.draft": .neutral,
      "schemas.files": .moreIsStricter,
      "schemas.formats": .ascending(["annotate", "assert"]),
      "schemas.numbers": .ascending(["integers-have-no-fraction", "as-written"]),
      "schemas.resolve.*": .neutral,
      "tests.command": .fixed,
      "tests.exclude": .moreIsWeaker,
      "tests.folder": .fixed,
      "tests.report": .neutral,
      "topics": .fixed,
    ].merging(CompatibilityPolicy.tendencies) { $1 })

  package static let demands = [
    PolicyDemand("approval", rule: "contracts/missing-approval", scope: ["root", "roots"], role: "approval.role")
  ]

  package var neededRoles: [String] { roots.map(\.approval.role) }

  package init(_ reader: inout PolicyReader) {
    let root = reader.folder("root") ?? .root
    let approval =
      reader.mapping("approval") { ApprovalRequirement(&$0) } ?? ApprovalRequirement(label: "", role: "")
    let schemas = reader.mapping("schemas") { SchemaPolicy(&$0) } ?? SchemaPolicy()
    let topics = reader.folder("topics") ?? .root
    let deprecations = reader.mapping("deprecations") { DeprecationPolicy(&$0) } ?? DeprecationPolicy()
    let personalData = reader.mapping("personal-data") { PersonalDataPolicy(&$0) } ?? PersonalDataPolicy()
    let tests = reader.mapping("tests") { ContractTestPolicy(&$0) } ?? ContractTestPolicy()
    let documents = AsyncAPIPolicy(&reader)
    let all = ContractPolicy(
      root: root, approval: approval, schemas: schemas, topics: topics, deprecations: deprecations,
      personalData: personalData, tests: tests, documents: documents, exclude: [], listed: [])
    let listed = reader.list("roots") { reader, _ in ContractPolicy(rootOf: &reader, otherwise: all) }
    self.init(
      root: root, approval: approval, schemas: schemas, topics: topics, deprecations: deprecations,
      personalData: personalData, tests: tests, documents: documents, exclude: [], listed: listed)
  }

  /// Reads an element of `roots`: what it does not say is as for all.
  private init?(rootOf reader: inout PolicyReader, otherwise all: ContractPolicy) {
    guard let root = reader.folder("path") else { return nil }
    let files = reader.patterns("files")
    self.init(
      root: root,
      approval: reader.mapping("approval") { ApprovalRequirement(&$0, otherwise: all.approval) } ?? all.approval,
      schemas: (reader.mapping("schemas") { SchemaPolicy(&$0, otherwise: all.schemas) } ?? all.schemas)
        .with(files: files),
      topics: all.topics,
      deprecations: reader.mapping("deprecations") { DeprecationPolicy(&$0, otherwise: all.deprecations) }
        ?? all.deprecations,
      personalData: reader.mapping("personal-data") { PersonalDataPolicy(&$0, otherwise: all.personalData) }
        ?? all.personalData,
      tests: all.tests, documents: all.documents, exclude: reader.patterns("exclude") ?? [], listed: [])
  }

  private init(
    root: RepositoryPath, approval: ApprovalRequirement, schemas: SchemaPolicy, topics: RepositoryPath,
    deprecations: DeprecationPolicy, personalData: PersonalDataPolicy, tests: ContractTestPolicy,
    documents: AsyncAPIPolicy, exclude: [PathPattern], listed: [ContractPolicy]
  ) {
    self.root = root
    self.approval = approval
    self.schemas = schemas
    self.topics = topics
    self.deprecations = deprecations
    self.personalData = personalData
    self.tests = tests
    self.documents = documents
    self.exclude = exclude
    self.listed = listed
  }
}
