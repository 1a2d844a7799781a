internal import Calendars
internal import Changes
internal import Findings
internal import Git
internal import Policy

/// A commit that is asked for as a hotfix, and what is known of its pull request.
package struct HotfixRequest: Sendable {
  package let pullRequest: Int
  package let title: String?
  package let approval: HotfixApproval

  /// What it brings to production beside its own commits, or takes from there; `nil` where it is known to do neither.
  let baggage: Baggage?

  /// The checks that the default branch requires and that are not green for an unmerged head; `nil` where they were not
  /// collected.
  let lackingChecks: [String]?

  enum Baggage: Sendable {
    case carries([ObjectID])
    case takesBack([ObjectID])
    case unknown(String)
  }

  /// Finds the pull request that a commit is the head or the merge of; `nil` where the evidence has none.
  init?(
    of commit: ObjectID, _ policy: ReleasePolicy, _ evidence: Evidence, production: ProductionHistory?, at now: Instant,
    _ context: LedgerContext, _ history: any CommitHistory
  ) {
    guard let change = Self.change(of: commit, evidence, context, history) else { return nil }
    (pullRequest, title) = (change.number, change.title)
    approval = HotfixJudge(policy: policy.hotfix, evidence: evidence, history: history).approval(of: change, at: now)
    if case .notLabelled = approval {
      (baggage, lackingChecks) = (nil, [])
    } else {
      baggage = production.flatMap { Baggage(of: commit, change, onto: $0.records.current, context, history) }
      lackingChecks = Self.lackingChecks(of: commit, change, evidence)
    }
  }

  package var isLabelled: Bool {
    guard case .notLabelled = approval else { return true }
    return false
  }

  /// Whether it may go around the week of the train.
  var isApproved: Bool {
    guard case .given = approval, baggage == nil else { return false }
    return lackingChecks?.isEmpty ?? true
  }

  /// What is not known of it; `nil` where it is known to be a hotfix or none.
  var doubt: (text: String, help: String?)? {
    if case .unknown(let text, let help) = approval { return (text, help) }
    guard case .given = approval, case .unknown(let why)? = baggage else { return nil }
    return ("could not check what #\(pullRequest) would bring to production: \(why)", nil)
  }

  private static func change(
    of commit: ObjectID, _ evidence: Evidence, _ context: LedgerContext, _ history: any CommitHistory
  ) -> PullRequest? {
    if let change = evidence.changes.first(where: { $0.head.commit == commit }) { return change }
    do throws(GitError) {
      // Only what is on the default branch can be the merge of a pull request.
      guard !evidence.changes.isEmpty, try history.isOnDefaultBranch(commit),
        let details = try history.details(of: commit)
      else { return nil }
      for change in evidence.changes where try context.contents.belongs(details, to: change) { return change }
      return nil
    } catch {
      return nil
    }
  }

  /// The required checks whose latest run for an unmerged head is no success.
  private static func lackingChecks(
    of commit: ObjectID, _ change: PullRequest, _ evidence: Evidence
  ) -> [String]? {
    guard commit == change.head.commit else { return [] }
    guard let required = evidence.requiredChecks else { return nil }
    return required.filter { check in
      let runs =
        evidence.checkRuns?.filter { run in
          run.name == check.name && run.commit == commit && (check.app == nil || run.app == check.app)
        } ?? []
      let statuses = evidence.statuses?.filter { $0.context == check.name && $0.commit == commit } ?? []
      let last = runs.compactMap(\.completedAt).max()
      let words = runs.filter { $0.completedAt == last || $0.conclusion == nil }.map(\.conclusion)
      let hasStatus = check.app == nil && statuses.max { ($0.at ?? .first) < ($1.at ?? .first) }?.state == "success"
      return words.isEmpty ? !hasStatus : !words.allSatisfy { $0 == "success" }
    }.map(\.name)
  }
}

extension Instant {
  fileprivate static let first = Instant(secondsSince1970: .min)
}

extension HotfixRequest.Baggage {
  /// Holds the commits between what runs and a hotfix against those of its pull request.
  fileprivate init?(
    of commit: ObjectID, _ change: PullRequest, onto current: EnvironmentRecords.Current, _ context: LedgerContext,
    _ history: any CommitHistory
  ) {
    let running: ObjectID
    switch current {
    case .deployment(let record): running = record.commit
    case .nothing: return nil
    case .unknown(let why):
      self = .unknown(why)
      return
    }
    do throws(GitError) {
      var strangers: [ObjectID] = []
      for other in try history.commits(from: running, to: commit) where try !context.contents.belongs(other, to: change)
      {
        strangers.append(other.id)
      }
      if !strangers.isEmpty {
        self = .carries(strangers)
        return
      }
      if try context.contents.isContained(running, in: commit) { return nil }
      self = .takesBack(try history.commits(from: commit, to: running).map(\.id))
    } catch {
      self = .unknown(error.message)
    }
  }
}
