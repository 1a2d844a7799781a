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
  /// The paths of files that are no schemas, and that nothing else is known of.
  let unclaimed: [String]

  /// How many files change under the root, without those that are excluded.
  let changedCount: Int

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
  let contractTestProblems: [ContractTestProblem]
  let excludedCount: Int

  /// Reads and parses what the change leaves under the root, and nothing that it deletes.
  init(_ own: ContractPolicy, of change: Change, _ policy: EffectivePolicy<ContractPolicy>) async {
    func excludes(_ path: RepositoryPath) -> Bool {
      policy.excludes(path.bytes) || own.exclude.contains { $0.matches(path.bytes) }
    }
    let governed = change.files.filter { $0.path.hasPrefix(own.root) }
    changedCount = governed.count { !excludes($0.path) }
    let contracts = governed.filter { file in
      // What is not a regular file may stand for a whole folder of contracts, whatever its name is.
      file.new.map { !$0.isPlainFile || own.isContract(file.path) } ?? false
    }
    let included = contracts.filter { !excludes($0.path) }
    var reader = GovernedFileReader(of: change.judged, root: "contracts root", policyPath: ContractCheck.policyPath)
    let read = included.compactMap { file in
      file.new.map { (path: file.path.description, content: reader.content(of: file.path, $0)) }
    }
    path = own.root
    excludedCount = contracts.count - included.count
    let all = zip(included, await concurrentMap(read) { ContractFile(path: $0.path, $0.content) })
    let before = ContractState(change.base, version: nil, own, ContractContents())
    // What has no ending is a contract where its content says so, or said so before, and no business of ours otherwise.
    func isOther(_ file: ChangedPath, _ parsed: ContractFile) -> Bool {
      ContractFile.isWithoutEnding(file.path.bytes) && file.new?.isPlainFile == true && !parsed.isSchemaByContent
        && !own.schemas.files.contains { $0.matches(file.path.bytes) }
        && !(file.old != nil && before.hasSchema(at: file.path))
    }
    let claimed = all.filter { !isOther($0, $1) }
    let parsed = claimed.map(\.1)
    files = parsed
    let reading = SchemaReading(
      among: claimed.map { ($0.path, $1) }, of: change.judged, since: before, policy: own)
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
    var agreeing = AgreementReading(reading, since: before, policy: own, trial)
    agreeing.compare(
      governed.filter { !excludes($0.path) }, affected: asyncAPI.affected.filter { !excludes($0) }, comparisons,
      altered: planned.altered)
    agreements = agreeing.agreements
    var personalData = PersonalDataReading(reading, since: before, policy: own, now: change.circumstances.now)
    personalData.look(at: governed.filter { $0.new != nil && !reading.mistaken.contains($0.path) }.map(\.path)) {
      excludes($0)
    }
    self.personalData = personalData
    contractTestProblems = ContractTestReading(change, policy: own).problems
    uncompared = comparing.remarks
    unclaimed =
      UnclaimedFiles.paths(among: parsed, beside: schemas.map(\.path) + asyncAPIFiles.map(\.path))
      + all.filter { isOther($0, $1) }.map { $1.path }
  }

  /// Whether a document of AsyncAPI refers to an artifact, so that its messages are known to be sent.
  private static func isPublished(_ path: RepositoryPath, _ reading: SchemaReading) -> Bool {
    let names = SchemaDependents.names(of: path, reading.library.identifiers(at: path))
    return reading.dependents.files(naming: names, except: []).contains { file in
      reading.library.document(atPath: file)?["asyncapi"] != nil
    }
  }
}
