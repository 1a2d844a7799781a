package import Changes
internal import Documents
package import Findings
internal import Git
package import Policy

/// The files under the contracts root that a change adds or edits: the subject of every contract rule.
package struct ContractChange: Sendable {
  /// The folder of the contracts, as it is shown.
  package let root: String
  let rootPath: RepositoryPath

  /// The files as they will be, in the order of their paths.
  package let files: [ContractFile]

  /// The JSON Schemas among the files, and the unchanged ones whose references the change breaks.
  package let schemas: [ContractSchema]

  /// The paths of files that look like schemas, and that nothing says to be such.
  package let unlistedSchemas: [String]

  /// What came of comparing schemas with what they were; nothing is said of those that are compatible.
  package let comparisons: [SchemaComparison]

  /// The schemas that are there no more, without a word of warning before.
  package let removals: [SchemaRemoval]

  /// What a reader should know of what was not compared.
  package let uncompared: [String]

  /// What a schema, and each of its properties, has to say about itself.
  package let documented: [SchemaPolicy.Documentation]
  package let documentedProperties: [SchemaPolicy.Documentation]

  /// How many more the policy excludes.
  package let excludedCount: Int

  /// Whether what changes under the root is approved.
  package let approval: ApprovalAnswer

  /// When the check is asked.
  package let stage: Report.Stage

  /// Whether the files stand in no repository.
  let isLoose: Bool

  /// Reads and parses what the change leaves under the contracts root.
  ///
  /// What it deletes is in nobody's way.
  package init(_ change: Change, policy: EffectivePolicy<ContractPolicy>) async {
    let governed = change.files.filter { $0.path.hasPrefix(policy.own.root) }
    let contracts = governed.filter { file in
      // What is no plain file may stand for a whole folder of contracts, whatever its name is.
      file.new.map { !$0.isPlainFile || policy.own.isContract(file.path) } ?? false
    }
    let included = contracts.filter { !policy.excludes($0.path.bytes) }
    var reader = GovernedFileReader(of: change.judged, root: "contracts root", policyPath: ContractCheck.policyPath)
    let read = included.compactMap { file in
      file.new.map { (path: file.path.description, content: reader.content(of: file.path, $0)) }
    }
    rootPath = policy.own.root
    root = rootPath.description
    approval = change.approval(
      policy.own.approval, for: GovernedPaths([policy.own.root], except: policy.exclude(fromDemand: "approval")))
    stage = change.stage
    isLoose = false
    excludedCount = contracts.count - included.count
    documented = policy.own.schemas.documented
    documentedProperties = policy.own.schemas.documentedProperties
    let parsed = await concurrentMap(read) { ContractFile(path: $0.path, $0.content) }
    files = parsed
    let before = ContractState(change.base, version: nil, policy.own, ContractContents())
    let reading = SchemaReading(
      among: zip(included.map(\.path), parsed).map { ($0, $1) }, of: change.judged, since: before, policy: policy.own)
    schemas = reading.schemas(changed: governed)
    // Where these rules are off, nobody else would say that something could not be compared.
    let tells = [Reference().metadata, ValidSchema().metadata].allSatisfy { policy.rules.severity(of: $0) == .error }
    let invalid = tells ? schemas.filter(\.isInvalid).map { RepositoryPath($0.path) } : []
    var comparing = ComparisonReading(change.judged, reading, since: before, policy: policy.own, invalid: invalid)
    comparing.compare(governed, except: reading.mistaken) { policy.excludes($0.bytes) }
    comparisons = comparing.comparisons
    removals = comparing.removals
    uncompared = comparing.remarks + Self.remarks(onRoot: policy.own.root, change)
    unlistedSchemas = UnlistedSchema.paths(among: parsed, beside: schemas)
  }

  /// A root that is nowhere is a slip of the pen, or there are no contracts yet.
  private static func remarks(onRoot root: RepositoryPath, _ change: Change) -> [String] {
    do throws(GitError) {
      if try change.judged.version(of: root) != nil { return [] }
      if try change.base.version(of: root) != nil { return [] }
      return ["there is nothing at \(root), the root of the contracts"]
    } catch {
      return []
    }
  }

  /// Parses files that stand in no repository.
  init(_ files: [LooseFile], policy: EffectivePolicy<ContractPolicy>) async {
    let parsed = await concurrentMap(files) { ContractFile($0) }
    rootPath = policy.own.root
    root = rootPath.description
    approval = .notNeeded
    stage = .prePush
    isLoose = true
    excludedCount = 0
    documented = policy.own.schemas.documented
    documentedProperties = policy.own.schemas.documentedProperties
    self.files = parsed
    schemas = SchemaReading.schemas(among: parsed, policy: policy.own)
    unlistedSchemas = UnlistedSchema.paths(among: parsed, beside: schemas)
    comparisons = []
    removals = []
    uncompared = []
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
