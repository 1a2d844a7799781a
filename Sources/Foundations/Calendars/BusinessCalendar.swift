/// The days on which people are at work: Monday to Friday without holidays.
package struct BusinessCalendar: Sendable, Hashable {
  package let holidays: Set<CivilDate>

  package init(holidays: some Sequence<CivilDate> = []) {
    self.holidays = Set(holidays)
  }

  package func isBusinessDay(_ date: CivilDate) -> Bool {
    date.weekday.rawValue <= Weekday.friday.rawValue && !holidays.contains(date)
  }

  /// The business day that comes so many after a date.
  ///
  /// A date that is no business day is first moved to the next one, which is also what zero gives.
  package func date(_ count: Int, businessDaysAfter date: CivilDate) -> CivilDate {
    var date = firstBusinessDay(from: date)
    for _ in 0..<max(0, count) { date = firstBusinessDay(from: date.adding(days: 1)) }
    return date
  }

  /// The number of business days from a date up to, and without, another one.
  package func count(from start: CivilDate, to end: CivilDate) -> Int {
    guard start < end else { return 0 }
    return (start.daysSince1970..<end.daysSince1970).count { isBusinessDay(CivilDate(daysSince1970: $0)) }
  }

  private func firstBusinessDay(from date: CivilDate) -> CivilDate {
    var date = date
    while !isBusinessDay(date) { date = date.adding(days: 1) }
    return date
  }
}
