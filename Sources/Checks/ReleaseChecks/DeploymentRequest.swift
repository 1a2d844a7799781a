package import Calendars
package import Changes
package import Git

/// A deployment that a gate is asked for, and all that the answer depends on: the subject of the gate's rules.
package struct DeploymentRequest: Sendable {
  package let environment: String
  package let commit: ObjectID
  package let timeline: TrainTimeline
  package let status: TrainStatus

  /// How old the evidence is; `nil` where there is none.
  package let evidenceAge: EvidenceAge?

  /// The results that the policy requires, each with what the evidence says of it for this commit.
  package let results: [RequiredResult]

  /// Whether the commit is, or was, the tip of the default branch.
  let merged: Merged

  /// Whether a commit is on the default branch's line.
  enum Merged: Sendable {
    case yes
    case no
    case unknown(GitError)
  }

  package init(_ deployment: RequestedDeployment, by policy: ReleasePolicy) {
    let (now, evidence) = (deployment.now, deployment.evidence)
    environment = deployment.environment
    commit = deployment.commit
    timeline = TrainTimeline(policy, deployments: evidence?.deployments)
    status = timeline.status(at: now)
    evidenceAge = evidence.map { EvidenceAge($0.source, at: now) }
    do throws(GitError) {
      merged = try deployment.history.isOnDefaultBranch(deployment.commit) ? .yes : .no
    } catch {
      merged = .unknown(error)
    }
    results = policy.train.requires.map { RequiredResult($0, for: deployment.commit, in: evidence) }
  }

  package var policy: ReleasePolicy { timeline.policy }

  /// Whether it is known what time it is, which everything that depends on it needs.
  var isTimeKnown: Bool { evidenceAge?.seconds ?? 0 <= policy.clockTolerance }

  /// Whether it goes to the environment that is frozen before a cut.
  var isToFrozen: Bool { environment == policy.train.frozen }

  /// Whether it goes to the environment that a train is cut for.
  var isToReleased: Bool { environment == policy.train.released }

  /// Whether the environment is closed by the week of the train or by a one-off freeze.
  var isClosed: Bool {
    isToFrozen && !status.staging.isOpen || isToReleased && !status.production.isOpen
  }

  /// An instant in UTC and, where it is another, in the time of the policy's zone.
  func shown(_ instant: Instant) -> String { policy.shown(instant) }
}

extension ReleasePolicy {
  /// An instant in UTC and, where it is another, in the time of the zone.
  package func shown(_ instant: Instant) -> String {
    zone.name == Zone.utc.name ? "\(instant)" : "\(instant) (\(instant.description(in: zone)) in \(zone.name))"
  }
}
