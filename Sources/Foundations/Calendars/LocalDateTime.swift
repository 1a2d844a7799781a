/// What a calendar and a clock on the wall show: a date and a time without a zone.
package struct LocalDateTime: Sendable, Hashable {
  /// Seconds since 1970-01-01T00:00:00 on the same wall; negative before it.
  package let secondsSince1970: Int

  package init(secondsSince1970: Int) {
    self.secondsSince1970 = secondsSince1970
  }

  /// So many seconds after the midnight that a date begins with.
  ///
  /// 86,400 is `24:00`, the midnight that the next date begins with.
  package init(_ date: CivilDate, second: Int = 0) {
    secondsSince1970 = date.daysSince1970 * 86_400 + second
  }

  /// Reads a `full-date`, a `T` and a `partial-time` of RFC 3339, section 5.6, as `2026-03-29T01:30:00`.
  ///
  /// The result is `nil` for anything else.
  package init?(_ text: String) {
    guard let instant = Instant(rfc3339: text + "Z"), instant.nanoseconds == 0 else { return nil }
    secondsSince1970 = instant.secondsSince1970
  }

  package var date: CivilDate { CivilDate(daysSince1970: secondsSince1970.flooredQuotient(dividingBy: 86_400)) }

  /// Seconds since midnight, from 0 to 86,399.
  package var secondOfDay: Int { secondsSince1970 - date.daysSince1970 * 86_400 }
}

extension LocalDateTime: Comparable {
  package static func < (left: LocalDateTime, right: LocalDateTime) -> Bool {
    left.secondsSince1970 < right.secondsSince1970
  }
}

extension Zone {
  /// What a wall in the zone shows at an instant; fractions of a second are dropped.
  package func local(at instant: Instant) -> LocalDateTime {
    LocalDateTime(secondsSince1970: instant.secondsSince1970 + offset(at: instant))
  }

  /// The instant at which a wall in the zone shows a date and a time, as RFC 5545, section 3.3.5 has it.
  ///
  /// A time that the wall shows twice (a fold) is the first of the two. A time that it never shows (in a gap) is
  /// read with the offset before the gap, so that it lies as far behind the gap's start as it says.
  package func instant(of local: LocalDateTime) -> Instant {
    let seconds = local.secondsSince1970
    // No offset is a day and two hours: what is in force then is in force at the time itself, or ends before it.
    var period = period(at: seconds - Zone.offsetLimit)
    var candidate = seconds - period.offset
    while candidate >= period.end {
      let next = self.period(at: period.end)
      let later = seconds - next.offset
      // Too late by the offset before, too early by the one after: the gap between them.
      if later < next.start { break }
      period = next
      candidate = later
    }
    return Instant(secondsSince1970: candidate)
  }
}
