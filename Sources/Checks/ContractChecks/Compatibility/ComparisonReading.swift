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
  private let change: Change
  private let before: ContractState
  private let history: ContractHistory
  private let reader = BreakReader()
  /// The documents of which others say already that they are no valid schemas, and whether they say so of any file.
  private let invalid: Set<String>
  private var hasMistakes = false

  private(set) var comparisons: [SchemaComparison] = []
  private(set) var removals: [SchemaRemoval] = []
  /// What could not be compared without that being anybody's fault.
  private(set) var remarks: [String] = []

  /// - Parameters:
  ///   - change: both sides.
  ///   - reading: how the schemas of the judged side are read.
  ///   - policy: what is asked.
  ///   - invalid: the paths of schemas for whose faults the check fails already.
  init(_ change: Change, _ reading: SchemaReading, policy: ContractPolicy, invalid: [RepositoryPath]) {
    self.change = change
    self.reading = reading
    self.policy = policy
    self.invalid = Set(invalid.map(ContractLibrary.uri))
    before = ContractState(
      library: ContractLibrary(change.base, root: policy.root), snapshot: change.base, version: nil)
    history = ContractHistory(before, root: policy.root)
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
    let moves = SchemaMoves(changed, from: before.library, to: reading.library)
    let files = changed.filter { ContractFile.isContract($0.path.lastComponent) && $0.new != nil }
    for file in files where !mistaken.contains(file.path) && !isExcluded(file.path) {
      compare(file.path, with: file.old != nil ? file.path : moves.sources[file.path], isChanged: true)
    }
    for path in dependents(of: changed.filter { !mistaken.contains($0.path) }) where !isExcluded(path) {
      compare(path, with: path, isChanged: false)
    }
    for path in moves.deleted where !isExcluded(path) { remove(path) }
  }

  /// The unchanged contracts that may refer to what changed in more than its layout.
  private func dependents(of changed: [ChangedPath]) -> [RepositoryPath] {
    var names: Set<[UInt8]> = []
    for file in changed where file.old != nil {
      let after = file.new == nil ? nil : reading.library.document(atPath: file.path)
      if let after, after == before.library.document(atPath: file.path) { continue }
      names.formUnion(SchemaDependents.names(of: file.path, before.library.bytes(at: file.path, file.old)))
    }
    guard !names.isEmpty else { return [] }
    return SchemaDependents(library: reading.library).files(naming: names, except: Set(changed.map(\.path)))
  }

  // MARK: One schema

  private mutating func compare(_ path: RepositoryPath, with source: RepositoryPath?, isChanged: Bool) {
    let demand = policy.schemas.compatibility.demand(on: path)
    guard let mode = demand.mode.comparison, let root = reading.library.document(atPath: path) else { return }
    guard reading.isSchema(root, at: path) else {
      if let source, source == path, isSchema(source, in: before) { noLongerASchema(path, root) }
      return
    }
    let states: [ContractState]
    do throws(GitError) {
      states = try history.states(for: demand)
    } catch {
      comparisons.append(
        SchemaComparison(
          schema: path.description, earlier: EarlierSchema(version: nil, path: path.description),
          direction: mode == .forward ? .forward : .backward,
          outcome: .undecided("\(error.message); \(error.help)", reader.place(of: root, at: path))))
      return
    }
    var compared = ComparedSources()
    var trail = PathTrail(path, source, change.judged)
    for state in states {
      guard let earlier = trail.path(in: state, below: policy.root),
        let old = state.library.document(atPath: earlier), isSchema(earlier, in: state)
      else { continue }
      for entry in SchemaEntry.entries(of: root, and: old) {
        guard let definition = entry.new else {
          if state.version == nil, let old = entry.old { removeDefinition(entry.name, old, path, root) }
          continue
        }
        guard let old = entry.old else { continue }
        compare(
          Side(path: path, node: definition, root: root, library: reading.library),
          Side(path: earlier, node: old, root: state.library.document(atPath: earlier) ?? old, library: state.library),
          entry.name, demand, state, isChanged, &compared)
      }
    }
  }

  /// One side of a comparison: a schema, the document that it stands in, and what its references lead to.
  private struct Side {
    let path: RepositoryPath
    let node: Node
    let root: Node
    let library: ContractLibrary

    func compiled(_ draft: Draft) throws(SchemaError) -> ComparedSchema {
      var resources = SchemaResources(defaultDraft: draft) { [library] uri in library.document(at: uri) }
      let location = try resources.add(root, uri: ContractLibrary.uri(of: path))
      return try ComparedSchema(at: Location(Int(location.document), node.index), in: resources)
    }
  }

  private mutating func compare(
    _ new: Side, _ old: Side, _ name: String?, _ demand: CompatibilityPolicy.Demand, _ state: ContractState,
    _ isChanged: Bool, _ compared: inout ComparedSources
  ) {
    let mode = demand.mode.comparison ?? .backward
    let shown = name.map { "\(new.path) (\($0))" } ?? new.path.description
    let earlier = EarlierSchema(version: state.version, path: old.path.description)
    let before: ComparedSchema
    do throws(SchemaError) {
      before = try old.compiled(policy.schemas.draft)
    } catch {
      // Nobody could write or read by what was no schema.
      remarks.append("\(shown) was not compared with \(earlier.words), which is no valid schema: \(error.message)")
      return
    }
    let after: ComparedSchema
    do throws(SchemaError) {
      after = try new.compiled(policy.schemas.draft)
    } catch {
      guard state.version == nil else { return }
      if hasMistakes || invalid.contains(error.document) {
        remarks.append("\(shown) was not compared with what it was, since it is no valid schema")
        return
      }
      comparisons.append(
        SchemaComparison(
          schema: shown, earlier: earlier, direction: mode == .forward ? .forward : .backward,
          outcome: .undecided("it cannot be read: \(error.message)", reader.place(of: new.node, at: new.path))))
      return
    }
    guard compared.isNew(before, after, name, isChanged: isChanged) else { return }
    let comparison = Comparison(old: before, new: after, mode: mode, content: demand.content, listsChanges: false)
    for (direction, verdict) in [(ComparisonMode.backward, comparison.backward), (.forward, comparison.forward)] {
      let outcome: SchemaComparison.Outcome
      switch verdict {
      case .compatible, nil: continue
      case .undecided(let reason): outcome = .undecided(reason, reader.place(of: new.node, at: new.path))
      case .breaking(let witness):
        outcome = .breaking(
          reader.read(
            witness, direction, from: before, to: after, demand.content, at: (new.path, new.node), new.library))
      }
      comparisons.append(
        SchemaComparison(schema: shown, earlier: earlier, direction: direction, outcome: outcome))
    }
  }

  // MARK: What is gone

  private func isSchema(_ path: RepositoryPath, in state: ContractState) -> Bool {
    guard let root = state.library.document(atPath: path) else { return false }
    return SchemaReading(library: state.library, policy: policy.schemas).isSchema(root, at: path)
  }

  private mutating func remove(_ path: RepositoryPath) {
    guard policy.schemas.compatibility.demand(on: path).mode != .none, isSchema(path, in: before),
      let root = before.library.document(atPath: path), !Self.isDeprecated(root)
    else { return }
    removals.append(SchemaRemoval(schema: path.description, place: Place(path: path.description)))
  }

  private mutating func removeDefinition(_ name: String?, _ old: Node, _ path: RepositoryPath, _ root: Node) {
    guard let name, !Self.isDeprecated(old) else { return }
    removals.append(SchemaRemoval(schema: "\(path) (\(name))", place: reader.place(of: root, at: path)))
  }

  private mutating func noLongerASchema(_ path: RepositoryPath, _ root: Node) {
    guard let old = before.library.document(atPath: path), !Self.isDeprecated(old) else { return }
    removals.append(SchemaRemoval(schema: path.description, place: reader.place(of: root, at: path)))
  }

  private static func isDeprecated(_ schema: Node) -> Bool { schema["deprecated"]?.boolean == true }
}
