internal import Calendars
package import Git

/// What a train releases: the newest deployment to the frozen environment that began before the freeze.
package enum Candidate: Sendable {
  case deployment(DeploymentRecord)

  /// There is none, and why.
  case none(String)

  /// It is one of these, or another one, and why that is not known.
  case unknown(possible: [ObjectID], String)

  /// What was deployed before the freeze does not contain a hotfix that was released since.
  case lacksHotfix(DeploymentRecord, hotfix: DeploymentRecord)

  /// The commit; `nil` where it is not known, or where there is none.
  package var commit: ObjectID? {
    guard case .deployment(let record) = self else { return nil }
    return record.commit
  }
}

/// Finds the candidates of trains among the deployments to the frozen environment.
struct CandidateFinder: Sendable {
  private let records: EnvironmentRecords

  /// The successes by when they began, as far as that is known, and for each prefix the one that ended last.
  private let begun: [DeploymentRecord]
  private let latest: [Int]

  /// Those of which it is not known when they began, in the order of their ends.
  private let undated: [DeploymentRecord]

  /// Those that have not ended.
  private let running: [DeploymentRecord]

  /// The seconds in which several commits were deployed.
  private let tiedSeconds: Set<Int>

  init(_ records: EnvironmentRecords) {
    self.records = records
    begun = records.successes.sorted { $0.beganAtLatest < $1.beganAtLatest }
    undated = records.successes.filter { $0.began == nil }
    running = records.records.filter { $0.outcome == .running }
    tiedSeconds = Set(
      zip(records.successes, records.successes.dropFirst()).filter { $0.isTied(with: $1) }
        .map { $0.0.at.secondsSince1970 })
    var latest: [Int] = []
    for (index, record) in begun.enumerated() {
      let last = latest.last ?? 0
      latest.append(record.at >= begun[last].at ? index : last)
    }
    self.latest = latest
  }

  /// The candidate of a train, before any hotfix.
  func candidate(of train: Train) -> Candidate {
    let freeze = train.freezes
    let best = last(before: freeze)
    let known = best.map { [$0.commit] } ?? []
    if let problem = records.problem { return .unknown(possible: known, problem) }
    if let best, tiedSeconds.contains(best.at.secondsSince1970),
      let tied = begun.first(where: { $0.isTied(with: best) && $0.beganAtLatest < freeze })
    {
      return .unknown(
        possible: [best.commit, tied.commit],
        "\(tied.commit.abbreviated) and \(best.commit.abbreviated) were deployed to \(records.name) in one second")
    }
    if let running = running.last(where: { record in
      record.beganAtLatest < freeze && best.map { record.beganAtLatest >= $0.beganAtLatest } ?? true
    }) {
      return .unknown(
        possible: known + [running.commit],
        "the deployment of \(running.commit.abbreviated) to \(records.name) that began at \(running.beganAtLatest) has "
          + "not ended")
    }
    if let late = undated.first(where: { $0.at > freeze && $0.at < train.ends && $0.at > best?.at ?? freeze }) {
      return .unknown(
        possible: known + [late.commit],
        "the deployment of \(late.commit.abbreviated) to \(records.name) ended at \(late.at), and could have begun before "
          + "the freeze at \(freeze)")
    }
    if let best { return .deployment(best) }
    return records.isComplete
      ? .none("no deployment to \(records.name) began before the freeze at \(freeze)")
      : .unknown(possible: [], "older deployments to \(records.name) are not listed")
  }

  /// Whether all deployments of the environment are listed.
  var isComplete: Bool { records.isComplete }

  /// Whether anything is recorded of the environment as of an instant.
  func hasRecord(until instant: Instant) -> Bool { records.records.first.map { $0.at <= instant } ?? false }

  /// The success that ended last among those that began before an instant.
  private func last(before instant: Instant) -> DeploymentRecord? {
    var (low, high) = (0, begun.count)
    while low < high {
      let middle = (low + high) / 2
      if begun[middle].beganAtLatest < instant { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? begun[latest[low - 1]] : nil
  }

  /// The last success that satisfies a condition, among those from an instant on.
  func lastSuccess(
    since instant: Instant, where isWanted: (DeploymentRecord) throws(GitError) -> Bool
  ) throws(GitError) -> DeploymentRecord? {
    for record in records.successes.reversed() where record.at >= instant {
      if try isWanted(record) { return record }
    }
    return nil
  }
}
