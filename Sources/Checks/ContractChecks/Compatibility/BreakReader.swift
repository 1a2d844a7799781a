internal import Compatibility
internal import Documents
internal import Findings
internal import Git
internal import JSONSchema

/// Finds out which lines of a schema refuse a document, and what changed there.
struct BreakReader {
  private let library: ContractLibrary
  /// The changes that were found to break so far, and in which direction.
  private var known: [(direction: ComparisonMode, change: SchemaChange)] = []

  /// Reads the places of one state of the contracts.
  init(_ library: ContractLibrary) {
    self.library = library
  }

  /// A document that one version of a schema accepts and the other does not.
  struct Proof {
    let witness: Node
    /// `backward` where the new version refuses it.
    let direction: ComparisonMode
    let old: ComparedSchema
    let new: ComparedSchema
    let content: ContentModel

    /// Why it is refused; of a very large one that would take longer to tell than it took to find it.
    var refusal: SchemaFailure? {
      guard witness.tape.entries.count < 50_000 else { return nil }
      do throws(EvaluationError) {
        let reader = direction == .backward ? new : old
        return try reader.schema.evaluate(witness, room: 1_000).failures.first
      } catch {
        return nil
      }
    }

    /// The changes that break in this direction.
    var changes: [SchemaChange] {
      Comparison.changes(from: old, to: new, content: content).filter { change in
        switch change.breaks {
        case .both: true
        case .writers: direction == .backward
        case .readers: direction == .forward
        case .neither, .unknown: false
        }
      }
    }
  }

  /// Reads a proof that a change breaks a schema.
  ///
  /// - Parameters:
  ///   - proof: a document and both versions.
  ///   - entry: the new version, to point at where no line can be named.
  ///   - mayShare: whether a change that was found in another schema will do, where it is what refuses the document.
  ///   - separate: what proves each of several breaks by itself.
  /// - Returns: the lines that break, and why.
  mutating func read(
    _ proof: Proof, of entry: CompiledContracts.Entry, mayShare: Bool, separate: SeparateBreaks?
  ) -> SchemaBreak {
    let refusal = proof.refusal
    func answer(_ changes: [SchemaBreak.Change], _ culprit: Int) -> SchemaBreak {
      let whole = SchemaBreak.Proof(
        witness: proof.witness, refusal: refusal.map { ($0.message, $0.instanceLocation) })
      var changes = changes
      changes[culprit].proof = whole
      return SchemaBreak(proof: whole, changes: changes, culprit: culprit, content: proof.content)
    }
    if mayShare, let refusal {
      let changes = known.filter { $0.direction == proof.direction }.map(\.change)
      if let culprit = changes.firstIndex(where: { Self.keyword($0, proof.direction, is: refusal) }) {
        return answer([SchemaBreak.Change(changes[culprit], at: place(of: changes[culprit], entry))], 0)
      }
    }
    let changes = proof.changes
    known += changes.map { (proof.direction, $0) }
    guard changes.isEmpty else {
      let proofs = changes.count > 1 ? separate?.proofs(of: changes) : nil
      return answer(
        changes.enumerated().map { number, change in
          SchemaBreak.Change(change, at: place(of: change, entry), proof: proofs?[number])
        },
        refusal.flatMap { Self.culprit(of: $0, among: changes, proof.direction) } ?? 0)
    }
    // No keyword refuses it by itself, so point at the one that does so together with others.
    let refusing = proof.direction == .backward ? refusal.flatMap { place($0.schema) } : nil
    return answer(
      [
        SchemaBreak.Change(
          code: nil, words: "this change", place: refusing ?? place(of: entry.node, at: entry.path), part: nil,
          difference: nil)
      ], 0)
  }

  /// The change at the keyword that refuses, or around it, or the one that has to do with the same property.
  private static func culprit(
    of refusal: SchemaFailure, among changes: [SchemaChange], _ direction: ComparisonMode
  ) -> Int? {
    changes.firstIndex { keyword($0, direction, is: refusal) }
      ?? changes.firstIndex { change in
        guard let place = place(change, direction), place.document == refusal.schema.document else { return false }
        let (one, other) = (place.pointer.tokens, refusal.schema.pointer.tokens)
        return one.starts(with: other) || other.starts(with: one)
      }
      ?? changes.firstIndex { change in
        refusal.instanceLocation.tokens.last.map { change.pointer.tokens.last == $0 } ?? false
      }
  }

  /// Whether a change is at the very keyword that refuses.
  private static func keyword(_ change: SchemaChange, _ direction: ComparisonMode, is refusal: SchemaFailure) -> Bool {
    place(change, direction).map {
      $0.document == refusal.schema.document && $0.pointer == refusal.schema.pointer
    } ?? false
  }

  /// Where a change stands in the schema that refuses.
  private static func place(_ change: SchemaChange, _ direction: ComparisonMode) -> ChangedPlace? {
    direction == .backward ? change.new : change.old
  }

  // MARK: Places

  /// The place of a value of a contract: of an array or object its opening bracket.
  func place(of node: Node, at path: RepositoryPath) -> Place {
    Place(node.mark, of: SourceText(node.tape.source), path: path.description)
  }

  /// The place of a change in the new schema: of what is gone the place that it stood in.
  func place(of change: SchemaChange, _ entry: CompiledContracts.Entry) -> Place {
    if let place = change.new, let path = library.path(of: place.document) {
      return Place(place.value.mark, of: SourceText(place.source), path: path.description)
    }
    guard let old = change.old, let path = library.path(of: old.document), let node = library.document(atPath: path)
    else { return place(of: entry.node, at: entry.path) }
    var tokens = old.pointer.tokens
    while !tokens.isEmpty {
      tokens.removeLast()
      if let holder = node[JSONPointer(tokens)] { return place(of: holder, at: path) }
    }
    return place(of: node, at: path)
  }

  private func place(_ place: SchemaPlace) -> Place? {
    library.path(of: place.document).map { Place(place.range, of: place.source, path: $0.description) }
  }
}

extension SchemaBreak.Change {
  /// A change that was found, at its place.
  fileprivate init(_ change: SchemaChange, at place: Place, proof: SchemaBreak.Proof? = nil) {
    let values = [change.old?.value, change.new?.value].map { $0?.json() ?? "" }.joined(separator: " to ")
    self.init(
      code: change.code, words: change.words, place: place, part: ConsumerChange.ChangedPart(change.old ?? change.new),
      difference: values.utf8.count < 1_000 ? "\(change.code) \(change.pointer): \(values)" : nil, proof: proof)
  }
}
