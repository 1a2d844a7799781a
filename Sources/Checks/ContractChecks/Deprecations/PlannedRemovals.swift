internal import Documents
internal import Findings
internal import Git

/// Something that consumers lose and no set of values shows, without a plan that lets it go.
package struct UnplannedRemoval: Sendable {
  let change: ConsumerChange
  let plan: PlanAnswer
}

/// What plans make of the breaks and losses of a change.
struct PlannedRemovals {
  private(set) var comparisons: [SchemaComparison] = []
  private(set) var consumerChanges: [ConsumerChange] = []
  private(set) var unplanned: [UnplannedRemoval] = []
  private(set) var removedSchemas: [SchemaRemoval] = []
  /// The files of schemas that break or lose a property, whether that is planned or not.
  private(set) var altered: Set<RepositoryPath> = []

  /// - Parameters:
  ///   - comparing: what came of comparing.
  ///   - trial: the plans.
  ///   - before: the contracts at the base.
  ///   - isPublished: whether messages of an artifact are known to be sent, so that a loss is more than a note.
  init(
    _ comparing: ComparisonReading, _ trial: PlanTrial, before: ContractLibrary,
    isPublished: (RepositoryPath) -> Bool
  ) {
    func answer(_ part: ConsumerChange.ChangedPart?) -> PlanAnswer {
      guard let part, let path = before.path(of: part.document) else { return .missing }
      return trial.answer(part.pointer, of: path)
    }
    for comparison in comparing.comparisons {
      if case .breaking = comparison.outcome { altered.insert(RepositoryPath(comparison.earlier.path)) }
    }
    comparisons = comparing.comparisons.compactMap { comparison in
      guard case .breaking(var proof) = comparison.outcome, !trial.plans.plans.isEmpty else { return comparison }
      let culprit = proof.changes[proof.culprit].place
      proof.changes = proof.changes.map { change in
        var change = change
        change.plan = answer(change.part)
        return change
      }
      proof.changes.removeAll { $0.plan == .ripe }
      guard !proof.changes.isEmpty else { return nil }
      proof.culprit = proof.changes.firstIndex { $0.place == culprit } ?? 0
      var comparison = comparison
      comparison.outcome = .breaking(proof)
      return comparison
    }
    for removal in comparing.removals {
      var removal = removal
      removal.plan = trial.answer(removal.pointer, of: removal.artifact)
      // Where there are plans, a word in the schema is not enough.
      let isEnough = trial.plans.plans.isEmpty && removal.wasDeprecated
      if removal.plan != .ripe, !isEnough { removedSchemas.append(removal) }
    }
    for change in comparing.consumerChanges {
      guard case .removed = change.kind, let part = change.origin, let path = before.path(of: part.document),
        !trial.plans.plans.isEmpty || isPublished(path)
      else {
        consumerChanges.append(change)
        continue
      }
      altered.insert(path)
      let plan = answer(part)
      if plan != .ripe { unplanned.append(UnplannedRemoval(change: change, plan: plan)) }
    }
  }
}
