package import Calendars
package import Changes
package import Git
internal import Policy

/// One deployment as it is recorded.
package struct DeploymentRecord: Sendable {
  package let environment: String
  package let commit: ObjectID
  package let outcome: Outcome

  /// When it began; `nil` where that is not known.
  package let began: Instant?

  /// The time of its last state.
  package let at: Instant

  package let by: String?

  /// The pull requests that the commit is head or merge of; `nil` where that is not known.
  package let pullRequests: [Evidence.DeployedPullRequest]?

  package enum Outcome: Sendable {
    case success
    case failure
    case running
    /// It waits to begin, for a reviewer or a runner.
    case waiting
  }

  package init(
    environment: String, commit: ObjectID, outcome: Outcome, began: Instant?, at: Instant, by: String? = nil,
    pullRequests: [Evidence.DeployedPullRequest]? = nil
  ) {
    (self.environment, self.commit, self.outcome) = (environment, commit, outcome)
    (self.began, self.at, self.by, self.pullRequests) = (began, at, by, pullRequests)
  }

  init(_ told: Evidence.Deployment) {
    let outcome: Outcome =
      switch told.state {
      case "success": .success
      case "in_progress": .running
      case "queued", "pending", "waiting": .waiting
      default: .failure
      }
    self.init(
      environment: told.environment, commit: told.commit, outcome: outcome,
      began: told.startedAt ?? (outcome == .running ? told.at : nil), at: told.at, by: told.by?.text,
      pullRequests: told.pullRequests)
  }

  /// The latest instant at which it can have begun.
  var beganAtLatest: Instant { began ?? at }

  /// Whether it ended in the same second as another one, of another commit: which was the later is not known then.
  func isTied(with other: DeploymentRecord) -> Bool {
    at.secondsSince1970 == other.at.secondsSince1970 && commit != other.commit
  }
}
