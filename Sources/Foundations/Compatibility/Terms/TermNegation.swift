internal import Documents

/// What is not in a set, as a term whose negations stand at its leaves.
extension TermTable {
  mutating func negations(of ids: [TermID]) -> [TermID] {
    var found: [TermID] = []
    for id in ids { found.append(negation(of: id)) }
    return found
  }

  /// All values that are not in the set.
  mutating func negation(of id: TermID) -> TermID {
    if let known = knownNegation(of: id) { return known }
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
    note(id, opposite)
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
