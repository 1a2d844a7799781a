package import Calendars
internal import Policy

/// The week of the train: what is frozen when, and when it is cut.
package struct TrainPolicy: Sendable, Equatable {
  /// The environment that is frozen before the cut, as `staging`.
  package let frozen: String

  /// The environment that the cut goes to, as `production`.
  package let released: String

  package let freezeFrom: WeeklyTime
  package let cutFrom: WeeklyTime
  package let cutUntil: WeeklyTime

  /// When the freeze ends although nothing was cut.
  package let freezeUntil: WeeklyTime

  /// The results that a commit needs before it is cut: names of check runs or commit statuses.
  package let requires: [String]

  package var environments: [String] { [frozen, released] }

  /// The day that gives a train its date: the one that the cut begins on.
  package var cutDay: Weekday { Weekday.allCases[cutFrom.minuteOfWeek / 1440] }

  /// Minutes from the begin of the freeze to that of the cut.
  var minutesUntilCut: Int { cutFrom.minutes(since: freezeFrom) % WeeklyTime.minutesOfWeek }

  /// Minutes from the begin of the freeze to the end of the cut.
  var minutesUntilCutEnds: Int { cutUntil.minutes(since: freezeFrom) }

  /// Minutes that the freeze lasts at most.
  var minutesFrozen: Int { freezeUntil.minutes(since: freezeFrom) }

  /// A freeze that takes more of a week leaves nobody time to board, and is mostly one that begins after the cut.
  static let longestFreeze = 5 * 1440

  private init(
    frozen: String, released: String, freezeFrom: WeeklyTime, cutFrom: WeeklyTime, cutUntil: WeeklyTime,
    freezeUntil: WeeklyTime, requires: [String]
  ) {
    self.frozen = frozen
    self.released = released
    self.freezeFrom = freezeFrom
    self.cutFrom = cutFrom
    self.cutUntil = cutUntil
    self.freezeUntil = freezeUntil
    self.requires = requires
  }

  /// What stands in for a train that a single file does not have whole: nobody asks it anything.
  static let weekly = TrainPolicy(
    frozen: "", released: "", freezeFrom: WeeklyTime(minuteOfWeek: 3960), cutFrom: WeeklyTime(minuteOfWeek: 4320),
    cutUntil: WeeklyTime(minuteOfWeek: 5760), freezeUntil: WeeklyTime(minuteOfWeek: 5760), requires: [])

  /// What ends a freeze before its latest time.
  private enum FreezeEnd: String, CaseIterable {
    case cut
  }

  /// Reads `{ freeze: …, cut: … }`; `nil` where something is missing or cannot be.
  init?(_ reader: inout PolicyReader) {
    let freeze = reader.mapping("freeze") { reader in
      (
        reader.text("environment"), reader.weeklyTime("from"), reader.choice("until", of: FreezeEnd.self),
        reader.weeklyTime("at-latest")
      )
    }
    let cut = reader.mapping("cut") { reader in
      let window = (reader.text("environment"), reader.weeklyTime("from"), reader.weeklyTime("until"))
      return (window, reader.texts("requires"))
    }
    guard case (let frozen?, let freezeFrom?, .cut?, let freezeUntil?)? = freeze,
      case ((let released?, let cutFrom?, let cutUntil?), let requires?)? = cut
    else { return nil }
    self.init(
      frozen: frozen, released: released, freezeFrom: freezeFrom, cutFrom: cutFrom, cutUntil: cutUntil,
      freezeUntil: freezeUntil, requires: requires)
    guard refuseImpossible(&reader) else { return nil }
  }

  /// Refuses times that no week can have in this order.
  private func refuseImpossible(_ reader: inout PolicyReader) -> Bool {
    if frozen == released {
      reader.refuse("freeze", "\(frozen) cannot be frozen for a cut that goes to \(released)")
    } else if cutUntil.minutes(since: cutFrom) > Self.longestFreeze {
      reader.refuse("cut", "the cut ends at \(cutUntil), before it begins at \(cutFrom)")
    } else if minutesUntilCut >= minutesUntilCutEnds {
      reader.refuse("freeze", "the freeze begins at \(freezeFrom), when the cut has begun already at \(cutFrom)")
    } else if minutesFrozen > Self.longestFreeze, minutesUntilCutEnds > Self.longestFreeze {
      reader.refuse(
        "freeze", "the freeze begins at \(freezeFrom), after the cut, and would last until \(freezeUntil)",
        help: "let it begin at most 5 days before it ends")
    } else if minutesFrozen < minutesUntilCutEnds || minutesFrozen > Self.longestFreeze {
      reader.refuse(
        "freeze", "the freeze ends at the latest at \(freezeUntil), before the cut does, at \(cutUntil)")
    } else {
      return true
    }
    return false
  }
}
