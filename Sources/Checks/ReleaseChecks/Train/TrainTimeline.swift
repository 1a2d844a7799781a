package import Calendars

/// The states of the train over all time, by a policy and the cuts that are recorded.
package struct TrainTimeline: Sendable {
  package let policy: ReleasePolicy

  /// The one-off freezes: those of the policy, and those that issues announce.
  package let freezes: [DeploymentFreeze]

  let schedule: TrainSchedule

  /// When each train was cut, by its date; `nil` where deployments are not known.
  private let cuts: [CivilDate: Instant]?

  private let anyHold: Holds
  private let holds: [Holds]

  /// Every instant at which a one-off freeze begins or ends, ascending.
  private let freezeTurns: [Instant]

  /// - Parameters:
  ///   - policy: the policy.
  ///   - cuts: when each train was cut, by its date; `nil` where that is not known of any.
  ///   - announced: freezes beside those of the policy.
  package init(_ policy: ReleasePolicy, cuts: [CivilDate: Instant]?, announced: [DeploymentFreeze] = []) {
    self.policy = policy
    self.cuts = cuts
    let freezes = policy.freezes + announced
    self.freezes = freezes
    schedule = TrainSchedule(policy: policy)
    anyHold = Holds(freezes)
    holds = policy.train.environments.map { environment in Holds(freezes.filter { $0.includes(environment) }) }
    freezeTurns = Set(freezes.flatMap { [$0.range.lowerBound, $0.range.upperBound] }).sorted()
  }

  /// Whether it would be known if the train had been cut.
  package var knowsCuts: Bool { cuts != nil }

  /// What holds at an instant, and until when.
  package func status(at instant: Instant) -> TrainStatus {
    let phase = phase(at: instant)
    let active = freezes.filter { $0.range.contains(instant) }
    let openings = holds.enumerated().map { index, holds in
      opening(index == 0 ? \.stagingIsOpen : \.productionIsOpen, holds, at: instant)
    }
    return TrainStatus(
      train: phase.train, state: state(at: instant), openings: openings, next: nextState(after: instant),
      holding: active, phase: phase, validity: validity(of: phase, at: instant))
  }

  /// When a train was cut; `nil` where it was not, or where that is not known.
  package func cut(of train: Train) -> Instant? { train.skipped == nil ? cuts?[train.date] : nil }

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

  /// The train whose freeze has begun and is the last to have done so; `nil` while the next one boards.
  func frozenTrain(at instant: Instant) -> Train? {
    let train = schedule.train(at: instant)
    if train.skipped == nil, instant >= train.freezes { return train }
    return isStillFrozen(before: train) ? schedule.train(before: train) : nil
  }

  private func phase(at instant: Instant) -> TrainPhase {
    let train = schedule.train(at: instant)
    return TrainPhase(of: train, at: instant, cutAt: cut(of: train), isStillFrozen: isStillFrozen(before: train))
  }

  /// Whether the freeze of the train before another lasts until a cut, and there was none.
  private func isStillFrozen(before train: Train) -> Bool {
    guard policy.train.holdsUntilCut else { return false }
    let last = schedule.train(before: train)
    return last.skipped == nil && cut(of: last) == nil
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
