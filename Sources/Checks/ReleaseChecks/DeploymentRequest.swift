package import Calendars
package import Changes
package import Git
internal import Policy

/// A deployment that a gate is asked for, and all that the answer depends on: the subject of the gate's rules.
package struct DeploymentRequest: Sendable {
  package let environment: String
  package let place: Place

  /// The commit that was named, or the candidate; `nil` where there is none.
  package let commit: ObjectID?

  package let now: Instant
  package let isRollback: Bool

  package let policy: ReleasePolicy
  package let ledger: ReleaseLedger
  package let status: TrainStatus

  /// What the environment is known to run and to have run.
  package let records: EnvironmentRecords?

  /// What the train that is under way releases; none before it is frozen.
  package let candidate: Candidate

  /// Whether the commit is, or was, the tip of the default branch.
  let merged: Merged

  /// What is known of it as a hotfix; `nil` where the evidence has no pull request of the commit.
  package let hotfix: HotfixRequest?

  /// Whether the frozen environment may take it in the freeze, and why.
  let frozenPass: FrozenPass?

  /// The results that the commit needs, each with what the evidence says of it.
  package let results: [RequiredResult]

  /// The deployments to the frozen environment that broke the freeze.
  package let broken: [DeploymentRecord]

  /// The commits aboard that the default branch has reverted since.
  package let reverted: [Revert]

  /// How old the evidence is; `nil` where there is none.
  package let evidenceAge: EvidenceAge?

  /// How far the instant is from the clock, in seconds, where that matters.
  let clockDistance: Int?

  let knowsEvidence: Bool

  /// What an environment is for the train.
  package enum Place: Sendable {
    case frozen
    case released
    case other
  }

  /// Whether a commit is on the default branch's line.
  enum Merged: Sendable {
    case yes
    case no
    case unknown(GitError)
  }

  /// Why the frozen environment may take a commit in the freeze.
  enum FrozenPass: Sendable {
    case candidate
    case carriesHotfix(DeploymentRecord)
  }

  package init(_ deployment: RequestedDeployment, by policy: ReleasePolicy) {
    let (evidence, history) = (deployment.evidence, deployment.history)
    (environment, now, isRollback) = (deployment.environment, deployment.now, deployment.isRollback)
    ledger = ReleaseLedger(policy, evidence, history)
    self.policy = ledger.policy
    status = ledger.timeline.status(at: now)
    evidenceAge = deployment.isWhatIf ? nil : evidence.map { EvidenceAge($0.source, at: deployment.now) }
    clockDistance = deployment.clock.map { abs($0.secondsSince1970 - deployment.now.secondsSince1970) }
    knowsEvidence = evidence != nil
    let production = ledger.production(environment)
    place =
      EnvironmentName.equal(environment, policy.train.frozen) ? .frozen : production == nil ? .other : .released
    records = place == .frozen ? ledger.staging : production?.records

    let context = LedgerContext(policy, staging: ledger.staging, evidence, history)
    let hotfixes = (production ?? ledger.released.first)?.hotfixes ?? []
    candidate =
      ledger.timeline.frozenTrain(at: now).map { context.candidate(of: $0, after: hotfixes) }
      ?? .none("\(policy.train.frozen) is not frozen before \(policy.shown(status.train.freezes))")
    let commit = deployment.commit ?? candidate.commit
    self.commit = commit
    guard let commit, place != .other else {
      (merged, hotfix, frozenPass, results, broken, reverted) = (.yes, nil, nil, [], [], [])
      return
    }
    merged = Merged(of: commit, history)
    hotfix = evidence.flatMap { evidence in
      HotfixRequest(of: commit, policy, evidence, production: production, at: deployment.now, context, history)
    }
    frozenPass = place == .frozen ? FrozenPass(of: commit, candidate, hotfixes, context) : nil
    let isHotfix = hotfix?.isLabelled == true && commit != candidate.commit
    let requirements =
      isHotfix ? policy.hotfix.requires ?? policy.train.requires.map(\.ofHotfix) : policy.train.requires
    let (staging, recorded) = (ledger.staging, ledger.tags?.results ?? [])
    let freeze = status.train.freezes
    results =
      place == .frozen
      ? []
      : requirements.map { requirement in
        let period = ResultPeriod(of: commit, on: staging, after: requirement.after == .freeze ? freeze : nil)
        return RequiredResult(
          requirement, for: commit, in: period, at: deployment.now, evidence, recorded: recorded)
      }
    broken = Self.broken(staging, in: status.train, until: deployment.now, candidate, hotfixes, context)
    reverted = Revert.all(aboard: commit, since: production?.records.current, history)
  }

  /// Whether it is known what time it is, which everything that depends on it needs.
  var isTimeKnown: Bool {
    (evidenceAge?.seconds ?? 0) <= policy.clockTolerance && (clockDistance ?? 0) <= policy.clockTolerance
  }

  /// Whether the commit is what the environment runs already.
  package var isAgain: Bool {
    guard case .deployment(let record)? = records?.current, record.commit == commit else { return false }
    return records?.running.map { $0.commit == commit } ?? true
  }

  /// Whether it may go around the week of the train.
  package var isApprovedHotfix: Bool { hotfix?.isApproved ?? false }

  /// Whether it could be a hotfix, and what is missing to know that; `nil` where it is known.
  var hotfixDoubt: (text: String, help: String?)? {
    guard let commit, place != .other, commit != candidate.commit else { return nil }
    if let hotfix { return hotfix.doubt }
    guard place == .released, case .no = merged, ledger.staging.lastSuccess(of: commit) != nil else { return nil }
    return (
      "could not check whether `\(commit.abbreviated)` is a hotfix: the evidence has no pull request of it",
      "collect the evidence with --commit \(commit)"
    )
  }

  /// Whether nothing of the week of the train is asked of it.
  var isExempt: Bool { isAgain || isRollback || isApprovedHotfix || hotfixDoubt != nil }

  /// An instant in UTC and, where it is another, in the time of the policy's zone.
  func shown(_ instant: Instant) -> String { policy.shown(instant) }

  /// The commit as messages show it.
  var shownCommit: String { commit.map { "`\($0.abbreviated)`" } ?? "no commit" }

  /// The deployments that changed the frozen environment in the freeze, and are neither hotfixes nor carry one.
  private static func broken(
    _ staging: EnvironmentRecords, in train: Train, until now: Instant, _ candidate: Candidate,
    _ hotfixes: [DeploymentRecord], _ context: LedgerContext
  ) -> [DeploymentRecord] {
    guard train.skipped == nil, now >= train.freezes else { return [] }
    let base = context.finder.candidate(of: train).commit
    return staging.records.filter { record in
      guard record.outcome != .waiting, record.beganAtLatest >= train.freezes, record.beganAtLatest <= now,
        record.commit != base, record.commit != candidate.commit
      else { return false }
      if case .approved = context.hotfix(record) { return false }
      return true
    }
  }
}

extension DeploymentRequest.Merged {
  init(of commit: ObjectID, _ history: any CommitHistory) {
    do throws(GitError) {
      self = try history.isOnDefaultBranch(commit) ? .yes : .no
    } catch {
      self = .unknown(error)
    }
  }
}

extension DeploymentRequest.FrozenPass {
  init?(
    of commit: ObjectID, _ candidate: Candidate, _ hotfixes: [DeploymentRecord], _ context: LedgerContext
  ) {
    switch candidate {
    case .deployment(let record) where record.commit == commit: self = .candidate
    case .lacksHotfix(let record, let hotfix):
      do throws(GitError) {
        guard try context.isSuccessor(commit, of: record.commit, hotfixes) else { return nil }
        self = .carriesHotfix(hotfix)
      } catch {
        // A history that cannot be read lets nothing into the freeze.
        return nil
      }
    default: return nil
    }
  }
}

extension ReleasePolicy {
  /// An instant in UTC and, where it is another, in the time of the zone.
  package func shown(_ instant: Instant) -> String {
    zone.name == Zone.utc.name ? "\(instant)" : "\(instant) (\(instant.description(in: zone)) in \(zone.name))"
  }
}
