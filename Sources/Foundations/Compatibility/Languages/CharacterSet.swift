internal import RegularExpressions

/// A set of code points that texts can have: surrogates are in none.
struct CharacterSet: Hashable, Sendable {
  /// Disjoint ranges in order, none beside the next.
  private(set) var ranges: [ClosedRange<UInt32>]

  init(_ ranges: [ClosedRange<UInt32>]) {
    var joined: [ClosedRange<UInt32>] = []
    for range in ranges.flatMap(Self.withoutSurrogates).sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = joined.last, range.lowerBound <= last.upperBound + 1 {
        joined[joined.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
      } else {
        joined.append(range)
      }
    }
    self.ranges = joined
  }

  init(_ codePoint: UInt32) { self.init([codePoint...codePoint]) }

  private static func withoutSurrogates(_ range: ClosedRange<UInt32>) -> [ClosedRange<UInt32>] {
    var parts: [ClosedRange<UInt32>] = []
    if range.lowerBound < 0xD800 { parts.append(range.lowerBound...min(range.upperBound, 0xD7FF)) }
    if range.upperBound > 0xDFFF { parts.append(max(range.lowerBound, 0xE000)...range.upperBound) }
    return parts
  }

  func contains(_ codePoint: UInt32) -> Bool {
    var low = 0
    var high = ranges.count
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < codePoint { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(codePoint)
  }

  func union(_ other: CharacterSet) -> CharacterSet { CharacterSet(ranges + other.ranges) }

  var inverted: CharacterSet {
    var parts: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { parts.append(next...range.lowerBound - 1) }
      next = range.upperBound + 1
    }
    if next <= 0x10FFFF { parts.append(next...0x10FFFF) }
    return CharacterSet(parts)
  }

  static let any = CharacterSet([0...0x10FFFF])
  static let digits = CharacterSet([0x30...0x39])
  static let wordCharacters = CharacterSet([0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x61...0x7A])
  static let spaces = CharacterSet(CharacterClass.spaces)
}

extension CharacterSet {
  /// The characters of a class; nil where it has a property that the engine of regular expressions does not know.
  init?(_ characters: CharacterClass) {
    var ranges: [ClosedRange<UInt32>] = []
    for member in characters.members {
      guard let set = CharacterSet(member) else { return nil }
      ranges += set.ranges
    }
    let set = CharacterSet(ranges)
    self = characters.isNegated ? set.inverted : set
  }

  private init?(_ member: CharacterClass.Member) {
    let (set, isNegated): (CharacterSet?, Bool) =
      switch member {
      case .range(let low, let high): (CharacterSet([low...high]), false)
      case .digits(let isNegated): (.digits, isNegated)
      case .words(let isNegated): (.wordCharacters, isNegated)
      case .spaces(let isNegated): (.spaces, isNegated)
      case .property(let property, let isNegated): (CharacterSet(property: property.notation), isNegated)
      }
    guard let set else { return nil }
    self = isNegated ? set.inverted : set
  }
}
