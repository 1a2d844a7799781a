internal import Policy

/// Bounds of a version, all of which it has to keep: `>= 9.24, < 10`.
struct VersionRange: Hashable, Sendable {
  /// As it was written.
  let text: String
  private let bounds: [Bound]

  private struct Bound: Hashable {
    let relation: Relation
    let version: [Int]
  }

  private enum Relation: String, CaseIterable {
    // The longer ones first, since the shorter ones begin them.
    case atLeast = ">="
    case atMost = "<="
    case above = ">"
    case below = "<"
    case equal = "="
  }

  /// - Returns: `nil` for what is no such list.
  init?(_ text: String) {
    self.text = text
    var bounds: [Bound] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let word = part.filter { !$0.isWhitespace }
      let relation = Relation.allCases.first { word.hasPrefix($0.rawValue) } ?? .equal
      let number = word.hasPrefix(relation.rawValue) ? word.dropFirst(relation.rawValue.count) : word[...]
      guard let version = Self.numbers(String(number)) else { return nil }
      bounds.append(Bound(relation: relation, version: version))
    }
    self.bounds = bounds
  }

  /// Whether a version keeps all bounds; one that cannot be read does not.
  func contains(_ version: String) -> Bool {
    // What follows a hyphen comes before the release, and is not worth a rule of its own.
    guard let numbers = Self.numbers(String(version.prefix { $0 != "-" && $0 != "+" })) else { return false }
    return bounds.allSatisfy { bound in
      let order = Self.compare(numbers, bound.version)
      switch bound.relation {
      case .atLeast: return order >= 0
      case .atMost: return order <= 0
      case .above: return order > 0
      case .below: return order < 0
      // `9` means all of 9.
      case .equal: return Self.compare(Array(numbers.prefix(bound.version.count)), bound.version) == 0
      }
    }
  }

  private static func numbers(_ text: String) -> [Int]? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
    let numbers = parts.compactMap { $0 }
    return numbers.count == parts.count && numbers.allSatisfy { $0 >= 0 } ? numbers : nil
  }

  private static func compare(_ left: [Int], _ right: [Int]) -> Int {
    for index in 0..<max(left.count, right.count) {
      let own = index < left.count ? left[index] : 0
      let other = index < right.count ? right[index] : 0
      if own != other { return own < other ? -1 : 1 }
    }
    return 0
  }

  /// The bounds at a key; `nil` where there are none, or they cannot be read, which is told.
  init?(reading key: String, _ reader: inout PolicyReader) {
    guard let text = reader.text(key) else { return nil }
    guard let range = VersionRange(text) else {
      reader.refuse(key, "`\(text)` is not a range of versions", help: "write it as >= 9.24, < 10")
      return nil
    }
    self = range
  }
}
