internal import Documents

/// All terms of one comparison, each kept once, so that equal ones cost nothing to compare.
struct TermTable {
  private(set) var terms: [Term] = []
  private var index = TermIndex()
  /// Of each term its negation, once that is known; −1 before.
  private var negations: [Int32] = []
  /// The differences that were asked for.
  var differences: [TermPair: TermID] = [:]

  init() {
    for term in [Term.never, .always] { _ = id(of: term) }
    note(.never, .always)
  }

  subscript(id: TermID) -> Term { terms[Int(id.place)] }

  var count: Int { terms.count }

  /// The number of a term that is in its simplest form.
  mutating func id(of term: Term) -> TermID {
    let hash = term.quickHash
    if let known = index.find(hash, where: { terms[Int($0)] == term }) { return TermID(place: known) }
    let id = TermID(place: Int32(terms.count))
    terms.append(term)
    negations.append(-1)
    index.insert(id.place, hash)
    return id
  }

  func knownNegation(of id: TermID) -> TermID? {
    let known = negations[Int(id.place)]
    return known < 0 ? nil : TermID(place: known)
  }

  /// Remembers that two terms are the negations of one another.
  mutating func note(_ term: TermID, _ opposite: TermID) {
    negations[Int(term.place)] = opposite.place
    negations[Int(opposite.place)] = term.place
  }

  /// Why something is known by name alone, in lower case; nil when nothing is.
  var unknownReason: String? {
    for case .unknown(let condition, _) in terms {
      switch condition {
      case .format(let name): return "the format \(Node.string(name).json()) is not looked into"
      case .other(let reason): return reason
      }
    }
    return nil
  }

  // MARK: Combinations

  mutating func kinds(_ kinds: ValueKinds) -> TermID {
    if kinds.isEmpty { return .never }
    return kinds == .any ? .always : id(of: .kinds(kinds))
  }

  mutating func all(_ parts: [TermID]) -> TermID { combination(parts, isAll: true) }

  mutating func any(_ parts: [TermID]) -> TermID { combination(parts, isAll: false) }

  /// All or any of some terms: flat, sorted, each once, their kinds together in one; never with a term's opposite.
  private mutating func combination(_ parts: [TermID], isAll: Bool) -> TermID {
    let (neutral, decisive) = isAll ? (TermID.always, TermID.never) : (.never, .always)
    var flat: [TermID] = []
    flat.reserveCapacity(parts.count)
    var kinds: ValueKinds = isAll ? .any : []
    func add(_ part: TermID, _ flat: inout [TermID], _ kinds: inout ValueKinds) {
      guard case .kinds(let some) = self[part] else { return flat.append(part) }
      if isAll { kinds.formIntersection(some) } else { kinds.formUnion(some) }
    }
    for part in parts where part != neutral {
      if part == decisive { return decisive }
      switch self[part] {
      case .all(let inner) where isAll: for part in inner { add(part, &flat, &kinds) }
      case .any(let inner) where !isAll: for part in inner { add(part, &flat, &kinds) }
      default: add(part, &flat, &kinds)
      }
    }
    let kind = self.kinds(kinds)
    if kind == decisive { return decisive }
    if kind != neutral { flat.append(kind) }
    if flat.count > 1 {
      flat.sort()
      Self.removeRepeated(&flat)
      for part in flat { if let opposite = knownNegation(of: part), flat.holds(opposite) { return decisive } }
      mergeValues(&flat, isAll: isAll)
    }
    if flat.count < 2 { return flat.first ?? neutral }
    return id(of: isAll ? .all(flat) : .any(flat))
  }

  private static func removeRepeated(_ sorted: inout [TermID]) {
    var end = 1
    for place in 1..<sorted.count where sorted[place] != sorted[end - 1] {
      sorted[end] = sorted[place]
      end += 1
    }
    sorted.removeLast(sorted.count - end)
  }

  /// Puts single values together: "1, or 2" is "1 or 2", and so is "neither 1 nor 2".
  private mutating func mergeValues(_ flat: inout [TermID], isAll: Bool) {
    var texts: Set<Text> = []
    var numbers: Set<Number> = []
    var merged: [TermID] = []
    for part in flat {
      switch (self[part], isAll) {
      case (.string(.among(let some)), false), (.string(.notAmong(let some)), true): texts.formUnion(some)
      case (.number(.among(let some)), false), (.number(.notAmong(let some)), true): numbers.formUnion(some)
      default: continue
      }
      merged.append(part)
    }
    guard merged.count > 1 else { return }
    flat.removeAll { merged.contains($0) }
    if !texts.isEmpty {
      let values = texts.sorted()
      flat.append(id(of: .string(isAll ? .notAmong(values) : .among(values))))
    }
    if !numbers.isEmpty {
      let values = numbers.sorted()
      flat.append(id(of: .number(isAll ? .notAmong(values) : .among(values))))
    }
    flat.sort()
  }

  /// What is in the set whenever the value is of one of the kinds.
  mutating func whenever(_ kinds: ValueKinds, _ term: TermID) -> TermID {
    any([self.kinds(.any.subtracting(kinds)), term])
  }

  mutating func number(_ assertion: NumberAssertion) -> TermID { id(of: .number(assertion)) }
  mutating func string(_ assertion: StringAssertion) -> TermID { id(of: .string(assertion)) }
  mutating func array(_ assertion: ArrayAssertion) -> TermID { id(of: .array(assertion)) }
  mutating func object(_ assertion: ObjectAssertion) -> TermID { id(of: .object(assertion)) }

  /// Exactly one of some: any, where they have nothing in common.
  ///
  /// Else of one half exactly one and of the other none, or the other way round.
  mutating func one(of parts: [TermID]) -> TermID {
    guard parts.count > 1 else { return parts.first ?? .never }
    return areDisjoint(parts) ? any(parts) : exactlyOne(of: parts)
  }

  private mutating func exactlyOne(of parts: [TermID]) -> TermID {
    guard parts.count > 1 else { return parts.first ?? .never }
    let middle = parts.count / 2
    let (left, right) = (Array(parts[..<middle]), Array(parts[middle...]))
    let inLeft = all([exactlyOne(of: left)] + negations(of: right))
    let inRight = all([exactlyOne(of: right)] + negations(of: left))
    return any([inLeft, inRight])
  }
}
