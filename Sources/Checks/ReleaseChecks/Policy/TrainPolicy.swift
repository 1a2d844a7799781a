package import Calendars
internal import Policy

/// The week of the train: what is frozen when, and when it is cut.
package struct TrainPolicy: Sendable, Equatable {
  /// The environment that is frozen before the cut, as `staging`.
  package let frozen: String

  /// The environments that the cut goes to, as `production`.
  package let released: [String]

  package let freezeFrom: WeeklyTime

  /// When those may be deployed, in their order after the begin of the freeze.
  package let windows: [WeeklyWindow]

  /// When the freeze ends although nothing was cut; where it holds until somebody cuts or skips, the end of the cut.
  package let freezeUntil: WeeklyTime

  /// Whether only a cut, or a skip, ends the freeze.
  package let holdsUntilCut: Bool

  /// The results that a commit needs before it is cut.
  package let requires: [ResultRequirement]

  package var environments: [String] { [frozen] + released }

  package var cutFrom: WeeklyTime { windows[0].from }

  package var cutUntil: WeeklyTime { windows[windows.count - 1].until }

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
    frozen: String, released: [String], freezeFrom: WeeklyTime, windows: [WeeklyWindow], freezeUntil: WeeklyTime?,
    requires: [ResultRequirement]
  ) {
    self.frozen = frozen
    self.released = released
    self.freezeFrom = freezeFrom
    self.windows = windows.sorted { left, right in
      left.from.minutes(since: freezeFrom) % WeeklyTime.minutesOfWeek
        < right.from.minutes(since: freezeFrom) % WeeklyTime.minutesOfWeek
    }
    self.freezeUntil = freezeUntil ?? self.windows[windows.count - 1].until
    holdsUntilCut = freezeUntil == nil
    self.requires = requires
  }

  /// What takes the place of a train that a single file does not have whole: no rule asks it anything.
  static let weekly = TrainPolicy(
    frozen: "", released: [""], freezeFrom: WeeklyTime(minuteOfWeek: 3960),
    windows: [WeeklyWindow(from: WeeklyTime(minuteOfWeek: 4320), until: WeeklyTime(minuteOfWeek: 5760))],
    freezeUntil: WeeklyTime(minuteOfWeek: 5760), requires: [])

  /// What ends a freeze before its latest time.
  private enum FreezeEnd: String, CaseIterable {
    case cut
  }

  /// Reads `{ freeze: …, cut: … }`; `nil` where something is missing or cannot be.
  init?(_ reader: inout PolicyReader) {
    let freeze = reader.mapping("freeze") { reader in
      _ = reader.choice("until", of: FreezeEnd.self)
      let holds = reader.text("at-latest") == "hold"
      return (
        reader.text("environment"), reader.weeklyTime("from"), holds ? nil : reader.weeklyTime("at-latest"), holds
      )
    }
    let cut = reader.mapping("cut") { reader in
      var windows = reader.list("windows") { reader, _ in Self.window(&reader) }
      let usual = Self.window(&reader)
      if windows.isEmpty, let usual { windows = [usual] }
      return (reader.textOrTexts("environment"), windows, reader.requirements("requires"))
    }
    guard case (let frozen?, let freezeFrom?, let freezeUntil, let holds)? = freeze, freezeUntil != nil || holds,
      case (let released?, let windows, let requires?)? = cut, !windows.isEmpty, !released.isEmpty
    else { return nil }
    self.init(
      frozen: frozen, released: released, freezeFrom: freezeFrom, windows: windows, freezeUntil: freezeUntil,
      requires: requires)
    guard refuseImpossible(&reader) else { return nil }
  }

  private static func window(_ reader: inout PolicyReader) -> WeeklyWindow? {
    // Both are asked for, so that a mistake in either is told.
    let (from, until) = (reader.weeklyTime("from"), reader.weeklyTime("until"))
    guard let from, let until else { return nil }
    return WeeklyWindow(from: from, until: until)
  }

  /// Refuses times that no week can have in this order.
  private func refuseImpossible(_ reader: inout PolicyReader) -> Bool {
    let names = Set(released.map { $0.lowercased() })
    if names.contains(frozen.lowercased()) {
      reader.refuse("freeze", "\(frozen) cannot be frozen for a cut that goes to \(frozen)")
    } else if names.count < released.count {
      reader.refuse("cut", "an environment of the cut is named twice: \(released.joined(separator: ", "))")
    } else if let window = windows.first(where: { $0.until.minutes(since: $0.from) > Self.longestFreeze }) {
      reader.refuse("cut", "the cut ends at \(window.until), before it begins at \(window.from)")
    } else if minutesUntilCut >= minutesUntilCutEnds {
      reader.refuse("freeze", "the freeze begins at \(freezeFrom), when the cut has begun already at \(cutFrom)")
    } else if let overlap = overlap {
      reader.refuse("cut", "the window from \(overlap.from) begins before the one before it ends")
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

  /// The first window that begins before the one before it ends.
  private var overlap: WeeklyWindow? {
    zip(windows, windows.dropFirst()).first { earlier, later in
      later.from.minutes(since: freezeFrom) % WeeklyTime.minutesOfWeek < earlier.until.minutes(since: freezeFrom)
    }?.1
  }
}
