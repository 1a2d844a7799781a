internal import Documents

/// What assertions ask of an array.
private struct ArrayDemand {
  var least = 0
  var most = Int.max
  var every: [(places: Places, term: TermID)] = []
  /// Sets of items that are counted at some places.
  var counted: [Counted] = []
  var isDistinct = false
  var isRepeated = false

  struct Counted {
    var places: Places
    var term: TermID
    var least: Int
    var most: Int
  }

  mutating func add(_ assertion: ArrayAssertion) {
    let all = Places(first: 0, last: nil)
    switch assertion {
    case .atLeast(let count): least = max(least, count)
    case .atMost(let count): most = min(most, count)
    case .every(let places, let term): every.append((places, term))
    case .some(let places, let term): count(places, term, least: 1)
    case .countAtLeast(let count, let term): self.count(all, term, least: count)
    case .countAtMost(let count, let term): self.count(all, term, most: count)
    case .distinct: isDistinct = true
    case .repeated: isRepeated = true
    }
  }

  private mutating func count(_ places: Places, _ term: TermID, least: Int = 0, most: Int = .max) {
    if let known = counted.firstIndex(where: { $0.places == places && $0.term == term }) {
      counted[known].least = max(counted[known].least, least)
      counted[known].most = min(counted[known].most, most)
    } else {
      counted.append(Counted(places: places, term: term, least: least, most: most))
    }
  }

  /// The first place from which on all places are alike.
  var prefix: Int {
    var prefix = 0
    for places in every.map(\.places) + counted.map(\.places) {
      prefix = max(prefix, places.last.map { $0 + 1 } ?? places.first)
    }
    return prefix
  }
}

/// Arrays: items by place, how many are in some sets, and whether two are equal.
extension Prover {
  /// What an item may be: in the counted sets of `signs` and outside of the others.
  private struct ItemChoice {
    var signs: [Bool]
    var term: TermID
    var value: Example
  }

  mutating func arrayValue(for assertions: [TermID]) throws(GivenUp) -> Outcome {
    var demand = ArrayDemand()
    for term in assertions { if case .array(let assertion) = table[term] { demand.add(assertion) } }
    if demand.isRepeated {
      if demand.isDistinct { return .empty }
      demand.least = max(demand.least, 2)
    }
    for counted in demand.counted {
      if counted.least > counted.most { return .empty }
      let (least, isTooLarge) = counted.places.first.addingReportingOverflow(counted.least)
      if counted.least > 0, !isTooLarge { demand.least = max(demand.least, least) }
      if let last = counted.places.last, counted.least > last - counted.places.first + 1 { return .empty }
    }
    if demand.least > demand.most { return .empty }
    guard demand.counted.count <= 6 else { return .unknown("too many conditions count items of one array") }
    guard demand.prefix <= 2_000 else { return .unknown("items at places over 2000 count") }
    if demand.isRepeated { return try repeatedValue(demand) }
    return try arrayValue(demand, equal: nil)
  }

  /// What the items at a place have to be, whatever is counted.
  private mutating func item(at place: Int, _ demand: ArrayDemand) -> TermID {
    var terms: [TermID] = []
    for part in demand.every where part.places.contains(place) { terms.append(part.term) }
    return table.all(terms)
  }

  /// The choices for an item that some value fits.
  private mutating func choices(
    at place: Int, _ demand: ArrayDemand, and more: TermID, _ alternatives: inout Alternatives
  ) throws(GivenUp) -> [ItemChoice] {
    let base = table.all([item(at: place, demand), more])
    var partial: [(signs: [Bool], term: TermID)] = [([], base)]
    for counted in demand.counted {
      var next: [(signs: [Bool], term: TermID)] = []
      for (signs, term) in partial {
        guard counted.places.contains(place) else {
          next.append((signs + [false], term))
          continue
        }
        for isIn in [false, true] {
          let sign = isIn ? counted.term : table.negation(of: counted.term)
          let narrowed = table.all([term, sign])
          if narrowed != .never { next.append((signs + [isIn], narrowed)) }
        }
      }
      partial = next
    }
    var choices: [ItemChoice] = []
    for (signs, term) in partial {
      try spend()
      if let value = alternatives.add(try inhabitant(of: term)) {
        choices.append(ItemChoice(signs: signs, term: term, value: value))
      }
    }
    return choices
  }

  /// An array with two equal items: of each two places, and of each way they may be alike.
  private mutating func repeatedValue(_ demand: ArrayDemand) throws(GivenUp) -> Outcome {
    var alternatives = Alternatives()
    let last = demand.prefix + 1
    guard last <= 60 else { return .unknown("too many places can have equal items") }
    for second in 1...max(1, last) {
      for first in 0..<second {
        let both = table.all([item(at: first, demand), item(at: second, demand)])
        for choice in try choices(at: first, demand, and: both, &alternatives) {
          var other = choice.term
          for counted in demand.counted where counted.places.contains(second) {
            if try holds(counted.term, choice.value) == false {
              other = table.all([other, table.negation(of: counted.term)])
            } else {
              other = table.all([other, counted.term])
            }
          }
          var longer = demand
          longer.least = max(demand.least, second + 1)
          guard longer.least <= longer.most else { continue }
          guard let document = choice.value.document else { return .unknown("the smallest value is very large") }
          let same = table.constant(document)
          let outcome = try arrayValue(longer, equal: (first, second, same))
          if let found = alternatives.add(outcome) { return .inhabited(found) }
        }
      }
    }
    // One value stood for all that two equal items may be, which counts where something depends on it.
    if case .empty = alternatives.outcome, !demand.counted.isEmpty {
      return .unknown("two equal items are asked for among items that are counted")
    }
    return alternatives.outcome
  }

  /// An array, with one more condition for the items at two places.
  private mutating func arrayValue(
    _ demand: ArrayDemand, equal: (first: Int, second: Int, value: TermID)?
  ) throws(GivenUp) -> Outcome {
    var alternatives = Alternatives()
    let prefix = max(demand.prefix, equal.map { $0.second + 1 } ?? 0)
    var layers: [[Counting]] = [[Counting(counts: demand.counted.map { _ in 0 }, before: 0, choice: nil)]]
    var tail: [ItemChoice]?
    var tailStates: Set<[Int]> = []
    // Arrays of more items than that are found by repeating one of them.
    let least = min(demand.least, prefix + demand.counted.reduce(0) { $0 + min($1.least, 5_000) } + 2)
    while let layer = layers.last, !layer.isEmpty {
      let length = layers.count - 1
      if length >= least {
        for (place, counting) in layer.enumerated() where isEnough(counting.counts, demand) {
          return try items(layers, place, demand, alternatives, tail ?? [], layer[place].counts)
        }
      }
      if length >= demand.most { break }
      guard length < 5_000 else { return .unknown("an array of over 5000 items is needed") }
      let choices: [ItemChoice]
      if length >= prefix, let tail {
        choices = tail
      } else {
        var more = TermID.always
        if let equal, length == equal.first || length == equal.second { more = equal.value }
        choices = try self.choices(at: length, demand, and: more, &alternatives)
        if length >= prefix { tail = choices }
      }
      var seen: Set<[Int]> = []
      var next: [Counting] = []
      for (place, counting) in layer.enumerated() {
        for choice in choices {
          try spend(1 + counting.counts.count)
          guard let counts = counted(counting.counts, choice.signs, demand) else { continue }
          guard seen.insert(counts).inserted else { continue }
          if length >= max(prefix, least), !tailStates.insert(counts).inserted { continue }
          next.append(Counting(counts: counts, before: place, choice: choice))
        }
      }
      layers.append(next)
    }
    return alternatives.outcome
  }

  /// How many items of each counted set there are after some items.
  private struct Counting {
    var counts: [Int]
    var before: Int
    var choice: ItemChoice?
  }

  private func isEnough(_ counts: [Int], _ demand: ArrayDemand) -> Bool {
    for (place, counted) in demand.counted.enumerated() where counts[place] < counted.least { return false }
    return true
  }

  /// The counts after one more item; nil when that is one too many.
  ///
  /// More than is asked for counts as just enough.
  private func counted(_ counts: [Int], _ signs: [Bool], _ demand: ArrayDemand) -> [Int]? {
    var counts = counts
    for (place, counted) in demand.counted.enumerated() where signs[place] {
      counts[place] += 1
      if counts[place] > counted.most { return nil }
      if counted.most == .max { counts[place] = min(counts[place], counted.least) }
    }
    return counts
  }

  /// The array that a way through the layers stands for, with distinct items where that is asked for.
  private mutating func items(
    _ layers: [[Counting]], _ place: Int, _ demand: ArrayDemand, _ alternatives: Alternatives, _ tail: [ItemChoice],
    _ counts: [Int]
  ) throws(GivenUp) -> Outcome {
    var chosen: [(choice: ItemChoice, count: Int)] = []
    var place = place
    for layer in layers.dropFirst().reversed() {
      if let choice = layer[place].choice { chosen.append((choice, 1)) }
      place = layer[place].before
    }
    chosen.reverse()
    if demand.least > chosen.count {
      // One more of these changes nothing.
      guard let filler = tail.first(where: { counted(counts, $0.signs, demand) == counts }) else {
        return .unknown("an array of \(demand.least) items is needed, some of which are counted")
      }
      chosen.append((filler, demand.least - chosen.count))
    }
    guard demand.isDistinct else {
      return .inhabited(.array(chosen.map { Example.Run(item: $0.choice.value, count: $0.count) }))
    }
    var values: [Node] = []
    for (choice, count) in chosen {
      var terms = [choice.term]
      for value in values { terms.append(table.negation(of: table.constant(value))) }
      for _ in 0..<count {
        try spend(values.count * 4)
        switch try inhabitant(of: table.all(terms)) {
        case .inhabited(let example):
          guard let document = example.document else { return .unknown("the smallest value is very large") }
          values.append(document)
          terms.append(table.negation(of: table.constant(document)))
          guard values.count < 300 else { return .unknown("over 300 distinct items are needed") }
        case .unknown(let reason): return .unknown(reason)
        case .empty:
          // Where all items are alike, the values there are have all been used.
          let isUniform =
            demand.counted.isEmpty && demand.every.allSatisfy { $0.places == Places(first: 0, last: nil) }
          if isUniform, case .empty = alternatives.outcome { return .empty }
          return .unknown("distinct items are asked for, and each place has few values")
        }
      }
    }
    return .inhabited(.array(values.map { Example.Run(item: Example($0), count: 1) }))
  }
}
