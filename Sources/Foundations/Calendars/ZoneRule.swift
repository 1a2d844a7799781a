/// How a zone goes on behind the last transition of its file: the TZ string of the footer (RFC 9636, section 3.3.1).
struct ZoneRule: Sendable, Hashable {
  /// Seconds east of UTC in standard time.
  let standard: Int

  /// Daylight saving time, where there is any.
  let daylight: Daylight?

  struct Daylight: Sendable, Hashable {
    /// Seconds east of UTC while it lasts.
    let offset: Int

    /// When it begins, by standard time.
    let start: Turn

    /// When it ends, by daylight saving time.
    let end: Turn
  }

  /// A day of each year, and a time on it by the clock that is in force until then.
  struct Turn: Sendable, Hashable {
    let day: Day

    /// Seconds after midnight, which version 3 allows to lie a week away on either side.
    let second: Int
  }

  enum Day: Sendable, Hashable {
    /// From 1 to 365; the 29th of February is never counted.
    case withoutLeapDay(Int)

    /// From 0 to 365; the 29th of February is counted.
    case ofYear(Int)

    /// A weekday (Sunday is 0) of a month, the first to the fourth, or as the fifth the last.
    case ofMonth(month: Int, week: Int, weekday: Int)

    /// Days since 1970-01-01 of the day in a year.
    func daysSince1970(in year: Int) -> Int {
      let newYear = CivilDate.newYear(of: year).daysSince1970
      switch self {
      case .ofYear(let day): return newYear + day
      case .withoutLeapDay(let day):
        let hasLeapDay = CivilDate.days(inMonth: 2, of: year) == 29
        return newYear + day - 1 + (hasLeapDay && day >= 60 ? 1 : 0)
      case .ofMonth(let month, let week, let weekday):
        let first = (1..<month).reduce(newYear) { $0 + CivilDate.days(inMonth: $1, of: year) }
        let firstWeekday = CivilDate(daysSince1970: first).weekday.rawValue % 7
        let day = first + (weekday - firstWeekday + 7) % 7 + (week - 1) * 7
        return day < first + CivilDate.days(inMonth: month, of: year) ? day : day - 7
      }
    }
  }

  /// The period that a second is in, as if the rule had always been in force.
  func period(at second: Int) -> Zone.Period {
    guard let daylight else { return Zone.Period(start: .min, end: .max, offset: standard) }
    let year = CivilDate(daysSince1970: second.flooredQuotient(dividingBy: 86_400)).year
    var previous = (at: Int.min, offset: standard)
    // A turn may lie a week outside of its year.
    for turn in turns(of: daylight, from: year - 1, through: year + 1) {
      if turn.at > second { return Zone.Period(start: previous.at, end: turn.at, offset: previous.offset) }
      previous = turn
    }
    return Zone.Period(start: previous.at, end: .max, offset: previous.offset)
  }

  /// The turns of some years in their order; of two at once the start of daylight saving time is the later.
  private func turns(of daylight: Daylight, from first: Int, through last: Int) -> [(at: Int, offset: Int)] {
    var turns: [(at: Int, offset: Int)] = []
    for year in first...last {
      let end = daylight.end.day.daysSince1970(in: year) * 86_400 + daylight.end.second - daylight.offset
      let start = daylight.start.day.daysSince1970(in: year) * 86_400 + daylight.start.second - standard
      turns.append((end, standard))
      turns.append((start, daylight.offset))
    }
    // The sort is stable, and of each year the end stands first.
    return turns.sorted { $0.at < $1.at }
  }
}

extension Int {
  /// The quotient rounded down, also for a negative number.
  func flooredQuotient(dividingBy divisor: Int) -> Int {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
