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
  private let limits: ComparisonLimits

  package init(
    writer: ComparedSchema, reader: ComparedSchema, content: ContentModel = .open,
    limits: ComparisonLimits = ComparisonLimits()
  ) {
    self.writer = writer
    self.reader = reader
    self.content = content
    self.limits = limits
  }

  /// Answers by a proof or by a document, or not at all.
  package func verdict() -> InclusionVerdict {
    if writer.isSame(as: reader) { return .compatible }
    var prover = Prover([writer, reader], steps: limits.steps)
    let outcome: Outcome
    do throws(GivenUp) {
      let place = Prover.SchemaPlace(side: 0, location: writer.location)
      var sent = try prover.read(place)
      if content == .declared { sent = prover.table.all([sent, try prover.declared([place])]) }
      let accepted = try prover.read(Prover.SchemaPlace(side: 1, location: reader.location))
      outcome = try prover.inhabitant(of: prover.table.difference(sent, accepted))
    } catch {
      return .undecided(error.reason)
    }
    switch outcome {
    case .empty: return .compatible
    case .unknown(let reason): return .undecided(reason)
    case .inhabited(let example):
      guard let document = example.document else { return .undecided("the smallest document is very large") }
      return confirmed(document, &prover)
    }
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

/// What a comparison may cost before it is undecided.
package struct ComparisonLimits: Hashable, Sendable {
  /// How many terms, members, items and states of automata may be looked at; a second takes some millions.
  package var steps: Int

  package init(steps: Int = 3_000_000) {
    self.steps = steps
  }
}
