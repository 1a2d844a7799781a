internal import Documents
internal import JSONSchema

/// What writers are taken to send.
package enum ContentModel: String, Sendable, CaseIterable {
  /// Whatever their schema accepts.
  case open
  /// Of that, what has no members but those that the schema declares.
  case declared
}

/// The question whether a reader accepts whatever a writer may send.
package struct Inclusion {
  private let writer: ComparedSchema
  private let reader: ComparedSchema
  private let content: ContentModel
  private let limits: ProofLimits

  package init(
    writer: ComparedSchema, reader: ComparedSchema, content: ContentModel = .open,
    limits: ProofLimits = ProofLimits()
  ) {
    self.writer = writer
    self.reader = reader
    self.content = content
    self.limits = limits
  }

  /// Answers by a proof or by a document, or not at all.
  package func verdict() -> InclusionVerdict {
    if writer.site.isSame(as: reader.site) { return .compatible }
    let verdict = searched()
    // What leads to itself without end is still what it was, however its keys are ordered.
    if case .undecided = verdict, writer.site.isSameInOtherOrder(as: reader.site) { return .compatible }
    return verdict
  }

  private func searched() -> InclusionVerdict {
    var prover = Prover([writer.site, reader.site], steps: limits.steps)
    return verdict(by: &prover)
  }

  /// Answers with what was found out of other schemas of the same documents; where that does not do, as by itself.
  ///
  /// - Parameter shared: what is known so far, of writers and readers out of the same two sets of documents.
  /// - Returns: the answer.
  func verdict(sharing shared: inout Prover?) -> InclusionVerdict {
    if writer.site.isSame(as: reader.site) { return .compatible }
    var prover = shared ?? Prover([writer.site, reader.site], steps: limits.steps)
    // It is held in one place, so that nothing of it is copied.
    shared = nil
    prover.steps = limits.steps
    let answer = verdict(by: &prover)
    prover.restart()
    shared = prover
    // Why a question is not decided may have to do with another schema.
    if case .undecided = answer { return verdict() }
    return answer
  }

  private func verdict(by prover: inout Prover) -> InclusionVerdict {
    switch prover.search(writer.location, reader.location, content) {
    case .empty: return .compatible
    case .unknown(let reason): return .undecided(reason)
    case .inhabited(let example):
      guard let document = example.document else { return .undecided("the smallest document is very large") }
      return confirmed(document, &prover)
    }
  }

  /// Whether it is proved that a reader's schema accepts whatever a writer's does; nothing has to be compiled for that.
  package static func isProved(writer: SchemaSite, reader: SchemaSite, limits: ProofLimits = ProofLimits()) -> Bool {
    if writer.isSame(as: reader) { return true }
    var prover = Prover([writer, reader], steps: limits.steps)
    if case .empty = prover.search(writer.location, reader.location, .open) { return true }
    return false
  }

  /// Lets the validator say whether a document proves the break.
  private func confirmed(_ document: Node, _ prover: inout Prover) -> InclusionVerdict {
    let witness = Witness(writer: writer.schema, reader: reader.schema)
    guard witness.isProof(document) else {
      if let reason = prover.table.unknownReason { return .undecided(reason) }
      return .undecided(
        "a document was found that should prove a break, and the validator says otherwise: \(Self.short(document))")
    }
    let places = [writer.location, reader.location].enumerated().map { side, location in
      Prover.SchemaPlace(side: side, location: location)
    }
    return .breaking(prover.realistic(witness.minimised(document), by: places) { witness.isProof($0) })
  }

  private static func short(_ document: Node) -> String {
    let text = document.json()
    return text.utf8.count > 200 ? "it is long" : text
  }
}

extension Prover {
  /// Looks for a document that the schema of one side may send and that of the other refuses.
  fileprivate mutating func search(_ writer: Location, _ reader: Location, _ content: ContentModel) -> Outcome {
    do throws(GivenUp) {
      let place = SchemaPlace(side: 0, location: writer)
      var sent = try read(place)
      if content == .declared { sent = table.all([sent, try declared([place])]) }
      let accepted = try read(SchemaPlace(side: 1, location: reader))
      return try inhabitant(of: table.difference(sent, accepted))
    } catch {
      return .unknown(error.reason)
    }
  }
}

/// What a comparison may cost before it is undecided.
package struct ProofLimits: Hashable, Sendable {
  /// How many terms, members, items and states of automata may be looked at; a second takes some millions.
  package var steps: Int

  package init(steps: Int = 3_000_000) {
    self.steps = steps
  }
}
