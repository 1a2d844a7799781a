package import Calendars
package import Changes

/// The states of the train over all time, by a policy and what is recorded of deployments.
package struct TrainTimeline: Sendable {
  package let policy: ReleasePolicy
  private let schedule: TrainSchedule

  /// The cuts that are recorded, in their order; `nil` where deployments were not collected.
  private let cuts: [Evidence.Deployment]?

  private let anyHold: Holds
  private let holds: (staging: Holds, production: Holds)

  /// Every instant at which a one-off freeze begins or ends, ascending.
  private let freezeTurns: [Instant]

  /// A cut is recorded by a deployment to the train's environment that succeeded.
  package init(_ policy: ReleasePolicy, deployments: [Evidence.Deployment]?) {
    self.policy = policy
    schedule = TrainSchedule(policy: policy)
    cuts = deployments?.filter { $0.environment == policy.train.released && $0.state == "success" }
      .sorted { $0.at < $1.at }
    anyHold = Holds(policy.freezes)
    holds = (
      Holds(policy.freezes.filter { $0.environments.contains(policy.train.frozen) }),
      Holds(policy.freezes.filter { $0.environments.contains(policy.train.released) })
    )
    freezeTurns = Set(policy.freezes.flatMap { [$0.range.lowerBound, $0.range.upperBound] }).sorted()
  }

  /// Whether it would be known if the train had been cut.
  package var knowsCuts: Bool { cuts != nil }

  /// What holds at an instant, and until when.
  package func status(at instant: Instant) -> TrainStatus {
    let phase = phase(at: instant)
    let active = policy.freezes.filter { $0.range.contains(instant) }
    return TrainStatus(
      train: phase.train, state: state(at: instant),
      staging: opening(\.stagingIsOpen, holds.staging, at: instant),
      production: opening(\.productionIsOpen, holds.production, at: instant),
      next: nextState(after: instant), holding: active, phase: phase, validity: validity(of: phase, at: instant))
  }

  /// The deployment that a train's cut is recorded by; the first in its window.
  package func cut(of train: Train) -> Evidence.Deployment? {
    guard train.skipped == nil, let cuts else { return nil }
    // By halving: evidence may tell of years.
    var low = 0
    var high = cuts.count
    while low < high {
      let middle = (low + high) / 2
      if cuts[middle].at < train.cut.lowerBound { low = middle + 1 } else { high = middle }
    }
    return low < cuts.count && train.cut.contains(cuts[low].at) ? cuts[low] : nil
  }

  /// The train that a change rides that is merged at an instant: the first that runs and is not frozen yet.
  package func trainToRide(at instant: Instant) -> Train? {
    var train = schedule.train(at: instant)
    if instant >= train.freezes { train = schedule.train(at: train.ends) }
    while train.skipped != nil {
      guard train.ends < Self.horizon else { return nil }
      train = schedule.train(at: train.ends)
    }
    return train
  }

  private func phase(at instant: Instant) -> TrainPhase {
    let train = schedule.train(at: instant)
    return TrainPhase(of: train, at: instant, cutAt: cut(of: train)?.at)
  }

  private func state(at instant: Instant) -> TrainState {
    anyHold.range(at: instant) == nil ? phase(at: instant).state : .held
  }

  /// The next change of state; `nil` where there is none before the last year that can be written.
  private func nextState(after instant: Instant) -> TrainStatus.Change? {
    let state = state(at: instant)
    var instant = instant
    while let next = turn(after: instant, anyHold) {
      instant = next
      let following = self.state(at: instant)
      if following != state { return TrainStatus.Change(at: instant, state: following) }
    }
    return nil
  }

  /// Whether an environment is open at an instant, and when that changes.
  private func opening(
    _ phaseIsOpen: (TrainPhase) -> Bool, _ holds: Holds, at instant: Instant
  ) -> TrainStatus.Opening {
    func isOpen(_ instant: Instant) -> Bool { holds.range(at: instant) == nil && phaseIsOpen(phase(at: instant)) }
    let isOpenNow = isOpen(instant)
    var instant = instant
    while let next = turn(after: instant, holds) {
      instant = next
      if isOpen(instant) != isOpenNow { return TrainStatus.Opening(isOpen: isOpenNow, until: instant) }
    }
    return TrainStatus.Opening(isOpen: isOpenNow, until: nil)
  }

  /// The next instant at which something may change: while something is held, the phases below it do not show.
  private func turn(after instant: Instant, _ holds: Holds) -> Instant? {
    let turn: Instant
    if let held = holds.range(at: instant) {
      turn = held.upperBound
    } else {
      let end = phase(at: instant).range.upperBound
      turn = holds.nextStart(after: instant).map { min($0, end) } ?? end
    }
    return turn <= Self.horizon ? turn : nil
  }

  /// The time around an instant for which the whole status is the same.
  private func validity(of phase: TrainPhase, at instant: Instant) -> Range<Instant> {
    var range = phase.range
    for turn in freezeTurns {
      if turn <= instant { range = max(range.lowerBound, turn)..<range.upperBound }
      if turn > instant {
        range = range.lowerBound..<min(range.upperBound, turn)
        break
      }
    }
    return range
  }

  /// 9999-12-31T23:59:59Z, the last second that RFC 3339 can write.
  private static let horizon = Instant(secondsSince1970: 253_402_300_799)
}
