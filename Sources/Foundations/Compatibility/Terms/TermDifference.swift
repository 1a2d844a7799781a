/// What is in one set and not in another.
extension TermTable {
  /// The values of one set that are not in the other, as a term that leaves out what both ask for.
  ///
  /// Where the first set says of some members or items what they are, and the second says it otherwise, only values in
  /// the difference of these two can be what is not in the second: so what stayed as it was is never looked at.
  mutating func difference(_ sent: TermID, _ accepted: TermID) -> TermID {
    if sent == accepted || sent == .never || accepted == .always { return .never }
    if accepted == .never { return sent }
    let given = parts(ofAll: sent)
    var inner: [InnerPlace: [TermID]] = [:]
    for part in given { if let every = every(in: part) { inner[every.place, default: []].append(every.value) } }
    var ways: [TermID] = []
    for asked in parts(ofAll: accepted) where !given.holds(asked) {
      if let every = every(in: asked), let sent = inner[every.place] {
        ways.append(some(every.place, difference(all(sent), every.value)))
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
