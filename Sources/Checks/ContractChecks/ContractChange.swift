package import Changes
internal import Documents
package import Findings
internal import Git
package import Policy

/// The files under the contracts root that a change adds or edits: the subject of every contract rule.
package struct ContractChange: Sendable {
  /// The folders of the contracts, as they are shown.
  package let root: String
  let roots: [RepositoryPath]

  /// The files as they will be, in the order of their paths.
  package let files: [ContractFile]

  /// The JSON Schemas among the files, and the unchanged ones whose references the change breaks.
  package let schemas: [ContractSchema]

  /// The AsyncAPI documents among the files, and the unchanged ones that refer to something which the change breaks.
  package let asyncAPIFiles: [AsyncAPIFile]

  /// What the change does to what applications agree on, by root.
  package let agreements: [Agreements]

  /// The paths of files that are no schemas, and that nothing else is known of.
  package let unclaimed: [String]

  /// How many files change under the roots, those that are deleted among them.
  package let changedCount: Int

  /// What came of comparing schemas with what they were; nothing is said of those that are compatible.
  package let comparisons: [SchemaComparison]

  /// What readers of changed schemas notice, where nothing is asked of them.
  package let consumerChanges: [ConsumerChange]

  /// The schemas that are there no more, without a word of warning before.
  package let removals: [SchemaRemoval]

  /// What a reader should know of what was not compared.
  package let uncompared: [String]

  /// The properties that consumers lose without a plan that lets them go.
  package let unplannedRemovals: [UnplannedRemoval]

  /// What the change means for the consumers of artifacts.
  package let consumerOutcomes: [ConsumerOutcome]

  /// The golden messages that their schemas judge otherwise.
  package let goldenProblems: [GoldenProblem]

  /// The artifacts without golden messages.
  package let missingGoldenMessages: [MissingGoldenMessage]

  /// What the register of topics does not agree with.
  package let topicProblems: [TopicProblem]

  /// What is wrong with plans.
  package let planProblems: [PlanProblem]

  /// The fields about persons in artifacts that may have none.
  package let personalFields: [PersonalField]

  /// The fields that take anything, in artifacts that refer to those of the identity service.
  package let openFields: [OpenField]

  /// The contract tests of services that did not pass, or of which that is not known.
  package let contractTestProblems: [ContractTestProblem]

  /// The artifacts with too many fields to look at.
  package let incompletePersonalData: [String]

  /// How many more the policy excludes.
  package let excludedCount: Int

  /// Whether what changes under the roots is approved, once for each demand of the policy.
  package let approvals: [ApprovalAnswer]

  /// When the check is asked.
  package let stage: Report.Stage

  /// Whether the files stand in no repository.
  let isLoose: Bool

  /// Reads and parses what the change leaves under the roots of the contracts.
  package init(_ change: Change, policy: EffectivePolicy<ContractPolicy>) async {
    var parts: [ContractRoot] = []
    for root in policy.own.roots { parts.append(await ContractRoot(root, of: change, policy)) }
    roots = parts.map(\.path)
    root = roots.map(\.description).joined(separator: " and ")
    approvals = Self.approvals(of: change, policy)
    stage = change.stage
    isLoose = false
    excludedCount = parts.reduce(0) { $0 + $1.excludedCount }
    files = parts.flatMap(\.files)
    schemas = parts.flatMap(\.schemas)
    asyncAPIFiles = parts.flatMap(\.asyncAPIFiles)
    agreements = parts.map(\.agreements)
    comparisons = parts.flatMap(\.comparisons)
    removals = parts.flatMap(\.removals)
    consumerChanges = parts.flatMap(\.consumerChanges)
    uncompared = parts.flatMap(\.uncompared)
    unplannedRemovals = parts.flatMap(\.unplannedRemovals)
    consumerOutcomes = parts.flatMap(\.consumerOutcomes)
    goldenProblems = parts.flatMap(\.golden.problems)
    missingGoldenMessages = parts.flatMap(\.golden.missing)
    topicProblems = Self.unique(parts.flatMap(\.topicProblems))
    planProblems = parts.flatMap(\.planProblems)
    personalFields = parts.flatMap(\.personalData.fields)
    openFields = parts.flatMap(\.personalData.openFields)
    incompletePersonalData = parts.flatMap(\.personalData.incomplete)
    contractTestProblems = parts.flatMap(\.contractTestProblems)
    unclaimed = parts.flatMap(\.unclaimed)
    changedCount = parts.reduce(0) { $0 + $1.changedCount }
  }

  /// Each root holds the same register against its documents, and what is wrong with it itself is told once.
  private static func unique(_ problems: [TopicProblem]) -> [TopicProblem] {
    var seen: Set<String> = []
    return problems.filter { seen.insert("\($0.place?.path ?? "") \($0.message)").inserted }
  }

  /// Roots with the same demand are approved together.
  private static func approvals(of change: Change, _ policy: EffectivePolicy<ContractPolicy>) -> [ApprovalAnswer] {
    var demands: [(requirement: ApprovalRequirement, roots: [ContractPolicy])] = []
    for root in policy.own.roots {
      if let known = demands.firstIndex(where: { $0.requirement == root.approval }) {
        demands[known].roots.append(root)
      } else {
        demands.append((root.approval, [root]))
      }
    }
    return demands.map { requirement, roots in
      change.approval(
        requirement,
        for: GovernedPaths(roots.map(\.root), except: policy.exclude(fromDemand: "approval") + roots.flatMap(\.exclude))
      )
    }
  }

  /// Parses files that stand in no repository.
  init(_ files: [LooseFile], policy: EffectivePolicy<ContractPolicy>) async {
    let parsed = await concurrentMap(files) { ContractFile($0) }
    roots = policy.own.roots.map(\.root)
    root = roots.map(\.description).joined(separator: " and ")
    approvals = []
    stage = .prePush
    isLoose = true
    excludedCount = 0
    self.files = parsed
    schemas = SchemaReading.schemas(among: parsed, policy: policy.own)
    asyncAPIFiles = AsyncAPIReading.files(among: parsed, policy: policy.own)
    agreements = []
    unclaimed = UnclaimedFiles.paths(among: parsed, beside: schemas.map(\.path) + asyncAPIFiles.map(\.path))
    changedCount = parsed.count
    comparisons = []
    removals = []
    consumerChanges = []
    uncompared = []
    unplannedRemovals = []
    consumerOutcomes = []
    goldenProblems = []
    missingGoldenMessages = []
    topicProblems = []
    planProblems = []
    let personalData = PersonalDataReading.among(parsed, policy: policy.own)
    personalFields = personalData.fields
    openFields = personalData.openFields
    incompletePersonalData = personalData.incomplete
    contractTestProblems = []
  }
}

extension ContractChange {
  /// What a rule says of each defect of a kind, over all files that parse.
  func defects(
    _ kind: DocumentDefect.Kind, _ finding: (ContractFile, SourceText, DocumentDefect) -> Finding
  ) -> [Finding] {
    files.flatMap { file -> [Finding] in
      guard case .document(let document) = file.content else { return [] }
      return document.defects.filter { $0.kind == kind }.map { finding(file, document.source, $0) }
    }
  }
}

extension DocumentError {
  /// The text is fine as far as it goes, but it asks too much of a reader.
  var isLimit: Bool {
    switch kind {
    case .tooDeep, .tooLong, .tooManyNodes, .tooManyAliases, .cyclicAlias: true
    case .syntax, .encoding, .number, .unsupported, .defective: false
    }
  }

  /// The text is no document: every error that is not a matter of limits or of the encoding.
  var isSyntax: Bool { !isLimit && kind != .encoding }
}
