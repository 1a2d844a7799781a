extension Instant {
  /// The instant as people say it, in UTC and in a zone: `Thu 3 Dec 2026, 00:00 UTC (01:00 in Europe/Berlin)`.
  ///
  /// The weekday in the zone is said where it is another one.
  package func spoken(in zone: Zone) -> String {
    let utc = LocalDateTime(secondsSince1970: secondsSince1970)
    let text = "\(utc.date.spoken), \(utc.clock) UTC"
    guard zone != .utc else { return text }
    let local = zone.local(at: self)
    let day = local.date == utc.date ? "" : "\(local.date.weekday.abbreviation) "
    return "\(text) (\(day)\(local.clock) in \(zone.name))"
  }
}

extension CivilDate {
  /// The date with its weekday: `Thu 3 Dec 2026`.
  package var spoken: String { "\(weekday.abbreviation) \(day) \(Self.months[month - 1]) \(year)" }

  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}

extension Weekday {
  /// The first three letters: `Thu`.
  fileprivate var abbreviation: String { name.prefix(1).uppercased() + name.dropFirst().prefix(2) }
}

extension LocalDateTime {
  /// Hours and minutes, and seconds where there are any: `09:05`.
  fileprivate var clock: String {
    let second = secondOfDay
    let minutes = "\(padded(second / 3600, to: 2)):\(padded(second / 60 % 60, to: 2))"
    return second % 60 == 0 ? minutes : "\(minutes):\(padded(second % 60, to: 2))"
  }
}
