package import Calendars

/// One run of the weekly train, with its times as instants; all of them are half open.
package struct Train: Sendable, Equatable {
  /// The day on which the cut begins, by the zone of the policy.
  package let date: CivilDate

  /// When the train before it is over, and this one can be boarded.
  package let boards: Instant

  /// When staging is frozen.
  package let freezes: Instant

  /// From the begin of the first window in which production may be deployed to the end of the last.
  package let cut: Range<Instant>

  /// When production may be deployed, in their order.
  package let windows: [Range<Instant>]

  /// When the freeze ends at the latest, and the train is over.
  package let ends: Instant

  /// Why it does not run; `nil` where it does.
  package let skipped: String?
}

/// All trains of a policy: the one of a week, and the one that an instant belongs to.
struct TrainSchedule: Sendable {
  let policy: ReleasePolicy

  /// The train that is under way at an instant: the first that is not over yet.
  func train(at instant: Instant) -> Train {
    let day = policy.zone.local(at: instant).date.daysSince1970
    var number = (day - Self.firstMonday).flooredDivision(by: 7) - 2
    while ends(number) <= instant { number += 1 }
    return train(number)
  }

  /// The train that is over when another one can be boarded.
  func train(before train: Train) -> Train {
    self.train(at: Instant(secondsSince1970: train.boards.secondsSince1970 - 1))
  }

  /// The train whose cut begins in the week that lies so many weeks after the first Monday of 1970.
  private func train(_ number: Int) -> Train {
    let train = policy.train
    let date = LocalDateTime(secondsSince1970: cutBegin(number)).date
    let freezes = instant(number, minutes: -train.minutesUntilCut)
    let boards = ends(number - 1)
    let windows = train.windows.map { window in
      let minutes = window.from.minutes(since: train.freezeFrom) % WeeklyTime.minutesOfWeek - train.minutesUntilCut
      let begin = instant(number, minutes: minutes)
      return begin..<max(begin, instant(number, minutes: minutes + window.until.minutes(since: window.from)))
    }
    let (begin, end) = (windows[0].lowerBound, windows[windows.count - 1].upperBound)
    let skipped =
      policy.skip.contains(date)
      ? "the policy skips the train of \(date)"
      : policy.holidays.contains(date) ? "\(date) is a holiday, on which no train is cut" : nil
    return Train(
      date: date, boards: boards, freezes: min(max(boards, freezes), begin), cut: begin..<end, windows: windows,
      ends: ends(number), skipped: skipped)
  }

  private func ends(_ number: Int) -> Instant {
    // Where the clocks jump, an end could fall before the cut does.
    max(
      instant(number, minutes: policy.train.minutesUntilCutEnds - policy.train.minutesUntilCut),
      instant(number, minutes: policy.train.minutesFrozen - policy.train.minutesUntilCut))
  }

  /// So many minutes by the wall after the cut begins.
  private func instant(_ number: Int, minutes: Int) -> Instant {
    policy.zone.instant(of: LocalDateTime(secondsSince1970: cutBegin(number) + minutes * 60))
  }

  private func cutBegin(_ number: Int) -> Int {
    (Self.firstMonday + number * 7) * 86_400 + policy.train.cutFrom.minuteOfWeek * 60
  }

  /// 1970-01-05, in days since 1970-01-01.
  private static let firstMonday = 4
}

extension Int {
  /// The quotient rounded down, also for a negative number.
  fileprivate func flooredDivision(by divisor: Int) -> Int {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
