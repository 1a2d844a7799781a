internal import Compatibility
internal import Documents
internal import Findings
internal import Git
internal import JSONSchema

/// Finds out which lines of a schema refuse a document, and what changed there.
struct BreakReader {
  /// The place of a value of a contract: of an array or object its opening bracket.
  func place(of node: Node, at path: RepositoryPath) -> Place {
    Place(node.mark, of: SourceText(node.tape.source), path: path.description)
  }

  /// Reads a proof that a change breaks: a document that fits the writer's schema and not the reader's, where the reader
  /// has the new schema when the direction is backward.
  ///
  /// The root is where the new schema stands, to point at where no line can be named.
  func read(
    _ witness: Node, _ direction: ComparisonMode, from old: ComparedSchema, to new: ComparedSchema,
    _ content: ContentModel, at root: (path: RepositoryPath, node: Node), _ library: ContractLibrary
  ) -> SchemaBreak {
    let refusal = refusal(of: witness, by: direction == .backward ? new.schema : old.schema)
    let all = Comparison(old: old, new: new, mode: direction, content: content).changes
    let breaking = all.filter { change in
      switch change.breaks {
      case .both: true
      case .writers: direction == .backward
      case .readers: direction == .forward
      case .neither, .unknown: false
      }
    }
    guard !breaking.isEmpty else {
      // No keyword refuses it by itself, so point at the one that does so together with others.
      let refusing = direction == .backward ? refusal.flatMap { place($0.schema, library) } : nil
      return SchemaBreak(
        witness: witness, refusal: refusal.map { ($0.message, $0.instanceLocation) },
        changes: [SchemaBreak.Change(code: nil, place: refusing ?? place(of: root.node, at: root.path))], culprit: 0)
    }
    return SchemaBreak(
      witness: witness, refusal: refusal.map { ($0.message, $0.instanceLocation) },
      changes: breaking.map { SchemaBreak.Change(code: $0.code, place: place(of: $0, at: root, library)) },
      culprit: refusal.flatMap { culprit(of: $0, among: breaking, direction) } ?? 0)
  }

  /// Why a document is refused; of a very large one that would take longer to tell than it took to find it.
  private func refusal(of document: Node, by schema: Schema) -> SchemaFailure? {
    guard document.tape.entries.count < 50_000 else { return nil }
    do throws(EvaluationError) {
      return try schema.evaluate(document, room: 1_000).failures.first
    } catch {
      return nil
    }
  }

  /// The change at the keyword that refuses, or around it, or the one that has to do with the same property.
  private func culprit(
    of refusal: SchemaFailure, among changes: [SchemaChange], _ direction: ComparisonMode
  ) -> Int? {
    let keyword = refusal.schema.pointer.tokens
    func places(_ change: SchemaChange) -> [String]? {
      let place = direction == .backward ? change.new : change.old
      return place?.document == refusal.schema.document ? place?.pointer.tokens : nil
    }
    return changes.firstIndex { places($0) == keyword }
      ?? changes.firstIndex { change in
        places(change).map { keyword.starts(with: $0) || $0.starts(with: keyword) } ?? false
      }
      ?? changes.firstIndex { change in
        refusal.instanceLocation.tokens.last.map { change.pointer.tokens.last == $0 } ?? false
      }
  }

  // MARK: Places

  /// The place of a change in the new schema: of what is gone the place that it stood in.
  private func place(
    of change: SchemaChange, at root: (path: RepositoryPath, node: Node), _ library: ContractLibrary
  ) -> Place {
    if let place = change.new, let path = library.path(of: place.document) {
      return Place(mark(place.value, place.range), of: SourceText(place.source), path: path.description)
    }
    guard let old = change.old, let path = library.path(of: old.document), let node = library.document(atPath: path)
    else { return place(of: root.node, at: root.path) }
    var tokens = old.pointer.tokens
    while !tokens.isEmpty {
      tokens.removeLast()
      if let holder = node[JSONPointer(tokens)] { return place(of: holder, at: path) }
    }
    return place(of: node, at: path)
  }

  private func place(_ place: SchemaPlace, _ library: ContractLibrary) -> Place? {
    library.path(of: place.document).map { Place(place.range, of: SourceText(place.source), path: $0.description) }
  }

  private func mark(_ value: Node, _ range: SourceRange) -> SourceRange {
    switch value.kind {
    case .array, .object: SourceRange(Int(range.start), min(Int(range.start) + 1, Int(range.end)))
    default: range
    }
  }
}
