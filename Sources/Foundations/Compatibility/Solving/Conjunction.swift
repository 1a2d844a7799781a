internal import Documents

/// Conditions that all have to hold of a value of one kind.
struct Conjunction {
  /// Assertions, and conditions that are known by name alone.
  var assertions: [TermID] = []
  /// Terms of alternatives.
  var choices: [TermID] = []
  /// All terms that were added, those with parts included.
  var added = TermSet()
}

extension Prover {
  /// Adds a condition that was specialised to the kind; answers false when it contradicts another.
  mutating func add(_ term: TermID, to conjunction: inout Conjunction, _ kind: ValueKinds) throws(GivenUp) -> Bool {
    if term == .always || conjunction.added.contains(term) { return true }
    if term == .never { return false }
    try spend()
    let opposite = try specialised(table.negation(of: term), kind)
    if conjunction.added.contains(opposite) { return false }
    conjunction.added.insert(term)
    switch table[term] {
    case .all(let parts):
      for part in parts where try !add(part, to: &conjunction, kind) { return false }
    case .any: conjunction.choices.append(term)
    default: conjunction.assertions.append(term)
    }
    return true
  }

  /// Finds a value for which all conditions hold: first one for the assertions, then the choices that it fails.
  mutating func search(_ conjunction: inout Conjunction, _ kind: ValueKinds) throws(GivenUp) -> Outcome {
    try descend()
    defer { depth += 1 }
    // Where there are very many choices, a value for the assertions leaves few of them to be looked at.
    if conjunction.choices.count <= Self.fewChoices { guard try propagate(&conjunction, kind) else { return .empty } }
    let outcome = try value(for: conjunction.assertions, kind)
    let failed: Int
    switch outcome {
    case .empty: return .empty
    case .inhabited(let example):
      guard let first = try failedChoice(of: conjunction, example) else { return outcome }
      failed = first
    case .unknown:
      guard !conjunction.choices.isEmpty else { return outcome }
      failed = 0
    }
    guard case .any(let parts) = table[conjunction.choices[failed]] else { return outcome }
    conjunction.choices.remove(at: failed)
    var alternatives = Alternatives()
    for part in parts {
      try spend(4 + conjunction.assertions.count)
      var next = conjunction
      guard try add(part, to: &next, kind) else { continue }
      if let found = alternatives.add(try search(&next, kind)) { return .inhabited(found) }
    }
    return alternatives.outcome
  }

  private static let fewChoices = 100

  /// The place of the first choice of which no alternative holds for a value; of those the one with the fewest.
  private mutating func failedChoice(of conjunction: Conjunction, _ example: Example) throws(GivenUp) -> Int? {
    var best: Int?
    var fewest = Int.max
    for (place, choice) in conjunction.choices.enumerated() {
      guard case .any(let parts) = table[choice], parts.count < fewest else { continue }
      if try holds(choice, example) == false {
        best = place
        fewest = parts.count
      }
    }
    return best
  }

  /// Drops alternatives that contradict what is there, until nothing changes; answers false for a contradiction.
  private mutating func propagate(_ conjunction: inout Conjunction, _ kind: ValueKinds) throws(GivenUp) -> Bool {
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      let choices = conjunction.choices
      conjunction.choices = []
      for choice in choices {
        guard case .any(let parts) = table[choice] else { continue }
        var left: [TermID] = []
        var isSettled = false
        for part in parts {
          try spend()
          if conjunction.added.contains(part) {
            isSettled = true
            break
          }
          if try !conjunction.added.contains(specialised(table.negation(of: part), kind)) { left.append(part) }
        }
        if isSettled { continue }
        if left.isEmpty { return false }
        if left.count == parts.count {
          conjunction.choices.append(choice)
          continue
        }
        hasChanged = true
        if left.count == 1 {
          guard try add(left[0], to: &conjunction, kind) else { return false }
        } else {
          conjunction.choices.append(table.any(left))
        }
      }
    }
    return true
  }

  /// A value of a kind for which assertions hold.
  private mutating func value(for assertions: [TermID], _ kind: ValueKinds) throws(GivenUp) -> Outcome {
    switch kind {
    case .null: return .inhabited(.scalar(.null))
    case .true: return .inhabited(.scalar(true))
    case .false: return .inhabited(.scalar(false))
    case .string: return try stringValue(for: assertions)
    case .array: return try arrayValue(for: assertions)
    case .object: return try objectValue(for: assertions)
    default: return try numberValue(for: assertions, kind)
    }
  }
}
