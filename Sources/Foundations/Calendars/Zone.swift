/// A time zone of the IANA database: how far its clocks are from UTC, and since when.
package struct Zone: Sendable, Hashable {
  /// The name in the database, as `Europe/Amsterdam`.
  package let name: String

  /// Seconds since 1970 at which the offset in the same place of ``offsets`` comes into force, ascending.
  let starts: [Int]

  /// Seconds east of UTC: the one before all starts, and one for each.
  let offsets: [Int]

  /// What holds after the last start; `nil` where nobody knows, and then the last offset goes on.
  let rule: ZoneRule?

  /// UTC itself, for which no file is needed.
  package static let utc = Zone(name: "UTC", starts: [], offsets: [0], rule: nil)

  /// No offset is as large as this, in seconds (RFC 9636, section 3.2).
  static let offsetLimit = 26 * 3600

  /// Seconds east of UTC at an instant.
  package func offset(at instant: Instant) -> Int { period(at: instant.secondsSince1970).offset }

  /// A time for which one offset is in force, half open, in seconds since 1970.
  struct Period: Equatable {
    let start: Int
    let end: Int
    let offset: Int
  }

  /// The period that a second is in; those without beginning or end reach as far as numbers do.
  func period(at second: Int) -> Period {
    if let rule, second >= starts.last ?? .min {
      let period = rule.period(at: second)
      return Period(start: max(period.start, starts.last ?? .min), end: period.end, offset: period.offset)
    }
    // The number of starts up to the second, by halving.
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= second { low = middle + 1 } else { high = middle }
    }
    return Period(
      start: low == 0 ? .min : starts[low - 1], end: low == starts.count ? .max : starts[low], offset: offsets[low])
  }
}
