internal import Documents

/// What is easily seen of the values of a set.
struct TermProfile {
  /// The kinds that its values may be of.
  var kinds = ValueKinds.any
  /// The only strings, if they are few, and the only numbers.
  var texts: [Text]?
  var numbers: [Number]?
  /// Names that its objects have.
  var required: Set<Text> = []
  /// What the values of some members are, where the members are there.
  var members: [Text: TermID] = [:]
}

/// Sets that have no value in common, as the branches of a union have that are told apart by a member.
extension TermTable {
  /// Whether it is easily seen that no value is in two of some sets.
  func areDisjoint(_ parts: [TermID]) -> Bool { areDisjoint(parts.map { profile(of: $0) }, depth: 3) }

  func areDisjoint(_ profiles: [TermProfile], depth: Int = 3) -> Bool {
    for kind in ValueKinds.each {
      let inside = profiles.filter { $0.kinds.contains(kind) }
      guard inside.count > 1 else { continue }
      switch kind {
      case .string: guard Self.areDisjoint(inside.map(\.texts)) else { return false }
      case .object: guard areTold(inside, depth: depth) else { return false }
      case _ where ValueKinds.number.contains(kind):
        guard Self.areDisjoint(inside.map(\.numbers)) else { return false }
      default: return false
      }
    }
    return true
  }

  /// Whether no value is in two of some lists, all of which are known.
  private static func areDisjoint<Value: Hashable>(_ lists: [[Value]?]) -> Bool {
    var seen: Set<Value> = []
    for list in lists {
      guard let list else { return false }
      for value in list where !seen.insert(value).inserted { return false }
    }
    return true
  }

  /// Whether objects are told apart by the values of a member that all of them, but for one, have.
  private func areTold(_ profiles: [TermProfile], depth: Int) -> Bool {
    guard depth > 0, let names = profiles.min(by: { $0.members.count < $1.members.count })?.members.keys else {
      return false
    }
    for name in names.sorted() {
      var values: [TermProfile] = []
      var missing = 0
      for profile in profiles {
        guard let value = profile.members[name] else { break }
        if !profile.required.contains(name) { missing += 1 }
        values.append(self.profile(of: value))
      }
      if values.count == profiles.count, missing < 2, areDisjoint(values, depth: depth - 1) { return true }
    }
    return false
  }

  func profile(of id: TermID) -> TermProfile {
    var profile = TermProfile()
    switch self[id] {
    case .never: profile.kinds = []
    case .kinds(let kinds): profile.kinds = kinds
    case .all(let parts): for part in parts { profile.narrow(self.profile(of: part)) }
    case .any(let parts): profile = union(parts)
    case .string(let assertion):
      profile.kinds = .string
      if case .among(let values) = assertion { profile.texts = values }
    case .number(let assertion):
      profile.kinds = .number
      if case .among(let values) = assertion { profile.numbers = values }
    case .array: profile.kinds = .array
    case .object(let assertion):
      profile.kinds = .object
      note(assertion, in: &profile)
    case .always, .definition, .outsideDefinition, .unknown: break
    }
    return profile
  }

  private func note(_ assertion: ObjectAssertion, in profile: inout TermProfile) {
    switch assertion {
    case .some(let name, let value):
      guard let name = singleName(name) else { return }
      profile.required.insert(name)
      profile.members[name] = value
    case .every(let name, let value): if let name = singleName(name) { profile.members[name] = value }
    case .atLeast, .atMost: return
    }
  }

  private func singleName(_ id: TermID) -> Text? {
    guard case .string(.among(let names)) = self[id], names.count == 1 else { return nil }
    return names[0]
  }

  /// Of each kind of values, what the only part says that has such values.
  private func union(_ parts: [TermID]) -> TermProfile {
    var union = TermProfile(kinds: [])
    var seen: ValueKinds = []
    for part in parts {
      let profile = profile(of: part)
      for kind in [ValueKinds.string, .number, .object] where !profile.kinds.isDisjoint(with: kind) {
        let isOnly = seen.isDisjoint(with: kind)
        switch kind {
        case .string: union.texts = isOnly ? profile.texts : nil
        case .number: union.numbers = isOnly ? profile.numbers : nil
        default:
          union.required = isOnly ? profile.required : []
          union.members = isOnly ? profile.members : [:]
        }
      }
      seen.formUnion(profile.kinds)
    }
    union.kinds = seen
    return union
  }
}

extension TermProfile {
  /// Takes in what else holds.
  fileprivate mutating func narrow(_ other: TermProfile) {
    kinds.formIntersection(other.kinds)
    texts = other.texts ?? texts
    numbers = other.numbers ?? numbers
    required.formUnion(other.required)
    // Both hold; the term that was made first is often no more than that the member is there.
    members.merge(other.members) { max($0, $1) }
  }
}
