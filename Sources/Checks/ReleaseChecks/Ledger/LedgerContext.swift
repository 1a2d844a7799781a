internal import Calendars
internal import Changes
internal import Git
internal import Policy

/// What the deployments to released environments are held against.
struct LedgerContext {
  let policy: ReleasePolicy
  let schedule: TrainSchedule
  let finder: CandidateFinder
  let contents: HotfixContents
  private let evidence: Evidence?
  private let history: any CommitHistory

  init(_ policy: ReleasePolicy, staging: EnvironmentRecords, _ evidence: Evidence?, _ history: any CommitHistory) {
    self.policy = policy
    self.evidence = evidence
    self.history = history
    schedule = TrainSchedule(policy: policy)
    finder = CandidateFinder(staging)
    contents = HotfixContents(history, evidence?.changes ?? [])
  }

  /// The candidate of a train once some hotfixes were released, by the deployments that began until an instant.
  func candidate(
    of train: Train, after hotfixes: [DeploymentRecord], until instant: Instant? = nil
  ) -> Candidate {
    let base = finder.candidate(of: train)
    guard case .deployment(let record) = base, !hotfixes.isEmpty else { return base }
    do throws(GitError) {
      var lacking: DeploymentRecord?
      for hotfix in hotfixes where try !contents.isContained(hotfix.commit, in: record.commit) { lacking = hotfix }
      guard let lacking else { return base }
      let successor = try finder.lastSuccess(since: train.freezes) { success throws(GitError) in
        guard instant.map({ success.beganAtLatest <= $0 }) ?? true else { return false }
        return try isSuccessor(success.commit, of: record.commit, hotfixes)
      }
      return successor.map(Candidate.deployment) ?? .lacksHotfix(record, hotfix: lacking)
    } catch {
      return .unknown(possible: [record.commit], error.message)
    }
  }

  /// Whether a commit contains an old candidate and some hotfixes, and is on the default branch or a hotfix itself.
  func isSuccessor(
    _ commit: ObjectID, of candidate: ObjectID, _ hotfixes: [DeploymentRecord]
  ) throws(GitError) -> Bool {
    guard try history.isAncestor(candidate, of: commit) else { return false }
    for hotfix in hotfixes where try !contents.isContained(hotfix.commit, in: commit) { return false }
    if hotfixes.contains(where: { $0.commit == commit }) { return true }
    return try history.isOnDefaultBranch(commit)
  }

  /// Whether a commit contains a hotfix, or that is not known.
  func mayContain(_ hotfix: ObjectID, in commit: ObjectID) -> Bool {
    do throws(GitError) {
      return try contents.isContained(hotfix, in: commit)
    } catch {
      return true
    }
  }

  enum HotfixKind {
    case none
    case approved(Int)
    case notApproved
    case unknown(String)
  }

  /// Whether a deployment was that of a hotfix that was approved when it began.
  func hotfix(_ record: DeploymentRecord) -> HotfixKind {
    guard let told = record.pullRequests else { return .unknown("the pull requests of the commit were not collected") }
    let labelled = told.filter { $0.labels.contains { $0.lowercased() == policy.hotfix.label.lowercased() } }
    guard let first = labelled.first else { return .none }
    guard let evidence,
      let change = evidence.changes.first(where: { change in
        labelled.contains { $0.number == change.number }
      })
    else { return .unknown("the evidence does not tell the approvals of #\(first.number)") }
    let judge = HotfixJudge(policy: policy.hotfix, evidence: evidence, history: history)
    switch judge.approval(of: change, at: record.beganAtLatest) {
    case .given: return .approved(change.number)
    case .missing, .notLabelled: return .notApproved
    case .unknown(let why, _): return .unknown(why)
    }
  }
}
