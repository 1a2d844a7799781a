internal import JSONSchema

/// Who has to understand whom after a schema changed.
package enum ComparisonMode: String, Sendable, CaseIterable {
  /// Readers with the new schema understand what was written by the old one.
  case backward
  /// Readers with the old schema understand what is written by the new one.
  case forward
  /// Both.
  case full
}

/// Two versions of a schema, and whether the change from one to the other is compatible.
package struct Comparison {
  package let mode: ComparisonMode
  /// Nil where the mode does not ask.
  package let backward: InclusionVerdict?
  package let forward: InclusionVerdict?
  package let changes: [SchemaChange]

  package init(
    old: ComparedSchema, new: ComparedSchema, mode: ComparisonMode = .backward, content: ContentModel = .open,
    listsChanges: Bool = true, limits: ProofLimits = ProofLimits()
  ) {
    self.mode = mode
    backward =
      mode == .forward
      ? nil : Inclusion(writer: old, reader: new, content: content, limits: limits).verdict()
    forward =
      mode == .backward
      ? nil : Inclusion(writer: new, reader: old, content: content, limits: limits).verdict()
    changes = listsChanges ? Self.changes(from: old, to: new, content: content, limits: limits) : []
  }

  /// Compares two of many schemas that were compiled together in each of two states.
  package init(
    old: ComparedSchema, new: ComparedSchema, mode: ComparisonMode, content: ContentModel, limits: ProofLimits,
    session: inout ComparisonSession
  ) {
    self.mode = mode
    backward =
      mode == .forward
      ? nil
      : Inclusion(writer: old, reader: new, content: content, limits: limits).verdict(sharing: &session.backward)
    forward =
      mode == .backward
      ? nil
      : Inclusion(writer: new, reader: old, content: content, limits: limits).verdict(sharing: &session.forward)
    changes = []
  }

  /// The list of changes alone, which takes longer than the verdict.
  package static func changes(
    from old: ComparedSchema, to new: ComparedSchema, content: ContentModel = .open,
    limits: ProofLimits = ProofLimits()
  ) -> [SchemaChange] {
    SchemaChanges.between(old, new, content: content, limits: limits)
  }

  package enum Verdict: String, Sendable {
    case compatible
    case breaking
    case undecided
  }

  /// Breaking when one direction is, else undecided when one is.
  package var verdict: Verdict {
    var verdict = Verdict.compatible
    for direction in [backward, forward] {
      switch direction {
      case .breaking: return .breaking
      case .undecided: verdict = .undecided
      case .compatible, nil: continue
      }
    }
    return verdict
  }

  /// Why it is undecided, in lower case; nil where it is not.
  package var reason: String? {
    guard verdict == .undecided else { return nil }
    for direction in [backward, forward] { if case .undecided(let reason) = direction { return reason } }
    return nil
  }
}

/// What was found out of schemas of the same two sets of documents, so that a part that many of them lead to is looked
/// through once.
package struct ComparisonSession {
  var backward: Prover?
  var forward: Prover?

  package init() {}
}
