internal import RegularExpressions
internal import Synchronization

extension CharacterSet {
  /// The characters of a Unicode property, as the engine of regular expressions has it; nil for one it does not know.
  ///
  /// That engine is asked about ranges, and about the halves of those that are split: another table might differ.
  init?(property: String) {
    // Of this one the engine does not know the opposite, which is empty.
    if property == "Any" {
      self = .any
      return
    }
    if let known = Self.properties.withLock({ $0[property] }) {
      self = known
      return
    }
    guard let census = PropertyCensus(property) else { return nil }
    guard let set = census.members() else { return nil }
    self = set
    Self.properties.withLock { $0[property] = set }
  }

  /// What was found out; there are no more than some hundred properties.
  private static let properties = Mutex<[String: CharacterSet]>([:])
}

/// Finds out which characters have a property.
private struct PropertyCensus {
  private let inside: RegularExpression
  private let outside: RegularExpression

  init?(_ property: String) {
    do throws(PatternError) {
      inside = try RegularExpression("\\p{\(property)}")
      outside = try RegularExpression("\\P{\(property)}")
    } catch {
      return nil
    }
  }

  /// Nil when the engine does not answer.
  func members() -> CharacterSet? {
    var ranges: [ClosedRange<UInt32>] = []
    do throws(MatchError) {
      for (first, last) in [(0, 0xD7FF), (0xE000, 0x10FFFF)] as [(UInt32, UInt32)] {
        var start = first
        while start <= last {
          let end = min(last, start + Self.block - 1)
          let text = Text(scalars: start...end)
          try add(start...end, of: text.utf8, at: 0, to: &ranges)
          start = end + 1
        }
      }
    } catch {
      return nil
    }
    return CharacterSet(ranges)
  }

  private static let block: UInt32 = 2_048

  /// Adds the members of a range, whose text stands from an offset on.
  private func add(
    _ range: ClosedRange<UInt32>, of utf8: [UInt8], at offset: Int,
    to ranges: inout [ClosedRange<UInt32>]
  ) throws(MatchError) {
    let length = Self.length(range)
    let text = utf8.span.extracting(offset..<offset + length)
    guard try inside.matches(text, effort: .large) else { return }
    if range.count == 1 {
      ranges.append(range)
      return
    }
    guard try outside.matches(text, effort: .large) else {
      ranges.append(range)
      return
    }
    let middle = range.lowerBound + (range.upperBound - range.lowerBound) / 2
    let left = range.lowerBound...middle
    try add(left, of: utf8, at: offset, to: &ranges)
    try add(middle + 1...range.upperBound, of: utf8, at: offset + Self.length(left), to: &ranges)
  }

  /// How many bytes of UTF-8 the characters of a range are.
  private static func length(_ range: ClosedRange<UInt32>) -> Int {
    var length = 0
    for (limits, bytes) in [(0...0x7F, 1), (0x80...0x7FF, 2), (0x800...0xFFFF, 3), (0x10000...0x10FFFF, 4)]
      as [(ClosedRange<UInt32>, Int)] where limits.overlaps(range)
    {
      length += limits.clamped(to: range).count * bytes
    }
    return length
  }
}

extension Text {
  /// The characters of a range, which has no surrogates.
  fileprivate init(scalars range: ClosedRange<UInt32>) {
    self.init(String(String.UnicodeScalarView(range.compactMap { Unicode.Scalar($0) })))
  }
}
