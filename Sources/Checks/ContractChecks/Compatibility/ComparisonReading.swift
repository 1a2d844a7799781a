internal import Changes
internal import Compatibility
internal import Documents
internal import Findings
internal import Git
internal import JSONSchema
internal import Policy

/// Compares the schemas whose meaning a change may alter with what they meant before.
struct ComparisonReading {
  private let policy: ContractPolicy
  private let reading: SchemaReading
  private let judged: Snapshot
  private let before: ContractState
  private let history: ContractHistory
  private let compiled: CompiledContracts
  private var reader: BreakReader
  private var questions: [ComparisonQuestion] = []
  /// The unchanged schemas that refer to the changed ones.
  private var affected: AffectedSchemas?
  /// The documents of which others say already that they are no valid schemas, and whether they say so of any file.
  private let invalid: Set<String>
  private var hasMistakes = false
  /// What a comparison may cost: the less, the more of them came to nothing, so that many hard ones end as well.
  private var limits = ProofLimits()
  private static let leastSteps = 30_000
  /// What was found out of schemas of each earlier state.
  private var sessions: [ObjectIdentifier: ComparisonSession] = [:]
  private static let tooLarge = "the files below the root are too large to be read all"

  private(set) var comparisons: [SchemaComparison] = []
  private var noticed: [ConsumerChange] = []
  /// What readers notice although no mode asks about them; a break says more than that.
  var consumerChanges: [ConsumerChange] {
    let breaking = Set(
      comparisons.flatMap { comparison -> [Place] in
        guard case .breaking(let proof) = comparison.outcome else { return [] }
        return proof.changes.map(\.place)
      })
    return noticed.filter { !breaking.contains($0.place) }
  }
  private var removed: RemovedSchemas
  var removals: [SchemaRemoval] { removed.removals }
  /// What could not be compared without that being anybody's fault.
  private(set) var remarks: [String] = []

  /// - Parameters:
  ///   - judged: what the change leads to.
  ///   - reading: how its schemas are read.
  ///   - before: what the change is based on.
  ///   - policy: what is asked.
  ///   - invalid: the paths of schemas for whose faults the check fails already.
  init(
    _ judged: Snapshot, _ reading: SchemaReading, since before: ContractState, policy: ContractPolicy,
    invalid: [RepositoryPath]
  ) {
    self.judged = judged
    self.reading = reading
    self.policy = policy
    self.invalid = Set(invalid.map(ContractLibrary.uri))
    self.before = before
    history = ContractHistory(before, policy)
    compiled = CompiledContracts(reading.library, policy.schemas)
    reader = BreakReader(reading.library)
    removed = RemovedSchemas(before.library)
  }

  /// Compares all that some changed paths bear upon.
  ///
  /// - Parameters:
  ///   - changed: the paths that differ below the root.
  ///   - mistaken: the files among them that are no documents, of which others tell.
  ///   - isExcluded: what the policy leaves alone.
  mutating func compare(
    _ changed: [ChangedPath], except mistaken: Set<RepositoryPath>, _ isExcluded: (RepositoryPath) -> Bool
  ) {
    guard policy.schemas.compatibility.asksForAnything else { return }
    hasMistakes = !mistaken.isEmpty
    // Who moves a schema to where nobody looks has deleted it.
    let contracts = changed.filter { policy.isContract($0.path) && !isExcluded($0.path) }
    let moves = SchemaMoves(contracts, from: before.library, to: reading.library)
    for file in contracts where file.new != nil {
      let source = file.old != nil ? file.path : moves.sources[file.path]
      if mistaken.contains(file.path) {
        refuse(file.path, was: source)
      } else {
        ask(about: file.path, was: source, isChanged: true)
      }
    }
    askAboutAffected(by: changed.filter { !mistaken.contains($0.path) }, isExcluded)
    for path in moves.deleted where asks(of: path) && before.hasSchema(at: path) { removed.add(file: path) }
    answer()
  }

  private mutating func askAboutAffected(by changed: [ChangedPath], _ isExcluded: (RepositoryPath) -> Bool) {
    let affected = AffectedSchemas(of: changed, reading, compiled, since: before, limits: limits) { path in
      policy.isContract(path) && !isExcluded(path) ? policy.schemas.compatibility.demand(on: path).mode.comparison : nil
    }
    for (path, isSettled) in affected.schemas { ask(about: path, was: path, isChanged: false, isSettled: isSettled) }
    if affected.isIncomplete, let first = changed.first {
      undecided(
        "what refers to \(first.path)", first.path, nil, Self.tooLarge,
        at: Place(path: first.path.description))
    }
    self.affected = affected
  }

  // MARK: Questions

  /// Asks about a schema at a path, by where it was; of a settled one it is known that it accepts all that it did at the
  /// base of the change.
  private mutating func ask(
    about path: RepositoryPath, was source: RepositoryPath?, isChanged: Bool, isSettled: Bool = false
  ) {
    // What was promised was promised where it stood.
    let demand = policy.schemas.compatibility.demand(on: source ?? path)
    guard let mode = demand.mode.comparison, let root = reading.library.document(atPath: path) else { return }
    guard reading.isSchema(root, at: path) else {
      if let source, source == path, before.hasSchema(at: path) {
        removed.add(schema: path, place: reader.place(of: root, at: path))
      }
      return
    }
    let states: [ContractState]
    do throws(GitError) {
      states = try history.states(for: demand)
    } catch {
      undecided(
        path.description, path, mode, "\(error.message); \(error.help)", at: reader.place(of: root, at: path))
      return
    }
    var trail = PathTrail(path, source, judged)
    for state in states {
      guard let earlier = trail.path(in: state, policy), !isSettled || state.version != nil else { continue }
      guard state.hasSchema(at: earlier), let old = state.library.document(atPath: earlier) else {
        if state.library.isExhausted {
          undecided(path.description, earlier, mode, Self.tooLarge, at: reader.place(of: root, at: path))
        }
        continue
      }
      for entry in SchemaEntry.entries(of: root, and: old) {
        guard let new = entry.new else {
          if state.version == nil, let name = entry.name {
            removed.add(definition: name, entry.old, of: path, place: reader.place(of: root, at: path))
          }
          continue
        }
        questions.append(
          ComparisonQuestion(
            new: CompiledContracts.Entry(path: path, node: new),
            old: CompiledContracts.Entry(path: earlier, node: entry.old), definition: entry.name, state: state,
            mode: mode, content: demand.content, isChanged: isChanged))
      }
    }
  }

  // MARK: Answers

  private mutating func answer() {
    questions.removeAll { question in
      question.state.version == nil
        && affected?.hasKept(question.old, as: question.new, mode: question.mode) ?? false
    }
    compiled.prepare(questions.map(\.new))
    for (_, asked) in Dictionary(grouping: questions, by: { ObjectIdentifier($0.state) }) {
      asked.first?.state.compiled.prepare(asked.map(\.old))
    }
    var compared = ComparedVersions()
    for question in questions { answer(question, &compared) }
  }

  private mutating func answer(_ question: ComparisonQuestion, _ compared: inout ComparedVersions) {
    let old: CompiledContract
    do throws(SchemaError) {
      old = try question.state.compiled.contract(question.old)
    } catch {
      // Nobody could write or read by what was no schema.
      remarks.append(
        "\(question.shown) was not compared with \(question.earlier.words), which is no valid schema: \(error.message)")
      return
    }
    let new: CompiledContract
    do throws(SchemaError) {
      new = try compiled.contract(question.new)
    } catch {
      uncompared(question, error)
      return
    }
    guard compared.isNew(old, new, question.shown, isChanged: question.isChanged) else { return }
    note(consumersOf: question, old, new)
    let comparison = comparison(of: old, new, question)
    for (direction, verdict) in [(ComparisonMode.backward, comparison.backward), (.forward, comparison.forward)] {
      let outcome: SchemaComparison.Outcome
      switch verdict {
      case .compatible, nil: continue
      case .undecided(let reason):
        limits.steps = max(Self.leastSteps, limits.steps / 2)
        outcome = .undecided(reason, reader.place(of: question.new.node, at: question.new.path))
      case .breaking(let witness):
        let proof = BreakReader.Proof(
          witness: witness, direction: direction, old: old.schema, new: new.schema, content: question.content)
        outcome = .breaking(
          reader.read(
            proof, of: question.new, mayShare: !question.isChanged, separate: separateBreaks(of: question, proof)))
      }
      comparisons.append(
        SchemaComparison(schema: question.shown, earlier: question.earlier, direction: direction, outcome: outcome))
    }
  }

  /// What proves several breaks of a whole document each by itself.
  private func separateBreaks(of question: ComparisonQuestion, _ proof: BreakReader.Proof) -> SeparateBreaks? {
    guard question.definition == nil, question.isChanged else { return nil }
    let isBackward = proof.direction == .backward
    let (contracts, entry) = isBackward ? (compiled, question.new) : (question.state.compiled, question.old)
    return SeparateBreaks(
      proof: proof, accepting: isBackward ? question.old.node : question.new.node, refusing: entry.node
    ) { root throws(SchemaError) in
      try contracts.schema(of: root, insteadOf: entry)
    }
  }

  private mutating func comparison(
    of old: CompiledContract, _ new: CompiledContract, _ question: ComparisonQuestion
  ) -> Compatibility.Comparison {
    guard old.isTogether, new.isTogether else {
      return Compatibility.Comparison(
        old: old.schema, new: new.schema, mode: question.mode, content: question.content, listsChanges: false,
        limits: limits)
    }
    return Compatibility.Comparison(
      old: old.schema, new: new.schema, mode: question.mode, content: question.content, limits: limits,
      session: &sessions[ObjectIdentifier(question.state), default: ComparisonSession()])
  }

  /// Notes what readers by the version before lose, where nothing is asked of them.
  private mutating func note(consumersOf question: ComparisonQuestion, _ old: CompiledContract, _ new: CompiledContract)
  {
    guard question.isChanged, question.mode == .backward, question.state.version == nil else { return }
    let changes = Comparison.changes(
      from: old.schema, to: new.schema, content: question.content, limits: ProofLimits(steps: Self.leastSteps))
    noticed += ConsumerChange.among(changes, of: question.shown, declaring: new.schema.resources) {
      reader.place(of: $0, question.new)
    }
  }

  private mutating func uncompared(_ question: ComparisonQuestion, _ error: SchemaError) {
    // What is wrong with a changed file blocks by itself, and need not block in the name of all that refer to it.
    if !question.isChanged, hasMistakes || invalid.contains(error.document) {
      let remark = "\(question.shown) was not compared with what it was, since what it refers to is no valid schema"
      if !remarks.contains(remark) { remarks.append(remark) }
      return
    }
    // Once is enough, whatever number of versions it has.
    guard !comparisons.contains(where: { $0.schema == question.shown }) else { return }
    comparisons.append(
      SchemaComparison(
        schema: question.shown, earlier: question.earlier, direction: question.mode == .forward ? .forward : .backward,
        outcome: .undecided(
          "it cannot be read: \(error.message)", reader.place(of: question.new.node, at: question.new.path))))
  }

  /// A file that was a schema and is no document any more: even where that is waived, nobody has compared it.
  private mutating func refuse(_ path: RepositoryPath, was source: RepositoryPath?) {
    guard let source, before.hasSchema(at: source),
      let mode = policy.schemas.compatibility.demand(on: source).mode.comparison
    else { return }
    undecided(path.description, source, mode, "it cannot be read", at: Place(path: path.description))
  }

  /// Notes that a schema was not compared with what stood at a path before.
  private mutating func undecided(
    _ schema: String, _ source: RepositoryPath, _ mode: ComparisonMode?, _ reason: String, at place: Place
  ) {
    comparisons.append(
      SchemaComparison(
        schema: schema, earlier: EarlierSchema(version: nil, path: source.description),
        direction: mode == .forward ? .forward : .backward, outcome: .undecided(reason, place)))
  }

  /// Whether anything is asked of what stood at a path.
  private func asks(of path: RepositoryPath) -> Bool { policy.schemas.compatibility.demand(on: path).mode != .none }
}
