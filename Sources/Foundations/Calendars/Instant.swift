/// A point in time, as a count of nanoseconds in UTC without leap seconds.
package struct Instant: Sendable, Hashable {
  /// Whole seconds since 1970-01-01T00:00:00Z; negative before it.
  package let secondsSince1970: Int

  /// What goes beyond the whole second, from 0 to 999,999,999.
  package let nanoseconds: Int

  package init(secondsSince1970: Int, nanoseconds: Int = 0) {
    self.secondsSince1970 = secondsSince1970
    self.nanoseconds = nanoseconds
  }
}

extension Instant: Comparable {
  package static func < (left: Instant, right: Instant) -> Bool {
    (left.secondsSince1970, left.nanoseconds) < (right.secondsSince1970, right.nanoseconds)
  }
}

extension Instant: CustomStringConvertible {
  /// The instant in UTC as a `date-time` of RFC 3339, section 5.6; a fraction only where there is one.
  package var description: String {
    let (day, second) = secondsSince1970.flooredQuotientAndRemainder(dividingBy: 86_400)
    let clock = [second / 3600, second / 60 % 60, second % 60].map { padded($0, to: 2) }.joined(separator: ":")
    return "\(CivilDate(daysSince1970: day))T\(clock)\(fraction)Z"
  }

  private var fraction: String {
    guard nanoseconds != 0 else { return "" }
    var digits = padded(nanoseconds, to: 9)
    while digits.last == "0" { digits.removeLast() }
    return "." + digits
  }
}

extension Int {
  fileprivate func flooredQuotientAndRemainder(dividingBy divisor: Int) -> (Int, Int) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
