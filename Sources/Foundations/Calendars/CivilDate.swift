/// A date of the proleptic Gregorian calendar, without a time or a zone.
package struct CivilDate: Sendable, Hashable {
  package let year: Int
  package let month: Int
  package let day: Int

  /// A date that exists, or `nil`: the 29th of February only in a leap year.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), day >= 1, day <= Self.days(inMonth: month, of: year) else { return nil }
    self.year = year
    self.month = month
    self.day = day
  }

  /// The 1st of January of a year.
  static func newYear(of year: Int) -> CivilDate { CivilDate(year, 1, 1) }

  /// A date that is known to exist.
  private init(_ year: Int, _ month: Int, _ day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  /// Reads a `full-date` of RFC 3339, section 5.6, such as `2026-11-19`; `nil` for anything else.
  package init?(_ text: String) {
    guard let midnight = Instant(rfc3339: text + "T00:00:00Z") else { return nil }
    self.init(daysSince1970: midnight.secondsSince1970 / 86_400)
  }

  /// The date that lies so many days after 1970-01-01.
  package init(daysSince1970 days: Int) {
    // Years are counted from March, so that the leap day is the last of its year, in eras of 400 years.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01; negative before it.
  package var daysSince1970: Int {
    let yearFromMarch = month <= 2 ? year - 1 : year
    let era = (yearFromMarch >= 0 ? yearFromMarch : yearFromMarch - 399) / 400
    let yearOfEra = yearFromMarch - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: (year.isMultiple(of: 4) && !year.isMultiple(of: 100)) || year.isMultiple(of: 400) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

extension CivilDate: Comparable {
  package static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }
}

extension CivilDate: CustomStringConvertible {
  /// The date as RFC 3339, section 5.6, writes a `full-date`: `2026-11-19`; a year out of its range has a sign.
  package var description: String {
    "\(yearText)-\(padded(month, to: 2))-\(padded(day, to: 2))"
  }

  /// The year in four digits; out of the years 0000 to 9999 with a sign (ISO 8601-1, section 4.4).
  var yearText: String {
    let digits = padded(abs(year), to: 4)
    return (0...9999).contains(year) ? digits : (year < 0 ? "-" : "+") + digits
  }
}

/// A number of at least so many digits.
func padded(_ number: Int, to width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}
