package import Calendars
package import Changes
internal import Git
internal import Policy

/// What is recorded of deployments, and what follows from it for the train.
package struct ReleaseLedger: Sendable {
  package let policy: ReleasePolicy
  package let staging: EnvironmentRecords
  package let released: [ProductionHistory]

  /// The weeks of the train, with the cuts that are recorded and the freezes that are announced.
  package let timeline: TrainTimeline

  /// What is wrong with the freezes that issues announce, a sentence each.
  package let unreadableFreezes: [String]

  /// Whether it is known which issues hold a release.
  package let knowsIssues: Bool

  /// What tags record, where the policy has them for a ledger.
  package let tags: TagLedger?

  /// Where the tags and the forge differ, a sentence each.
  package let behind: [String]

  /// - Parameters:
  ///   - policy: the policy.
  ///   - evidence: what the forge knows.
  ///   - history: the commits, and the tags.
  package init(_ policy: ReleasePolicy, _ evidence: Evidence?, _ history: any CommitHistory) {
    let tags = policy.ledger == .deployments ? nil : TagLedger(history)
    let policy = tags.map { policy.skipping($0.skipped) } ?? policy
    self.policy = policy
    self.tags = tags
    let told = evidence?.deployments?.filter { policy.deploymentApp == nil || $0.app == policy.deploymentApp }
    let forge = told?.map(DeploymentRecord.init) ?? []
    let comparison = LedgerComparison(forge, tags?.deployments ?? [], policy)
    let records: [DeploymentRecord]
    switch policy.ledger {
    case .deployments: (records, behind) = (forge, [])
    case .tags: (records, behind) = (tags?.deployments ?? [], [])
    case .both: (records, behind) = (comparison.union, comparison.behind)
    }
    let isTold = evidence?.deployments != nil || policy.ledger != .deployments
    func list(_ name: String) -> EnvironmentRecords {
      EnvironmentRecords(
        of: name, among: records, evidence, isTold: isTold, isWhole: policy.ledger != .deployments,
        doubt: tags?.problems.first ?? (policy.ledger == .both ? comparison.contradictions[name.lowercased()] : nil))
    }
    staging = list(policy.train.frozen)
    let context = LedgerContext(policy, staging: staging, evidence, history)
    released = policy.train.released.map { name in
      ProductionHistory(list(name), by: context)
    }
    let announced = AnnouncedFreezes(evidence, policy)
    unreadableFreezes = announced.problems
    knowsIssues = evidence?.issues != nil || policy.blockerLabel == nil && policy.freezeLabel == nil
    timeline = TrainTimeline(
      policy, cuts: isTold ? Self.cuts(released) : nil, announced: announced.freezes + (tags?.freezes ?? []))
  }

  /// When each train was cut: once every released environment has it.
  private static func cuts(_ released: [ProductionHistory]) -> [CivilDate: Instant] {
    guard let first = released.first else { return [:] }
    return first.cuts.compactMapValues { $0 }.reduce(into: [:]) { cuts, entry in
      let all = released.compactMap { $0.cuts[entry.key]?.at }
      if all.count == released.count { cuts[entry.key] = all.max() }
    }
  }

  /// The history of a released environment.
  package func production(_ environment: String) -> ProductionHistory? {
    released.first { EnvironmentName.equal($0.records.name, environment) }
  }

  /// The breaches since the last cut of each released environment, and before an instant.
  package func breaches(of production: ProductionHistory, at instant: Instant) -> [DeploymentRecord] {
    let train = timeline.schedule.train(at: instant)
    return production.events.filter { event in
      event.kind == .breach && event.record.at >= train.boards && event.record.at <= instant
    }.map(\.record)
  }
}
