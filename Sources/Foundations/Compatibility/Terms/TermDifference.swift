/// Two terms in order.
struct TermPair: Hashable {
  var first: TermID
  var second: TermID
}

/// What is in one set and not in another.
extension TermTable {
  /// The values of one set that are not in the other, as a term that leaves out what both ask for.
  ///
  /// Where the first set says of some members or items what they are, and the second says it otherwise, only values in
  /// the difference of these two can be what is not in the second: so what stayed as it was is never looked at.
  mutating func difference(_ sent: TermID, _ accepted: TermID) -> TermID {
    if sent == accepted || sent == .never || accepted == .always { return .never }
    if accepted == .never { return sent }
    let pair = TermPair(first: sent, second: accepted)
    if let known = differences[pair] { return known }
    let difference = union(of: sent, without: accepted) ?? conjunction(of: sent, without: accepted)
    differences[pair] = difference
    return difference
  }

  /// Of each alternative what is in none of the others that it has anything in common with; nil for no two unions.
  private mutating func union(of sent: TermID, without accepted: TermID) -> TermID? {
    guard let mine = alternatives(of: sent), let theirs = alternatives(of: accepted) else { return nil }
    let left = mine.filter { !theirs.holds($0) }
    let branches = TaggedBranches(theirs, in: self)
    guard branches.name != nil || left.count * theirs.count <= Self.mostPairs else { return nil }
    var ways: [TermID] = []
    for part in left {
      let near = branches.near(to: profile(of: part), in: self)
      ways.append(near.isEmpty ? part : difference(part, any(near)))
    }
    return any(ways)
  }

  private static let mostPairs = 200_000

  /// The alternatives of a union; nil for what only leaves out other kinds of values, and for all else.
  private func alternatives(of id: TermID) -> [TermID]? {
    guard case .any(let parts) = self[id] else { return nil }
    if parts.count == 2, case .kinds = self[parts[0]] { return nil }
    if parts.count == 2, case .kinds = self[parts[1]] { return nil }
    return parts
  }

  private mutating func conjunction(of sent: TermID, without accepted: TermID) -> TermID {
    let given = parts(ofAll: sent)
    var inner: [InnerPlace: [TermID]] = [:]
    var unions: [TermID] = []
    for part in given {
      if let every = every(in: part) { inner[every.place, default: []].append(every.value) }
      if alternatives(of: part) != nil { unions.append(part) }
    }
    var ways: [TermID] = []
    for asked in parts(ofAll: accepted) where !given.holds(asked) {
      if let every = every(in: asked), let sent = inner[every.place] {
        ways.append(some(every.place, difference(all(sent), every.value)))
      } else if unions.count == 1, unions[0] != sent || asked != accepted, alternatives(of: asked) != nil {
        ways.append(difference(unions[0], asked))
      } else {
        ways.append(negation(of: asked))
      }
    }
    return all([sent, any(ways)])
  }

  /// The parts that all have to hold, in order.
  private func parts(ofAll id: TermID) -> [TermID] {
    if case .all(let parts) = self[id] { return parts }
    return [id]
  }

  private mutating func some(_ place: InnerPlace, _ value: TermID) -> TermID {
    if value == .never { return .never }
    switch place {
    case .names(let name): return object(.some(name: name, value: value))
    case .items(let places): return array(.some(places, value))
    }
  }

  private enum InnerPlace: Hashable {
    case names(TermID)
    case items(Places)
  }

  /// What a term says of members or items, if it says that alone, and of no other kind of values.
  private func every(in id: TermID) -> (place: InnerPlace, value: TermID)? {
    guard case .any(let parts) = self[id], parts.count == 2 else { return nil }
    for (one, other) in [(parts[0], parts[1]), (parts[1], parts[0])] {
      guard case .kinds(let kinds) = self[one] else { continue }
      switch self[other] {
      case .object(.every(let name, let value)) where kinds == .any.subtracting(.object):
        return (.names(name), value)
      case .array(.every(let places, let value)) where kinds == .any.subtracting(.array):
        return (.items(places), value)
      default: return nil
      }
    }
    return nil
  }
}
