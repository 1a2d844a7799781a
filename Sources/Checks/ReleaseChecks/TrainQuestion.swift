internal import Calendars
internal import Changes
package import Findings
package import Policy

/// What is asked of the train: the subject of every rule of `release-train`.
package enum TrainQuestion: Sendable {
  /// May this be deployed now?
  case deployment(DeploymentRequest)

  /// What does a pull request do to the train, and which one does it ride?
  case change(TrainChange)
}

/// A rule that is asked about deployments only.
package protocol DeploymentRule: Rule where Subject == TrainQuestion {
  func findings(for request: DeploymentRequest) -> [Finding]
}

extension DeploymentRule {
  package func findings(in question: TrainQuestion) -> [Finding] {
    guard case .deployment(let request) = question else { return [] }
    return findings(for: request)
  }
}

/// A pull request as the train sees it.
package struct TrainChange: Sendable {
  /// Which train it rides if it is merged now, in words.
  let ride: String

  /// In what the change makes the policy of the train weaker.
  let weakenings: [PolicyDifference]

  init(_ change: Change, policy: ReleasePolicy) {
    let circumstances = change.circumstances
    let evidence = circumstances.evidence
    let timeline = TrainTimeline(policy, deployments: evidence?.deployments)
    if let age = circumstances.evidenceAge, age.seconds > policy.clockTolerance {
      ride = "\(age.words), so which train the change rides is not known"
    } else if let train = timeline.trainToRide(at: circumstances.now) {
      ride =
        "merged now, the change rides the train of \(train.date), which is cut from \(policy.shown(train.cut.lowerBound))"
    } else {
      ride = "the policy skips every train that the change could ride"
    }
    do throws(Undecidable) {
      weakenings = try change.policyDifferences(of: ReleaseCheck.self).filter { $0.effect == .weaker }
    } catch {
      // A policy that cannot be read is a finding of its own.
      weakenings = []
    }
  }
}
