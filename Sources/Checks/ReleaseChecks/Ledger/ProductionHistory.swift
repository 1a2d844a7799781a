package import Calendars
internal import Changes
package import Git

/// What the deployments to a released environment were: cuts, hotfixes, rollbacks, or breaches of the rules.
package struct ProductionHistory: Sendable {
  package enum Kind: Sendable, Equatable {
    /// The first success of the candidate in the window of its train.
    case cut(CivilDate)
    case hotfix(pullRequest: Int)
    case rollback
    /// What ran already, once more.
    case again
    /// None of these.
    case breach
    /// Which of these is not known, and why.
    case unknown(String)
  }

  package struct Event: Sendable {
    package let record: DeploymentRecord
    package let kind: Kind
  }

  package let records: EnvironmentRecords

  /// All successes, in their order.
  package private(set) var events: [Event] = []

  /// When each train was cut, by its date.
  package private(set) var cuts: [CivilDate: DeploymentRecord] = [:]

  /// The hotfixes since the last cut that are in what runs, and those of which that is not known.
  package private(set) var hotfixes: [DeploymentRecord] = []

  /// What ran rightfully: the commits that can be gone back to.
  private var targets: Set<ObjectID> = []

  /// The commits of which it is not known whether they ran rightfully.
  private var possibleTargets: Set<ObjectID> = []

  /// The commit that the last event left.
  private var running: ObjectID?

  init(_ records: EnvironmentRecords, by context: LedgerContext) {
    self.records = records
    let successes = records.successes
    for (index, record) in successes.enumerated() {
      let isTied =
        index > 0 && successes[index - 1].isTied(with: record)
        || index + 1 < successes.count && successes[index + 1].isTied(with: record)
      let kind = isTied ? Kind.unknown("another commit was deployed in the same second") : kind(of: record, by: context)
      note(Event(record: record, kind: kind), by: context)
    }
  }

  /// Whether a commit may be gone back to; `nil` where that is not known.
  package func hasRun(_ commit: ObjectID) -> Bool? {
    if targets.contains(commit) { return true }
    if possibleTargets.contains(commit) { return nil }
    return records.problem == nil && records.isComplete ? false : nil
  }

  /// Why a commit that ran is no target; `nil` where it never ran.
  package func breach(of commit: ObjectID) -> DeploymentRecord? {
    events.last { $0.kind == .breach && $0.record.commit == commit }?.record
  }

  private func kind(of record: DeploymentRecord, by context: LedgerContext) -> Kind {
    let train = context.schedule.train(at: record.at)
    let isInWindow = train.skipped == nil && train.windows.contains { $0.contains(record.at) }
    var doubt: String?
    if isInWindow, cuts[train.date] == nil {
      switch context.candidate(of: train, after: hotfixes, until: record.beganAtLatest) {
      case .deployment(let candidate) where candidate.commit == record.commit: return .cut(train.date)
      case .unknown(let possible, let why) where possible.contains(record.commit): doubt = why
      default: break
      }
    }
    let hotfix = context.hotfix(record)
    // Before the first deployment that is recorded of the frozen environment its candidates cannot be known.
    if isInWindow, cuts[train.date] == nil, !context.finder.hasRecord(until: record.at) {
      if case .approved(let number) = hotfix { return .hotfix(pullRequest: number) }
      return .cut(train.date)
    }
    if record.commit == running { return .again }
    if targets.contains(record.commit) { return .rollback }
    if possibleTargets.contains(record.commit) { doubt = doubt ?? "whether it ran there before is not known" }
    switch hotfix {
    case .approved(let number): return .hotfix(pullRequest: number)
    case .unknown(let why): doubt = doubt ?? why
    case .notApproved, .none: break
    }
    if let doubt { return .unknown(doubt) }
    return records.isComplete ? .breach : .unknown("older deployments to \(records.name) are not listed")
  }

  private mutating func note(_ event: Event, by context: LedgerContext) {
    let commit = event.record.commit
    events.append(event)
    switch event.kind {
    case .cut(let date):
      cuts[date] = event.record
      hotfixes = []
      // Where older deployments of the frozen environment are not listed, that it was the candidate is only assumed: the
      // train goes on from it, and nothing goes back to it.
      if context.finder.isComplete || context.finder.hasRecord(until: event.record.at) {
        targets.insert(commit)
      } else {
        possibleTargets.insert(commit)
      }
    case .hotfix:
      targets.insert(commit)
      hotfixes = hotfixes.filter { context.mayContain($0.commit, in: commit) } + [event.record]
    case .rollback: hotfixes = hotfixes.filter { context.mayContain($0.commit, in: commit) }
    case .again: break
    case .breach: hotfixes = hotfixes.filter { context.mayContain($0.commit, in: commit) }
    case .unknown: possibleTargets.insert(commit)
    }
    running = commit
  }
}
