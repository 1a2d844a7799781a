internal import Documents
internal import JSONSchema

/// Asks whether values are in sets.
extension Prover {
  /// Whether a value is in a set; nil when it is not found out.
  mutating func holds(_ term: TermID, _ example: Example) throws(GivenUp) -> Bool? {
    try spend()
    try descend()
    defer { depth += 1 }
    switch table[term] {
    case .never: return false
    case .always: return true
    case .kinds(let kinds): return kinds.contains(example.kinds)
    case .all(let parts):
      var result: Bool? = true
      for part in parts {
        switch try holds(part, example) {
        case false?: return false
        case nil: result = nil
        case true?: continue
        }
      }
      return result
    case .any(let parts):
      var result: Bool? = false
      for part in parts {
        switch try holds(part, example) {
        case true?: return true
        case nil: result = nil
        case false?: continue
        }
      }
      return result
    case .definition(let number):
      guard let term = definitions[Int(number)] else { return nil }
      return try holds(term, example)
    case .outsideDefinition(let number):
      guard let term = definitions[Int(number)] else { return nil }
      return try holds(term, example).map { !$0 }
    case .number(let assertion):
      guard case .scalar(let node) = example, let number = node.number else { return false }
      return holds(assertion, number)
    case .string(let assertion):
      guard case .scalar(let node) = example, let text = node.string else { return false }
      return holds(assertion, Text(text))
    case .array(let assertion):
      guard case .array(let runs) = example else { return false }
      return try holds(assertion, runs)
    case .object(let assertion):
      guard case .object(let members) = example else { return false }
      return try holds(assertion, members)
    case .unknown(.format(let name), let isHeld):
      guard case .scalar(let node) = example, let text = node.string else { return false }
      return FormatText.accepts(text, format: name).map { $0 == isHeld }
    case .unknown: return nil
    }
  }

  /// Whether a name is in a set; nil when it is not found out.
  mutating func holds(_ term: TermID, _ name: Text) throws(GivenUp) -> Bool? {
    switch table[term] {
    case .never: return false
    case .always: return true
    case .kinds(let kinds): return kinds.contains(.string)
    case .string(let assertion): return holds(assertion, name)
    default: return try holds(term, .scalar(.string(name.string)))
    }
  }

  mutating func holds(_ assertion: NumberAssertion, _ number: Number) -> Bool? {
    switch assertion {
    case .atLeast(let bound, let isExclusive): return isExclusive ? number > bound : number >= bound
    case .atMost(let bound, let isExclusive): return isExclusive ? number < bound : number <= bound
    case .multiple(let divisor): return number.isMultiple(of: divisor, steps: &steps)
    case .noMultiple(let divisor): return number.isMultiple(of: divisor, steps: &steps).map { !$0 }
    case .among(let values): return values.holds(number)
    case .notAmong(let values): return !values.holds(number)
    }
  }

  mutating func holds(_ assertion: StringAssertion, _ text: Text) -> Bool? {
    switch assertion {
    case .atLeast(let count): return text.count >= count
    case .atMost(let count): return text.count <= count
    case .matches(let pattern): return patterns.matches(pattern, text)
    case .matchesNot(let pattern): return patterns.matches(pattern, text).map { !$0 }
    case .among(let values): return values.holds(text)
    case .notAmong(let values): return !values.holds(text)
    }
  }

  private mutating func holds(_ assertion: ArrayAssertion, _ runs: [Example.Run]) throws(GivenUp) -> Bool? {
    let count = runs.reduce(0) { $0 + $1.count }
    switch assertion {
    case .atLeast(let least): return count >= least
    case .atMost(let most): return count <= most
    case .every(let places, let term): return try isNone(table.negation(of: term), runs, places)
    case .some(let places, let term): return try isNone(term, runs, places).map { !$0 }
    case .countAtLeast(let wanted, let term):
      let (least, most) = try counted(term, runs)
      return least >= wanted ? true : most < wanted ? false : nil
    case .countAtMost(let wanted, let term):
      let (least, most) = try counted(term, runs)
      return most <= wanted ? true : least > wanted ? false : nil
    case .distinct: return try isDistinct(runs)
    case .repeated: return try isDistinct(runs).map { !$0 }
    }
  }

  private mutating func isDistinct(_ runs: [Example.Run]) throws(GivenUp) -> Bool? {
    if runs.contains(where: { $0.count > 1 }) { return false }
    try spend(runs.count)
    var seen: Set<Node> = []
    for run in runs {
      guard let document = run.item.document else { return nil }
      guard seen.insert(document).inserted else { return false }
    }
    return true
  }

  /// Whether no item at some places is in a set.
  private mutating func isNone(_ term: TermID, _ runs: [Example.Run], _ places: Places) throws(GivenUp) -> Bool? {
    var result: Bool? = true
    var first = 0
    for run in runs {
      defer { first += run.count }
      guard first + run.count > places.first, first <= places.last ?? Int.max else { continue }
      switch try holds(term, run.item) {
      case true?: return false
      case nil: result = nil
      case false?: continue
      }
    }
    return result
  }

  /// How many items are in a set, at least and at most.
  private mutating func counted(_ term: TermID, _ runs: [Example.Run]) throws(GivenUp) -> (Int, Int) {
    var least = 0
    var most = 0
    for run in runs {
      let result = try holds(term, run.item)
      if result == true { least += run.count }
      if result != false { most += run.count }
    }
    return (least, most)
  }

  private mutating func holds(
    _ assertion: ObjectAssertion, _ members: [(name: Text, value: Example)]
  ) throws(GivenUp) -> Bool? {
    switch assertion {
    case .atLeast(let count): return members.count >= count
    case .atMost(let count): return members.count <= count
    case .every(let name, let value): return try isNone(name, table.negation(of: value), members)
    case .some(let name, let value): return try isNone(name, value, members).map { !$0 }
    }
  }

  /// Whether no member has both a name and a value of some sets.
  private mutating func isNone(
    _ name: TermID, _ value: TermID, _ members: [(name: Text, value: Example)]
  ) throws(GivenUp) -> Bool? {
    var result: Bool? = true
    for member in members {
      let isNamed = try holds(name, member.name)
      if isNamed == false { continue }
      let isValued = try holds(value, member.value)
      if isValued == false { continue }
      if isNamed == true, isValued == true { return false }
      result = nil
    }
    return result
  }
}
