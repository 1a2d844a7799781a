internal import Calendars

/// The times in which one-off freezes hold something, with what overlaps or touches made one.
struct Holds: Sendable {
  private let ranges: [Range<Instant>]

  init(_ freezes: some Sequence<DeploymentFreeze>) {
    var merged: [Range<Instant>] = []
    for range in freezes.map(\.range).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = merged.last, range.lowerBound <= last.upperBound {
        merged[merged.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        merged.append(range)
      }
    }
    ranges = merged
  }

  /// The time of holding that an instant is in.
  func range(at instant: Instant) -> Range<Instant>? {
    let count = countBegun(at: instant)
    guard count > 0, ranges[count - 1].contains(instant) else { return nil }
    return ranges[count - 1]
  }

  /// When the next time of holding begins, after an instant that is in none.
  func nextStart(after instant: Instant) -> Instant? {
    let count = countBegun(at: instant)
    return count < ranges.count ? ranges[count].lowerBound : nil
  }

  private func countBegun(at instant: Instant) -> Int {
    // By halving: a policy may have thousands.
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].lowerBound <= instant { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
