internal import Compatibility
internal import Documents
internal import Git
internal import JSONSchema

/// Tells which unchanged schemas accept all that they did because what they refer to does.
///
/// Where references stand below keywords like `properties` and `allOf` alone, more is accepted as soon as more is
/// accepted by what they lead to. Below `not` or `oneOf` it may be the other way round: such a schema has to be compared
/// with all that it leads to, and so have those that lead to it.
///
/// For the same reason nothing needs to be known of such schemas where a changed one refers to them: what it accepts is
/// compared for whatever they accept, the same before and after. The schemas may refer to one another in a circle, since
/// each time around they look at a smaller part of a value.
struct MonotoneDependents {
  private let files: Set<RepositoryPath>
  private let options: SchemaOptions
  private let limits: ProofLimits
  private let mode: ComparisonMode
  private var states: JoinedStates
  /// The documents that proofs do not look into, by their numbers in both states.
  private var opaque: (old: [Int: String], new: [Int: String]) = ([:], [:])
  /// What was found out of the parts of changed files that others refer to.
  private var compared: [JoinedStates.Part: Bool] = [:]
  /// The files that count on each file.
  private var counting: [RepositoryPath: Set<RepositoryPath>] = [:]
  /// The files that may accept less than they did.
  private(set) var unsettled: Set<RepositoryPath> = []

  /// Looks at unchanged schemas; nil where it is not sure that all of them find the same by the same names.
  ///
  /// - Parameters:
  ///   - files: all unchanged files that may lead to what changed.
  ///   - schemas: the schemas among them.
  ///   - old: how they were before.
  ///   - new: how they are now.
  ///   - mode: what is asked of any of them.
  ///   - limits: what a proof may cost.
  init?(
    _ files: [RepositoryPath], schemas: [RepositoryPath], from old: CompiledContracts, to new: CompiledContracts,
    mode: ComparisonMode, limits: ProofLimits
  ) {
    guard let states = JoinedStates(schemas, from: old, to: new) else { return nil }
    self.files = Set(files)
    self.states = states
    options = new.options
    self.limits = limits
    self.mode = mode
    settle()
  }

  /// Whether a schema is known to accept all that it did, by whatever content model.
  func hasKept(_ old: CompiledContracts.Entry, as new: CompiledContracts.Entry, mode asked: ComparisonMode) -> Bool {
    guard mode == .full || mode == asked, !unsettled.contains(new.path),
      let numbers = states.numbers(of: old.path, new.path)
    else { return false }
    let part = JoinedStates.Part(
      old: Location(numbers.old, old.node.index), new: Location(numbers.new, new.node.index))
    return compared[part] ?? false
  }

  // MARK: Who counts on whom

  private mutating func settle() {
    let reversing = states.new.reversingDocuments()
    for (number, path) in states.newPaths.enumerated() where files.contains(path) {
      // Behind a link another file may stand than before.
      if states.unchanged[number] == nil || reversing.contains(number) { unsettled.insert(path) }
    }
    leaveOpaque(reversing)
    for reference in states.new.references {
      let path = states.newPaths[Int(reference.location.document)]
      guard files.contains(path), !unsettled.contains(path) else { continue }
      if let part = states.target(of: reference), states.isSame(part) || isKept(part) {
        counting[states.newPaths[Int(part.new.document)], default: []].insert(path)
      } else {
        unsettled.insert(path)
      }
    }
    var open = unsettled
    while let path = open.popFirst() {
      let next = (counting[path] ?? []).subtracting(unsettled)
      unsettled.formUnion(next)
      open.formUnion(next)
    }
  }

  /// Keeps proofs from looking into unchanged documents, where changed ones do not reverse what they refer to.
  private mutating func leaveOpaque(_ reversing: Set<Int>) {
    let numbers = states.unchanged.indices
    let unchangedBefore = Set(states.unchanged.compactMap { $0 })
    guard numbers.allSatisfy({ states.unchanged[$0] != nil || !reversing.contains($0) }),
      states.old.reversingDocuments().isSubset(of: unchangedBefore)
    else { return }
    for number in numbers {
      guard let before = states.unchanged[number], !unsettled.contains(states.newPaths[number]) else { continue }
      opaque.old[before] = states.newPaths[number].description
      opaque.new[number] = states.newPaths[number].description
    }
    // What is found out of a changed document counts on those that it refers to.
    for reference in states.referencesOfChanged() { counting[reference.to, default: []].insert(reference.from) }
  }

  // MARK: Proofs

  /// Whether a part of a changed document keeps all its promises, whoever refers to it.
  private mutating func isKept(_ part: JoinedStates.Part) -> Bool {
    if let known = compared[part] { return known }
    // What moved from one file to another counts on more than is noted.
    let isInPlace = states.oldPaths[Int(part.old.document)] == states.newPaths[Int(part.new.document)]
    let isKept =
      states.isCompilable(part, options)
      && (isInPlace && !opaque.new.isEmpty && isProved(part, opaque.old, opaque.new) || isProved(part, [:], [:]))
    compared[part] = isKept
    return isKept
  }

  private func isProved(_ part: JoinedStates.Part, _ oldOpaque: [Int: String], _ newOpaque: [Int: String]) -> Bool {
    let old = SchemaSite(part.old, in: states.old, options: options, opaque: oldOpaque)
    let new = SchemaSite(part.new, in: states.new, options: options, opaque: newOpaque)
    // What is declared may differ from one referring schema to another; what is accepted does not.
    return (mode == .forward || Inclusion.isProved(writer: old, reader: new, limits: limits))
      && (mode == .backward || Inclusion.isProved(writer: new, reader: old, limits: limits))
  }
}
