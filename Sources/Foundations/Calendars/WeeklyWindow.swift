/// A weekday and a time on the wall, as `wednesday 18:00` or `thursday 24:00`.
package struct WeeklyTime: Sendable, Hashable {
  /// Minutes since Monday 00:00, from 0 to 10,079; Sunday 24:00 is Monday 00:00.
  package let minuteOfWeek: Int

  /// The minutes of a week.
  package static let minutesOfWeek = 7 * 1440

  /// A time so many minutes after Monday 00:00, or before it.
  package init(minuteOfWeek: Int) {
    let remainder = minuteOfWeek % Self.minutesOfWeek
    self.minuteOfWeek = remainder < 0 ? remainder + Self.minutesOfWeek : remainder
  }

  /// Reads an English weekday in lower case, a space and a time from 00:00 to 24:00; `nil` for anything else.
  package init?(_ text: String) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 2, let weekday = Weekday(name: words[0]) else { return nil }
    let digits = Array(words[1].utf8)
    guard digits.count == 5, digits[2] == UInt8(ascii: ":"), let hour = Self.number(digits[0], digits[1]),
      let minute = Self.number(digits[3], digits[4]), minute < 60, hour < 24 || hour == 24 && minute == 0
    else { return nil }
    self.init(minuteOfWeek: (weekday.rawValue - 1) * 1440 + hour * 60 + minute)
  }

  private static func number(_ tens: UInt8, _ ones: UInt8) -> Int? {
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard digits.contains(tens), digits.contains(ones) else { return nil }
    return Int(tens - digits.lowerBound) * 10 + Int(ones - digits.lowerBound)
  }

  /// The minutes from another time until this one comes round: from 1 to a whole week.
  package func minutes(since earlier: WeeklyTime) -> Int {
    let minutes = (minuteOfWeek - earlier.minuteOfWeek + Self.minutesOfWeek) % Self.minutesOfWeek
    return minutes == 0 ? Self.minutesOfWeek : minutes
  }
}

extension WeeklyTime: CustomStringConvertible {
  package var description: String {
    let weekday = Weekday.allCases[minuteOfWeek / 1440]
    return "\(weekday.name) \(padded(minuteOfWeek / 60 % 24, to: 2)):\(padded(minuteOfWeek % 60, to: 2))"
  }
}

/// A part of every week, from one time on the wall until another, half open.
package struct WeeklyWindow: Sendable, Hashable {
  package let from: WeeklyTime
  package let until: WeeklyTime

  /// A window that ends where it begins is a whole week.
  package init(from: WeeklyTime, until: WeeklyTime) {
    self.from = from
    self.until = until
  }

  /// The occurrence that begins in the week of a date, as walls in a zone show it.
  ///
  /// Where the clocks jump over the whole window it is empty.
  package func occurrence(inWeekOf date: CivilDate, in zone: Zone) -> Range<Instant> {
    let start = LocalDateTime(date.monday, second: from.minuteOfWeek * 60)
    let end = LocalDateTime(secondsSince1970: start.secondsSince1970 + until.minutes(since: from) * 60)
    let first = zone.instant(of: start)
    return first..<max(first, zone.instant(of: end))
  }

  /// The occurrence that an instant is in; `nil` between two of them.
  package func occurrence(at instant: Instant, in zone: Zone) -> Range<Instant>? {
    let week = zone.local(at: instant).date.monday
    // The day at which clocks jump may lie between the instant and the begin.
    for days in [0, -7, 7] {
      let occurrence = occurrence(inWeekOf: week.adding(days: days), in: zone)
      if occurrence.contains(instant) { return occurrence }
    }
    return nil
  }
}
