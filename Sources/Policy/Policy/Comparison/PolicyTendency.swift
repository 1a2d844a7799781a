internal import Calendars
internal import Documents

/// Which way the value of a key has to move for the policy to let more through.
package enum PolicyTendency: Sendable, Equatable {
  /// It says what is looked at or where things are: no value of it is stricter than another.
  case neutral

  /// It says what is held; with any other value that is held no more.
  case fixed

  /// Of these words each is stricter than those before it.
  case ascending([String])

  /// Words that stand for demands: one is stricter than another when it makes all demands of the other, and more.
  case demanding([String: Set<String>])

  /// True is stricter.
  case flag

  /// True lets more through.
  case trueIsWeaker

  /// A list, of which each element makes the policy stricter.
  case moreIsStricter

  /// A list, of which each element lets more through.
  case moreIsWeaker

  /// A number, a length of time, an instant or a day, the more of which lets more through.
  case greaterIsWeaker

  /// An instant, the later of which makes the policy stricter.
  case greaterIsStricter

  /// A weekday and a time, the later of which lets more through.
  case laterIsWeaker

  /// A weekday and a time, the later of which makes the policy stricter.
  case laterIsStricter
}

extension PolicyTendency {
  /// What it does to a policy that one value takes the place of another; `nil` stands for no value.
  func effect(of new: Node?, after old: Node?) -> PolicyDifference.Effect {
    switch self {
    case .neutral: .other
    case .fixed: .weaker
    case .ascending(let words): Self.effect(Self.index(of: new, in: words), Self.index(of: old, in: words))
    case .demanding(let demands):
      switch (Self.demands(of: old, demands), Self.demands(of: new, demands)) {
      case (let before, let after) where after == before: .other
      case (let before, let after) where after.isSuperset(of: before): .stricter
      default: .weaker
      }
    case .flag: Self.effect(new?.boolean == true ? 1 : 0, old?.boolean == true ? 1 : 0)
    case .trueIsWeaker: Self.effect(new?.boolean == true ? 0 : 1, old?.boolean == true ? 0 : 1)
    case .moreIsStricter: old == nil ? .stricter : new == nil ? .weaker : .other
    case .moreIsWeaker: old == nil ? .weaker : new == nil ? .stricter : .other
    case .greaterIsWeaker: Self.effect(Self.amount(of: old), Self.amount(of: new))
    case .greaterIsStricter: Self.effect(Self.amount(of: new), Self.amount(of: old))
    case .laterIsWeaker: Self.effect(0, Self.minutes(from: old, to: new))
    case .laterIsStricter: Self.effect(Self.minutes(from: old, to: new), 0)
    }
  }

  /// Whether a list of the key is compared element by element.
  var isOfElements: Bool { self == .moreIsStricter || self == .moreIsWeaker }

  /// The effect of a strictness after another.
  private static func effect(_ new: Int?, _ old: Int?) -> PolicyDifference.Effect {
    guard let new, let old, new != old else { return .other }
    return new > old ? .stricter : .weaker
  }

  private static func demands(of word: Node?, _ demands: [String: Set<String>]) -> Set<String> {
    word?.string.flatMap { demands[$0] } ?? []
  }

  private static func index(of word: Node?, in words: [String]) -> Int? {
    word?.string.flatMap(words.firstIndex)
  }

  /// A number, or the seconds of a length of time, of an instant or of a day.
  private static func amount(of value: Node?) -> Int? {
    guard let value else { return nil }
    if let number = value.number?.int { return number }
    guard let text = value.string else { return nil }
    if let instant = Instant(rfc3339: text) { return instant.secondsSince1970 }
    return CivilDate(text).map { $0.daysSince1970 * 86_400 } ?? PolicyReader.seconds(text)
  }

  /// The minutes from one weekly time to another, the shorter way around the week; negative for an earlier one.
  private static func minutes(from old: Node?, to new: Node?) -> Int? {
    guard let old = old?.string.flatMap(WeeklyTime.init), let new = new?.string.flatMap(WeeklyTime.init) else {
      return nil
    }
    let week = WeeklyTime.minutesOfWeek
    let forward = (new.minuteOfWeek - old.minuteOfWeek + week) % week
    return forward > week / 2 ? forward - week : forward
  }
}

/// The tendencies of a policy's keys.
package struct PolicyTendencies: Sendable {
  private let keys: [(names: [Substring], tendency: PolicyTendency)]

  /// Takes dotted keys; `*` stands for any one name, and a list's elements are named by what identifies them.
  package init(_ keys: [String: PolicyTendency]) {
    self.keys = keys.merging(Self.common) { $1 }.map { (Self.names(of: $0.key), $0.value) }
  }

  /// The tendency of the key at a path; `nil` where nobody has said.
  package subscript(path: [String]) -> PolicyTendency? {
    keys.first { key in
      key.names.count == path.count && zip(key.names, path).allSatisfy { $0 == "*" || $0 == $1 }
    }?.tendency
  }

  private static func names(of key: String) -> [Substring] { key.split(separator: ".") }

  /// What every policy file may say.
  private static let common: [String: PolicyTendency] = [
    "exclude": .moreIsWeaker,
    "locked": .moreIsStricter,
    "roles.*.teams": .moreIsWeaker,
    "roles.*.users": .moreIsWeaker,
    "version": .neutral,
    "rules.*": .ascending(["off", "note", "warning", "error"]),
    "waivers": .moreIsWeaker,
    "waivers.*.expires": .greaterIsWeaker,
    "waivers.*.owner": .neutral,
    "waivers.*.reason": .neutral,
  ]
}
