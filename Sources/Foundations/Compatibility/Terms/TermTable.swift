internal import Documents

/// All terms of one comparison, each kept once, so that equal ones cost nothing to compare.
struct TermTable {
  private(set) var terms: [Term] = [.never, .always]
  private var places: [Term: TermID] = [.never: .never, .always: .always]
  private var negations: [TermID: TermID] = [.never: .always, .always: .never]

  subscript(id: TermID) -> Term { terms[Int(id.place)] }

  var count: Int { terms.count }

  /// The number of a term that is in its simplest form.
  mutating func id(of term: Term) -> TermID {
    if let known = places[term] { return known }
    let id = TermID(place: Int32(terms.count))
    terms.append(term)
    places[term] = id
    return id
  }

  // MARK: Combinations

  mutating func kinds(_ kinds: ValueKinds) -> TermID {
    if kinds.isEmpty { return .never }
    return kinds == .any ? .always : id(of: .kinds(kinds))
  }

  mutating func all(_ parts: [TermID]) -> TermID {
    var flat: Set<TermID> = []
    var kinds = ValueKinds.any
    for part in parts {
      switch self[part] {
      case .never: return .never
      case .always: continue
      case .kinds(let some): kinds.formIntersection(some)
      case .all(let inner):
        for part in inner {
          if case .kinds(let some) = self[part] { kinds.formIntersection(some) } else { flat.insert(part) }
        }
      default: flat.insert(part)
      }
    }
    for part in flat { if let opposite = negations[part], flat.contains(opposite) { return .never } }
    let kind = self.kinds(kinds)
    if kind == .never { return .never }
    if kind != .always { flat.insert(kind) }
    if flat.count < 2 { return flat.first ?? .always }
    return id(of: .all(flat.sorted()))
  }

  mutating func any(_ parts: [TermID]) -> TermID {
    var flat: Set<TermID> = []
    var kinds: ValueKinds = []
    for part in parts {
      switch self[part] {
      case .always: return .always
      case .never: continue
      case .kinds(let some): kinds.formUnion(some)
      case .any(let inner):
        for part in inner {
          if case .kinds(let some) = self[part] { kinds.formUnion(some) } else { flat.insert(part) }
        }
      default: flat.insert(part)
      }
    }
    for part in flat { if let opposite = negations[part], flat.contains(opposite) { return .always } }
    let kind = self.kinds(kinds)
    if kind == .always { return .always }
    if kind != .never { flat.insert(kind) }
    if flat.count < 2 { return flat.first ?? .never }
    return id(of: .any(flat.sorted()))
  }

  /// What is in the set whenever the value is of one of the kinds.
  mutating func whenever(_ kinds: ValueKinds, _ term: TermID) -> TermID {
    any([self.kinds(.any.subtracting(kinds)), term])
  }

  mutating func number(_ assertion: NumberAssertion) -> TermID { id(of: .number(assertion)) }
  mutating func string(_ assertion: StringAssertion) -> TermID { id(of: .string(assertion)) }
  mutating func array(_ assertion: ArrayAssertion) -> TermID { id(of: .array(assertion)) }
  mutating func object(_ assertion: ObjectAssertion) -> TermID { id(of: .object(assertion)) }

  /// Exactly one of some: of one half exactly one and of the other none, or the other way round.
  mutating func one(of parts: [TermID]) -> TermID {
    guard parts.count > 1 else { return parts.first ?? .never }
    let middle = parts.count / 2
    let (left, right) = (Array(parts[..<middle]), Array(parts[middle...]))
    let inLeft = all([one(of: left)] + negations(of: right))
    let inRight = all([one(of: right)] + negations(of: left))
    return any([inLeft, inRight])
  }

  // MARK: Negation

  func knownNegation(of id: TermID) -> TermID? { negations[id] }

  mutating func negations(of ids: [TermID]) -> [TermID] {
    var found: [TermID] = []
    for id in ids { found.append(negation(of: id)) }
    return found
  }

  /// All values that are not in the set.
  mutating func negation(of id: TermID) -> TermID {
    if let known = negations[id] { return known }
    let opposite: TermID
    switch self[id] {
    case .never: opposite = .always
    case .always: opposite = .never
    case .kinds(let kinds): opposite = self.kinds(.any.subtracting(kinds))
    case .all(let parts): opposite = any(negations(of: parts))
    case .any(let parts): opposite = all(negations(of: parts))
    case .definition(let number): opposite = self.id(of: .outsideDefinition(number))
    case .outsideDefinition(let number): opposite = self.id(of: .definition(number))
    case .unknown(let condition, let isHeld): opposite = self.id(of: .unknown(condition, isHeld: !isHeld))
    case .number(let assertion): opposite = whenever(.number, dual(of: assertion))
    case .string(let assertion): opposite = whenever(.string, dual(of: assertion))
    case .array(let assertion): opposite = whenever(.array, dual(of: assertion))
    case .object(let assertion): opposite = whenever(.object, dual(of: assertion))
    }
    negations[id] = opposite
    negations[opposite] = id
    return opposite
  }

  private mutating func dual(of assertion: NumberAssertion) -> TermID {
    switch assertion {
    case .atLeast(let bound, let isExclusive): number(.atMost(bound, isExclusive: !isExclusive))
    case .atMost(let bound, let isExclusive): number(.atLeast(bound, isExclusive: !isExclusive))
    case .multiple(let divisor): number(.noMultiple(of: divisor))
    case .noMultiple(let divisor): number(.multiple(of: divisor))
    case .among(let values): number(.notAmong(values))
    case .notAmong(let values): number(.among(values))
    }
  }

  private mutating func dual(of assertion: StringAssertion) -> TermID {
    switch assertion {
    case .atLeast(let count): count == 0 ? .never : string(.atMost(count - 1))
    case .atMost(let count): string(.atLeast(count + 1))
    case .matches(let pattern): string(.matchesNot(pattern))
    case .matchesNot(let pattern): string(.matches(pattern))
    case .among(let values): string(.notAmong(values))
    case .notAmong(let values): string(.among(values))
    }
  }

  private mutating func dual(of assertion: ArrayAssertion) -> TermID {
    switch assertion {
    case .atLeast(let count): count == 0 ? .never : array(.atMost(count - 1))
    case .atMost(let count): array(.atLeast(count + 1))
    case .every(let places, let term): array(.some(places, negation(of: term)))
    case .some(let places, let term): array(.every(places, negation(of: term)))
    case .countAtLeast(let count, let term): count == 0 ? .never : array(.countAtMost(count - 1, term))
    case .countAtMost(let count, let term): array(.countAtLeast(count + 1, term))
    case .distinct: array(.repeated)
    case .repeated: array(.distinct)
    }
  }

  private mutating func dual(of assertion: ObjectAssertion) -> TermID {
    switch assertion {
    case .atLeast(let count): count == 0 ? .never : object(.atMost(count - 1))
    case .atMost(let count): object(.atLeast(count + 1))
    case .every(let name, let value): object(.some(name: name, value: negation(of: value)))
    case .some(let name, let value): object(.every(name: name, value: negation(of: value)))
    }
  }
}
