internal import Calendars
internal import Changes
internal import Policy

/// A pull request as the train sees it: the subject of the rules of `release-train check`.
package struct ReleaseChange: Sendable {
  /// Which train it rides if it is merged now, in words.
  let ride: String

  /// In what the change makes the policy of the train weaker.
  let weakenings: [PolicyDifference]

  init(_ change: Change, policy: ReleasePolicy) {
    let circumstances = change.circumstances
    let timeline = TrainTimeline(policy, cuts: nil)
    if let age = circumstances.evidenceAge, age.seconds > policy.clockTolerance {
      ride = "\(age.words), so could not check which release the change is in"
    } else if let train = timeline.trainToRide(at: circumstances.now) {
      ride =
        "if merged now, this ships in the release of \(train.date), window opens \(policy.shown(train.cut.lowerBound))"
    } else {
      ride = "the policy skips every release that the change could be in"
    }
    do throws(Undecidable) {
      weakenings = try change.policyDifferences(of: ReleaseCheck.self).filter { $0.effect == .weaker }
    } catch {
      // A policy that cannot be read is a finding of its own.
      weakenings = []
    }
  }
}
