/// Finds values in sets, or proves that there are none.
extension Prover {
  /// A value of a set.
  ///
  /// A set that is asked for inside of itself is taken for empty there: the smallest value of a set has no value of the
  /// same set inside. What was found out with the help of such an assumption about a set further out is not kept.
  mutating func inhabitant(of term: TermID) throws(GivenUp) -> Outcome {
    if term == .never { return .empty }
    if let known = solving.outcomes[term] { return known }
    if let level = solving.open[term] {
      solving.lowestAssumption = min(solving.lowestAssumption, level)
      return .empty
    }
    try descend()
    defer { depth += 1 }
    let level = solving.open.count
    solving.open[term] = level
    let outer = solving.lowestAssumption
    solving.lowestAssumption = Int.max
    var alternatives = Alternatives()
    var found: Example?
    for kind in ValueKinds.each {
      let special = try specialised(term, kind)
      guard special != .never else { continue }
      found = alternatives.add(try inhabitant(of: special, kind))
      if found != nil { break }
    }
    let outcome = found.map { Outcome.inhabited($0) } ?? alternatives.outcome
    solving.open[term] = nil
    let inner = solving.lowestAssumption
    if found != nil || inner >= level { solving.outcomes[term] = outcome }
    solving.lowestAssumption = min(outer, found == nil && inner < level ? inner : Int.max)
    return outcome
  }

  /// A value of one kind in a set that was specialised to it.
  private mutating func inhabitant(of special: TermID, _ kind: ValueKinds) throws(GivenUp) -> Outcome {
    var conjunction = Conjunction()
    guard try add(special, to: &conjunction, kind) else { return .empty }
    return try search(&conjunction, kind)
  }

  /// What a term comes to for values of one kind: no definitions, and nothing about other kinds.
  mutating func specialised(_ term: TermID, _ kind: ValueKinds) throws(GivenUp) -> TermID {
    let place = Int(term.place) * ValueKinds.each.count + kind.place
    if place >= solving.special.count {
      let missing = table.count * ValueKinds.each.count - solving.special.count
      solving.special += repeatElement(-1, count: missing)
    }
    let known = solving.special[place]
    if known >= 0 { return TermID(place: known) }
    guard known == -1 else { throw GivenUp(reason: "a schema refers to itself without end") }
    try spend()
    let result: TermID
    switch table[term] {
    case .never, .always, .unknown: result = term
    case .kinds(let kinds): result = kinds.contains(kind) ? .always : .never
    case .number: result = ValueKinds.number.contains(kind) ? term : .never
    case .string: result = kind == .string ? term : .never
    case .array: result = kind == .array ? term : .never
    case .object: result = kind == .object ? term : .never
    case .all(let parts):
      solving.special[place] = -2
      result = table.all(try specialised(parts, kind, unless: .never))
    case .any(let parts):
      solving.special[place] = -2
      result = table.any(try specialised(parts, kind, unless: .always))
    case .definition(let number):
      solving.special[place] = -2
      result = try specialised(try definition(number), kind)
    case .outsideDefinition(let number):
      solving.special[place] = -2
      result = try specialised(table.negation(of: try definition(number)), kind)
    }
    solving.special[place] = result.place
    return result
  }

  /// The same for several, up to one that settles it for all.
  private mutating func specialised(
    _ parts: [TermID], _ kind: ValueKinds, unless decisive: TermID
  ) throws(GivenUp) -> [TermID] {
    try descend()
    defer { depth += 1 }
    var found: [TermID] = []
    for part in parts {
      let special = try specialised(part, kind)
      if special == decisive { return [decisive] }
      found.append(special)
    }
    return found
  }

  private func definition(_ number: Int32) throws(GivenUp) -> TermID {
    guard let term = definitions[Int(number)] else {
      throw GivenUp(reason: "a schema refers to itself without end")
    }
    return term
  }
}
