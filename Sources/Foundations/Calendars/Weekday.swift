/// A day of the week, numbered as ISO 8601 does.
package enum Weekday: Int, Sendable, CaseIterable {
  case monday = 1
  case tuesday
  case wednesday
  case thursday
  case friday
  case saturday
  case sunday

  /// The English name in lower case, as policies write it.
  package var name: String { String(describing: self) }

  /// The day of an English name in lower case; `nil` for anything else.
  package init?(name: some StringProtocol) {
    guard let day = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = day
  }
}

extension CivilDate {
  package var weekday: Weekday {
    // 1970-01-01 was a Thursday.
    let sinceMonday = (daysSince1970 + 3) % 7
    return Weekday.allCases[sinceMonday < 0 ? sinceMonday + 7 : sinceMonday]
  }

  /// The Monday of the week that the date is in.
  package var monday: CivilDate { adding(days: 1 - weekday.rawValue) }

  /// The date so many days later, or earlier for a negative number.
  package func adding(days: Int) -> CivilDate { CivilDate(daysSince1970: daysSince1970 + days) }
}

/// A week as ISO 8601 numbers it: it begins on a Monday and belongs to the year that its Thursday is in.
package struct ISOWeek: Sendable, Hashable {
  /// The year that the week belongs to; for the days around New Year it may not be the date's own.
  package let year: Int

  /// From 1 to 53.
  package let number: Int

  /// The week that a date is in.
  package init(of date: CivilDate) {
    let thursday = date.monday.adding(days: 3)
    year = thursday.year
    number = thursday.dayOfYear / 7 + 1
  }
}

extension ISOWeek: CustomStringConvertible {
  /// The week as ISO 8601 writes it: `2026-W47`.
  package var description: String { "\(padded(year, to: 4))-W\(padded(number, to: 2))" }
}

extension CivilDate {
  /// Days since the 1st of January of the same year, which has 0.
  fileprivate var dayOfYear: Int { daysSince1970 - CivilDate.newYear(of: year).daysSince1970 }
}
