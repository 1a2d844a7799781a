package import Calendars

/// Ranges of days, such as holidays.
package struct DayRanges: Sendable, Equatable {
  /// Sorted, without overlaps.
  package let ranges: [ClosedRange<CivilDate>]

  package init(_ ranges: [ClosedRange<CivilDate>] = []) {
    var merged: [ClosedRange<CivilDate>] = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    self.ranges = merged
  }

  package func contains(_ day: CivilDate) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < day { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(day)
  }
}
