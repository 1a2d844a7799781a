internal import Documents
internal import JSONSchema

/// What assertions ask of a string.
private struct StringDemand {
  var least = 0
  var most = Int.max
  var patterns: Set<Text> = []
  var excludedPatterns: Set<Text> = []
  var values: Set<Text>?
  var excluded: Set<Text> = []
  /// The formats that the string is of, and those that it is not of.
  var formats: Set<String> = []
  var excludedFormats: Set<String> = []

  mutating func add(_ assertion: StringAssertion) {
    switch assertion {
    case .atLeast(let count): least = max(least, count)
    case .atMost(let count): most = min(most, count)
    case .matches(let pattern): patterns.insert(pattern)
    case .matchesNot(let pattern): excludedPatterns.insert(pattern)
    case .among(let some): values = values.map { $0.intersection(some) } ?? Set(some)
    case .notAmong(let some): excluded.formUnion(some)
    }
  }
}

/// Strings: lengths, regular languages and single values.
extension Prover {
  mutating func stringValue(for assertions: [TermID]) throws(GivenUp) -> Outcome {
    var demand = StringDemand()
    for term in assertions {
      switch table[term] {
      case .string(let assertion): demand.add(assertion)
      case .unknown(.format(let name), let isHeld):
        if isHeld { demand.formats.insert(name) } else { demand.excludedFormats.insert(name) }
      default: continue
      }
    }
    if demand.least > demand.most || !demand.patterns.isDisjoint(with: demand.excludedPatterns)
      || !demand.formats.isDisjoint(with: demand.excludedFormats)
    {
      return .empty
    }
    if let values = demand.values { return try first(of: values.sorted(), for: demand) }
    guard !demand.formats.isEmpty || !demand.excludedFormats.isEmpty else { return try value(for: demand) }
    return try formatted(demand)
  }

  /// A text of some formats and not of others.
  ///
  /// A known text is the best example. Then the languages that enclose the formats are searched: none in them is none at
  /// all; what is found there is one only if the validator says so.
  private mutating func formatted(_ demand: StringDemand) throws(GivenUp) -> Outcome {
    for format in demand.formats
    where demand.excludedFormats.contains(where: { FormatLanguage.isKnown(format, within: $0) }) {
      return .empty
    }
    // Where no format is asked for, most texts are of none.
    if demand.formats.isEmpty {
      let plain = try value(for: demand)
      if case .inhabited(.scalar(let text)) = plain, accepts(demand, Text(text.string ?? "")) == true { return plain }
    }
    for text in FormatExamples.texts {
      try spend()
      if accepts(demand, Text(text)) == true { return .inhabited(.scalar(.string(text))) }
    }
    var enclosing = demand
    for format in demand.formats {
      guard let language = FormatLanguage.of(format) else { continue }
      enclosing.patterns.insert(language.containing)
      enclosing.most = min(enclosing.most, language.longest)
    }
    for format in demand.excludedFormats {
      if let contained = FormatLanguage.of(format)?.contained { enclosing.excludedPatterns.insert(contained) }
    }
    if enclosing.least > enclosing.most || !enclosing.patterns.isDisjoint(with: enclosing.excludedPatterns) {
      return .empty
    }
    let outcome = try value(for: enclosing)
    guard case .inhabited(.scalar(let text)) = outcome, accepts(demand, Text(text.string ?? "")) != true else {
      return outcome
    }
    let names = demand.formats.union(demand.excludedFormats).sorted().joined(separator: ", ")
    return .unknown("texts of the format \(names) are known by an approximation alone")
  }

  /// A text by all but the formats.
  private mutating func value(for demand: StringDemand) throws(GivenUp) -> Outcome {
    guard demand.patterns.isEmpty, demand.excludedPatterns.isEmpty else { return try matching(demand) }
    return try anyText(demand)
  }

  private mutating func first(of values: [Text], for demand: StringDemand) throws(GivenUp) -> Outcome {
    var isUncertain = false
    for value in values {
      try spend()
      switch accepts(demand, value) {
      case true?: return .inhabited(.scalar(.string(value.string)))
      case nil: isUncertain = true
      case false?: continue
      }
    }
    return isUncertain ? .unknown("a pattern takes too long on a value") : .empty
  }

  private mutating func accepts(_ demand: StringDemand, _ text: Text) -> Bool? {
    if demand.excluded.contains(text) || text.count < demand.least || text.count > demand.most { return false }
    if !demand.formats.allSatisfy({ FormatText.accepts(text.string, format: $0) ?? true }) { return false }
    if demand.excludedFormats.contains(where: { FormatText.accepts(text.string, format: $0) ?? true }) { return false }
    var result: Bool? = true
    for (some, isWanted) in [(demand.patterns, true), (demand.excludedPatterns, false)] {
      for pattern in some {
        guard let matches = patterns.matches(pattern, text) else {
          result = nil
          continue
        }
        if matches != isWanted { return false }
      }
    }
    return result
  }

  /// A text where no pattern counts.
  private mutating func anyText(_ demand: StringDemand) throws(GivenUp) -> Outcome {
    if demand.most == 0 { return demand.excluded.contains(Text("")) ? .empty : .inhabited(.scalar("")) }
    let length = max(demand.least, 1)
    guard length <= 100_000 else { return .unknown("a string of \(length) characters is needed") }
    try spend(length / 16)
    // There are far more texts of one character than a schema can exclude; longer ones differ in the last.
    let prefix = String(repeating: "a", count: length - 1)
    for range in [0x61...0x7A, 0x30...0x39, 0x41...0x5A, 0xA1...0xD7FF] as [ClosedRange<UInt32>] {
      for codePoint in range {
        guard let scalar = Unicode.Scalar(codePoint) else { continue }
        try spend()
        let text = Text(prefix + String(Character(scalar)))
        if !demand.excluded.contains(text) { return .inhabited(.scalar(.string(text.string))) }
      }
    }
    return .unknown("too many strings are excluded")
  }

  /// A text of the languages of patterns.
  private mutating func matching(_ demand: StringDemand) throws(GivenUp) -> Outcome {
    var opaque: Text?
    var wanted: [Automaton] = []
    var unwanted: [Automaton] = []
    for pattern in demand.patterns.sorted() {
      if let automaton = patterns.automaton(pattern) { wanted.append(automaton) } else { opaque = opaque ?? pattern }
    }
    for pattern in demand.excludedPatterns.sorted() {
      if let automaton = patterns.automaton(pattern) { unwanted.append(automaton) } else { opaque = opaque ?? pattern }
    }
    let search = LanguageSearch(
      wanted: wanted, unwanted: unwanted, lengths: demand.least...max(demand.least, demand.most),
      excluding: demand.excluded.sorted())
    guard var search else { return .unknown("a pattern looks around in too many ways at once") }
    let found: Text?
    do throws(GivenUp) {
      var own = min(steps, Self.stepsOfLanguage)
      let before = own
      defer { steps -= before - own }
      found = try search.shortest(steps: &own)
    } catch {
      return .unknown(error.reason)
    }
    guard let found else { return .empty }
    if let opaque, accepts(demand, found) != true {
      return .unknown("the language of \(Node.string(opaque.string).json()) is not looked into")
    }
    return .inhabited(.scalar(.string(found.string)))
  }

  /// How much of the steps one question about patterns may take.
  private static let stepsOfLanguage = 2_000_000
}
