internal import Calendars
internal import Changes
internal import Git
internal import Policy

/// What is recorded of the deployments to one environment.
package struct EnvironmentRecords: Sendable {
  package let name: String

  /// By the time of their last state, ascending.
  package let records: [DeploymentRecord]

  /// Those that succeeded, in the same order.
  let successes: [DeploymentRecord]

  /// Why what is recorded cannot be relied on; `nil` where it can.
  package let problem: String?

  /// Whether each deployment there ever was is among the records.
  package let isComplete: Bool

  /// One that began after the last success did, and has not ended.
  package let running: DeploymentRecord?

  /// What the environment runs.
  package enum Current: Sendable {
    case nothing
    case deployment(DeploymentRecord)
    case unknown(String)
  }

  /// - Parameters:
  ///   - name: the environment.
  ///   - all: deployments to all environments.
  ///   - evidence: what the forge knows; `nil` where nothing was given.
  ///   - isTold: whether deployments were collected, or are recorded elsewhere.
  ///   - isWhole: whether the records have all there ever was.
  ///   - doubt: why the records cannot be relied on, where that is known already.
  init(
    of name: String, among all: [DeploymentRecord], _ evidence: Evidence?, isTold: Bool, isWhole: Bool, doubt: String?
  ) {
    self.name = name
    records = all.filter { EnvironmentName.equal($0.environment, name) }.sorted { $0.at < $1.at }
    successes = records.filter { $0.outcome == .success }
    isComplete = isWhole || evidence?.deploymentHistory[name.lowercased()] ?? false
    let last = successes.last
    running = records.last { record in
      record.outcome == .running && last.map { record.beganAtLatest >= $0.beganAtLatest } ?? true
    }
    let told = evidence.map { $0.source.serverTime ?? $0.source.collectedAt }
    if let doubt {
      problem = doubt
    } else if let unread = evidence?.unreadable.first(where: { $0.what.hasPrefix("deployments") }) {
      problem = "the list of deployments could not be read (\(unread.what): \(unread.why))"
    } else if !isTold {
      problem = "there is no evidence of deployments"
    } else if records.isEmpty, !isWhole, evidence?.deploymentHistory[name.lowercased()] == nil {
      problem = "the evidence has no deployment to \(name)"
    } else if let told, let future = records.last, future.at > told {
      problem = "a deployment of \(future.commit.abbreviated) is dated \(future.at), after the evidence (\(told))"
    } else {
      problem = nil
    }
  }

  /// What it runs, by the last success.
  package var current: Current {
    if let problem { return .unknown(problem) }
    guard let last = successes.last else {
      return isComplete ? .nothing : .unknown("older deployments to \(name) are not listed")
    }
    if let tied = successes.last(where: { $0.isTied(with: last) }) {
      return .unknown(
        "\(tied.commit.abbreviated) and \(last.commit.abbreviated) were deployed to \(name) in one second, \(last.at)")
    }
    return .deployment(last)
  }

  /// The last success of a commit.
  func lastSuccess(of commit: ObjectID) -> DeploymentRecord? { successes.last { $0.commit == commit } }

  /// The deployment to another commit that began first after an instant, however it ended.
  func firstChange(from commit: ObjectID, after instant: Instant) -> DeploymentRecord? {
    records.filter { record in
      record.commit != commit && record.outcome != .waiting && record.beganAtLatest >= instant
    }.min { $0.beganAtLatest < $1.beganAtLatest }
  }
}
