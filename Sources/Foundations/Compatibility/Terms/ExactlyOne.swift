/// What is in exactly one of some sets.
extension TermTable {
  /// Exactly one of some: any, where they have nothing in common.
  ///
  /// Branches that speak of objects alone have all other values in common, and no object: so of many branches each
  /// kind of values is looked at by itself.
  mutating func one(of parts: [TermID]) -> TermID {
    guard parts.count > 1 else { return parts.first ?? .never }
    if areDisjoint(parts) { return any(parts) }
    // In whatever order they stand it is the same.
    let parts = parts.sorted()
    guard parts.count > Self.fewParts else { return exactlyOne(of: parts) }
    var ways: [TermID] = []
    for kind in [ValueKinds.string, .object, .array, .number, .true, .false, .null] {
      ways.append(one(of: parts, ofKind: kind))
    }
    return any(ways)
  }

  private static let fewParts = 8

  private mutating func one(of parts: [TermID], ofKind kind: ValueKinds) -> TermID {
    let all = kinds(kind)
    var whole = 0
    var some: [TermID] = []
    for part in parts {
      switch share(of: part, in: kind) {
      case .none: continue
      case .all: whole += 1
      case .some: some.append(self.all([all, part]))
      }
    }
    if whole > 1 { return .never }
    if whole == 1 { return self.all([all] + negations(of: some)) }
    return areDisjoint(some) ? any(some) : exactlyOne(of: some)
  }

  /// How much of the values of a kind is easily seen to be in a set.
  private enum Share {
    case none
    case some
    case all
  }

  private func share(of id: TermID, in kind: ValueKinds) -> Share {
    switch self[id] {
    case .never: return .none
    case .always: return .all
    case .kinds(let kinds): return kinds.isDisjoint(with: kind) ? .none : kinds.isSuperset(of: kind) ? .all : .some
    case .all(let parts):
      let shares = parts.map { share(of: $0, in: kind) }
      return shares.contains(.none) ? .none : shares.contains(.some) ? .some : .all
    case .any(let parts):
      let shares = parts.map { share(of: $0, in: kind) }
      return shares.contains(.all) ? .all : shares.contains(.some) ? .some : .none
    case .number: return ValueKinds.number.isDisjoint(with: kind) ? .none : .some
    case .string: return kind == .string ? .some : .none
    case .array: return kind == .array ? .some : .none
    case .object: return kind == .object ? .some : .none
    case .definition, .outsideDefinition, .unknown: return .some
    }
  }

  /// Of one half exactly one and of the other none, or the other way round.
  private mutating func exactlyOne(of parts: [TermID]) -> TermID {
    guard parts.count > 1 else { return parts.first ?? .never }
    let middle = parts.count / 2
    let (left, right) = (Array(parts[..<middle]), Array(parts[middle...]))
    let inLeft = all([exactlyOne(of: left)] + negations(of: right))
    let inRight = all([exactlyOne(of: right)] + negations(of: left))
    return any([inLeft, inRight])
  }
}
