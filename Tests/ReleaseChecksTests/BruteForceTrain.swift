import Findings

/// The rules of the train once more, read word for word and computed by brute force over plain numbers: seconds since
/// 1970-01-01 in UTC, days since then, and commits by their number on the default branch.
struct BruteForceTrain {
  struct Deployment {
    let isStaging: Bool
    let commit: Int
    let began: Int
    let at: Int
    let succeeded: Bool
  }

  struct Approval {
    let isCommander: Bool
    let person: Int
    let at: Int
  }

  struct Freeze {
    let staging: Bool
    let production: Bool
    let from: Int
    let until: Int
    let takesHotfix: Bool
  }

  /// Commits below this number are the default branch, in their order; each beyond it is a hotfix made of one of them.
  static let firstHotfix = 1000

  /// The commit of the default branch that a hotfix is made of.
  var parents: [Int: Int] = [:]

  /// By the commit of the hotfix.
  var approvals: [Int: [Approval]] = [:]
  var labelled: Set<Int> = []
  var deployments: [Deployment] = []
  var smokes: [(commit: Int, at: Int, passed: Bool)] = []
  var freezes: [Freeze] = []
  var skipped: Set<Int> = []
  var blockers: [(from: Int, until: Int)] = []

  private static let day = 86_400

  /// A Thursday, on which the train of a week is cut.
  private func thursday(_ week: Int) -> Int { week * 7 * Self.day }

  /// The week of the train that is under way: 1970-01-01 was a Thursday, and a train is over on Friday at midnight.
  private func week(at now: Int) -> Int {
    var week = now / (7 * Self.day) - 1
    while thursday(week) + Self.day <= now { week += 1 }
    return week
  }

  private func freezeBegin(_ week: Int) -> Int { thursday(week) - 6 * 3600 }

  private func isSkipped(_ week: Int) -> Bool { skipped.contains(thursday(week) / Self.day) }

  private func isInWindow(_ now: Int, _ week: Int) -> Bool {
    !isSkipped(week) && thursday(week) <= now && now < thursday(week) + Self.day
  }

  private func known(_ isStaging: Bool, at now: Int) -> [Deployment] {
    deployments.filter { $0.isStaging == isStaging && $0.at <= now }.sorted { $0.at < $1.at }
  }

  /// Whether a commit contains another one.
  private func contains(_ commit: Int, _ other: Int) -> Bool {
    if commit == other { return true }
    if other >= Self.firstHotfix { return false }
    return (parents[commit] ?? commit) >= other
  }

  private func approvedUntil(_ hotfix: Int, at now: Int) -> Int? {
    guard labelled.contains(hotfix) else { return nil }
    var best: Int?
    for one in approvals[hotfix] ?? [] where one.isCommander && one.at <= now {
      for other in approvals[hotfix] ?? [] where !other.isCommander && other.at <= now && other.person != one.person {
        best = max(best ?? .min, min(one.at, other.at))
      }
    }
    return best.map { $0 + 4 * 3600 }
  }

  private func isApproved(_ hotfix: Int, at now: Int) -> Bool {
    approvedUntil(hotfix, at: now).map { now < $0 } ?? false
  }

  private func oldCandidate(_ week: Int, at now: Int) -> Int? {
    known(true, at: now).last { $0.succeeded && $0.began < freezeBegin(week) }?.commit
  }

  /// The candidate, and whether it would take a hotfix back; what was staged after a hotfix counts if it began in time.
  private func candidate(
    _ week: Int, _ hotfixes: [Int], at now: Int, begunUntil limit: Int = .max
  ) -> (commit: Int, lacksHotfix: Bool)? {
    guard let old = oldCandidate(week, at: now) else { return nil }
    if hotfixes.allSatisfy({ contains(old, $0) }) { return (old, false) }
    let successor = known(true, at: now).last { deployment in
      deployment.succeeded && deployment.at >= freezeBegin(week) && deployment.began <= limit
        && isSuccessor(deployment.commit, of: old, hotfixes)
    }
    return successor.map { ($0.commit, false) } ?? (old, true)
  }

  private func isSuccessor(_ commit: Int, of old: Int, _ hotfixes: [Int]) -> Bool {
    contains(commit, old) && hotfixes.allSatisfy { contains(commit, $0) }
      && (commit < Self.firstHotfix || hotfixes.contains(commit))
  }

  private struct Past {
    var ran: Set<Int> = []
    var cutWeeks: Set<Int> = []
    var hotfixes: [Int] = []
    var runs: Int?
  }

  private func past(at now: Int) -> Past {
    var past = Past()
    for deployment in known(false, at: now) where deployment.succeeded {
      let week = week(at: deployment.at)
      let commit = deployment.commit
      let isTrain = isInWindow(deployment.at, week) && !past.cutWeeks.contains(week)
      let chosen = candidate(week, past.hotfixes, at: now, begunUntil: deployment.began)
      let isHotfix = commit >= Self.firstHotfix && isApproved(commit, at: deployment.began)
      // Before anything is recorded of staging no candidate is known, and the first success is the cut.
      let isBlind = isTrain && known(true, at: now).first.map { $0.at > deployment.at } ?? true
      if isTrain, let chosen, !chosen.lacksHotfix, chosen.commit == commit {
        past.cutWeeks.insert(week)
        past.ran.insert(commit)
        past.hotfixes = []
      } else if isBlind, !isHotfix {
        past.cutWeeks.insert(week)
        past.ran.insert(commit)
        past.hotfixes = []
      } else if past.runs == commit, !isBlind {
      } else if past.ran.contains(commit), !isBlind {
        past.hotfixes = past.hotfixes.filter { contains(commit, $0) }
      } else if isHotfix {
        past.ran.insert(commit)
        past.hotfixes = past.hotfixes.filter { contains(commit, $0) } + [commit]
      } else {
        past.hotfixes = past.hotfixes.filter { contains(commit, $0) }
      }
      past.runs = commit
    }
    return past
  }

  private func isTested(_ commit: Int, from start: Int, at now: Int) -> Bool {
    let staging = known(true, at: now)
    guard let deployed = staging.last(where: { $0.succeeded && $0.commit == commit })?.at else { return false }
    let end = staging.filter { $0.commit != commit && $0.began >= deployed }.map(\.began).min() ?? .max
    let results = smokes.filter { result in
      result.commit == commit && result.at <= now && result.at >= max(start, deployed) && result.at < end
    }
    guard let last = results.map(\.at).max() else { return false }
    return results.filter { $0.at == last }.allSatisfy(\.passed)
  }

  private func isHeld(_ isStaging: Bool, asHotfix: Bool, at now: Int) -> Bool {
    freezes.contains { freeze in
      (isStaging ? freeze.staging : freeze.production || !freeze.staging) && freeze.from <= now && now < freeze.until
        && !(asHotfix && freeze.takesHotfix)
    } || !isStaging && blockers.contains { $0.from <= now && now < $0.until }
  }

  /// Whether all commits between what runs and a hotfix are its own, and it takes nothing back.
  private func isClean(_ hotfix: Int, onto runs: Int?) -> Bool {
    guard let runs, let parent = parents[hotfix] else { return true }
    return runs < Self.firstHotfix && parent == runs
  }

  /// The answer to a request; nothing in it is unknown.
  func verdict(staging isStaging: Bool, _ commit: Int, rollback: Bool, at now: Int) -> Verdict {
    let week = week(at: now)
    let past = past(at: now)
    let runs = isStaging ? known(true, at: now).last { $0.succeeded }?.commit : past.runs
    if rollback { return !isStaging && past.ran.contains(commit) ? .pass : .fail }
    if runs == commit { return .pass }
    let isFrozen = !isSkipped(week) && now >= freezeBegin(week)
    let candidate = isFrozen ? candidate(week, past.hotfixes, at: now) : nil
    let isCandidate = candidate.map { $0.commit == commit && !$0.lacksHotfix } ?? false
    let isApproved =
      commit >= Self.firstHotfix && isApproved(commit, at: now) && (isStaging || isClean(commit, onto: past.runs))
    if isHeld(isStaging, asHotfix: isApproved, at: now) { return .fail }
    if isApproved {
      return isStaging || isTested(commit, from: isCandidate ? freezeBegin(week) : .min, at: now) ? .pass : .fail
    }
    if isStaging, let candidate, candidate.lacksHotfix, isSuccessor(commit, of: candidate.commit, past.hotfixes) {
      return .pass
    }
    // Unmerged heads of pull requests that are no approved hotfixes go nowhere.
    guard commit < Self.firstHotfix else { return .fail }
    if isStaging { return !isFrozen || past.cutWeeks.contains(week) || isCandidate ? .pass : .fail }
    guard isInWindow(now, week), isCandidate else { return .fail }
    return isTested(commit, from: freezeBegin(week), at: now) ? .pass : .fail
  }
}
