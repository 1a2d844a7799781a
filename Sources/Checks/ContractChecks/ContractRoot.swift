internal import Changes
internal import Documents
internal import Findings
internal import Git
internal import Policy

/// What a change leaves under one root of the contracts.
struct ContractRoot {
  let path: RepositoryPath
  let files: [ContractFile]
  let schemas: [ContractSchema]
  let asyncAPIFiles: [AsyncAPIFile]
  let agreements: Agreements
  let unlistedSchemas: [String]
  let comparisons: [SchemaComparison]
  let removals: [SchemaRemoval]
  let consumerChanges: [ConsumerChange]
  let uncompared: [String]
  let unplannedRemovals: [UnplannedRemoval]
  let planProblems: [PlanProblem]
  let topicProblems: [TopicProblem]
  let consumerOutcomes: [ConsumerOutcome]
  let golden: GoldenReading
  let personalData: PersonalDataReading
  let excludedCount: Int

  /// Reads and parses what the change leaves under the root, and nothing that it deletes.
  init(_ own: ContractPolicy, of change: Change, _ policy: EffectivePolicy<ContractPolicy>) async {
    func excludes(_ path: RepositoryPath) -> Bool {
      policy.excludes(path.bytes) || own.exclude.contains { $0.matches(path.bytes) }
    }
    let governed = change.files.filter { $0.path.hasPrefix(own.root) }
    let contracts = governed.filter { file in
      // What is no plain file may stand for a whole folder of contracts, whatever its name is.
      file.new.map { !$0.isPlainFile || own.isContract(file.path) } ?? false
    }
    let included = contracts.filter { !excludes($0.path) }
    var reader = GovernedFileReader(of: change.judged, root: "contracts root", policyPath: ContractCheck.policyPath)
    let read = included.compactMap { file in
      file.new.map { (path: file.path.description, content: reader.content(of: file.path, $0)) }
    }
    path = own.root
    excludedCount = contracts.count - included.count
    let parsed = await concurrentMap(read) { ContractFile(path: $0.path, $0.content) }
    files = parsed
    let before = ContractState(change.base, version: nil, own, ContractContents())
    let reading = SchemaReading(
      among: zip(included.map(\.path), parsed).map { ($0, $1) }, of: change.judged, since: before, policy: own)
    schemas = reading.schemas(changed: governed)
    var asyncAPI = AsyncAPIReading(reading.library, since: before.library, policy: own)
    asyncAPI.judge(reading, changed: governed)
    asyncAPIFiles = asyncAPI.files
    // Where these rules are off, only the comparison can say that something was not compared.
    let tells = [UnresolvedReference().metadata, InvalidSchema().metadata].allSatisfy {
      policy.rules.severity(of: $0) == .error
    }
    let invalid = tells ? schemas.filter(\.isInvalid).map { RepositoryPath($0.path) } : []
    var comparing = ComparisonReading(change.judged, reading, since: before, policy: own, invalid: invalid)
    let layout = ContractLayout(root: own.root)
    comparing.compare(governed, except: reading.mistaken) { excludes($0) || layout.isAboutArtifacts($0) }
    var consumers = ConsumerReading(reading, since: before, policy: own)
    consumers.look(at: governed.filter { !excludes($0.path) })
    consumerOutcomes = consumers.outcomes
    var golden = GoldenReading(reading, policy: own)
    golden.look(at: governed) { excludes($0) }
    self.golden = golden
    let trial = PlanTrial(change, since: before, own, roles: Set(policy.roles.keys))
    let planned = PlannedRemovals(comparing, trial, before: before.library) { path in
      Self.isPublished(path, reading)
    }
    comparisons = planned.comparisons
    consumerChanges = planned.consumerChanges
    unplannedRemovals = planned.unplanned
    removals = planned.removedSchemas
    topicProblems =
      TopicReview(own.topics, change, reading.library, since: before.library, root: own.root)?.problems ?? []
    planProblems =
      PlanReview(
        reading.library, since: before.library, root: own.root, changed: Set(governed.map(\.path)),
        now: change.circumstances.now, minimum: own.deprecations.minimum
      ).problems
    var agreeing = AgreementReading(reading, since: before, policy: own)
    agreeing.compare(
      governed.filter { !excludes($0.path) }, affected: asyncAPI.affected.filter { !excludes($0) }, comparisons)
    agreements = agreeing.agreements
    uncompared = comparing.remarks + Self.remarks(onRoot: own.root, change)
    var personalData = PersonalDataReading(reading, since: before, policy: own, now: change.circumstances.now)
    personalData.look(at: governed.filter { $0.new != nil && !reading.mistaken.contains($0.path) }.map(\.path)) {
      excludes($0)
    }
    self.personalData = personalData
    unlistedSchemas = UnlistedSchema.paths(among: parsed, beside: schemas)
  }

  /// Whether a document of AsyncAPI refers to an artifact, so that its messages are known to be sent.
  private static func isPublished(_ path: RepositoryPath, _ reading: SchemaReading) -> Bool {
    let names = SchemaDependents.names(of: path, reading.library.identifiers(at: path))
    return reading.dependents.files(naming: names, except: []).contains { file in
      reading.library.document(atPath: file)?["asyncapi"] != nil
    }
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
}
