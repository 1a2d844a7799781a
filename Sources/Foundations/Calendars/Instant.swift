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
