/// Finds texts of certain lengths in which some expressions match and others do not.
struct LanguageSearch {
  private let alphabet: Alphabet
  private var automata: [DeterministicAutomaton]
  private let isWanted: [Bool]
  private let lengths: ClosedRange<Int>
  /// The texts that are not to be found, as a tree over the classes of the alphabet.
  private var excluded: [[Int: Int32]] = [[:]]
  private var isExcluded: [Bool] = [false]

  /// Nil when an automaton is too large from the beginning.
  init?(wanted: [Automaton], unwanted: [Automaton], lengths: ClosedRange<Int>, excluding texts: some Sequence<Text>) {
    var sets: [CharacterSet] = []
    for automaton in wanted + unwanted { sets += automaton.sets }
    let texts = texts.map { $0.string.unicodeScalars.map(\.value) }
    for character in Set(texts.joined()) { sets.append(CharacterSet(character)) }
    var seen: Set<CharacterSet> = []
    let alphabet = Alphabet(telling: sets.filter { seen.insert($0).inserted })
    self.alphabet = alphabet
    automata = []
    for automaton in wanted + unwanted {
      guard let deterministic = DeterministicAutomaton(automaton, alphabet: alphabet) else { return nil }
      automata.append(deterministic)
    }
    isWanted = wanted.map { _ in true } + unwanted.map { _ in false }
    self.lengths = lengths
    for text in texts { exclude(text) }
  }

  private mutating func exclude(_ text: [UInt32]) {
    var place = 0
    for character in text {
      guard let symbol = alphabet.representatives.firstIndex(of: character) else { return }
      if let next = excluded[place][symbol] {
        place = Int(next)
      } else {
        excluded[place][symbol] = Int32(excluded.count)
        place = excluded.count
        excluded.append([:])
        isExcluded.append(false)
      }
    }
    isExcluded[place] = true
  }

  /// A state of all automata, behind them the place in the tree of excluded texts, −1 outside of it.
  private struct Step {
    let state: [Int32]
    let before: Int
    let symbol: Int
  }

  /// The shortest text; nil when there is none.
  ///
  /// - Throws: `GivenUp` when the steps are used up, or the text would be very long.
  mutating func shortest(steps: inout Int) throws(GivenUp) -> Text? {
    var layers = [[Step(state: automata.map { _ in 0 } + [0], before: 0, symbol: 0)]]
    var seen: Set<[Int32]> = []
    while let layer = layers.last, !layer.isEmpty {
      let length = layers.count - 1
      if lengths.contains(length) {
        for (place, step) in layer.enumerated() where isAccepting(step.state) { return text(layers, place) }
      }
      if length >= lengths.upperBound { return nil }
      guard length < Self.longest else {
        throw GivenUp(reason: "strings of over \(Self.longest) characters are needed")
      }
      // Up to the least length the same state counts anew at each length.
      if length + 1 <= lengths.lowerBound { seen.removeAll(keepingCapacity: true) }
      var next: [Step] = []
      for (place, step) in layer.enumerated() {
        for symbol in alphabet.representatives.indices {
          steps -= automata.count + 1
          guard steps > 0 else { throw GivenUp(reason: "the patterns' combinations are too many to look through") }
          guard let state = try state(after: step.state, symbol, &steps), seen.insert(state).inserted else { continue }
          steps -= 8
          next.append(Step(state: state, before: place, symbol: symbol))
        }
      }
      layers.append(next)
    }
    return nil
  }

  private static let longest = 20_000

  private func isAccepting(_ state: [Int32]) -> Bool {
    for place in automata.indices where automata[place].isAccepting(state[place]) != isWanted[place] { return false }
    let tree = state[automata.count]
    return tree < 0 || !isExcluded[Int(tree)]
  }

  /// Nil where no text from there on is looked for.
  private mutating func state(
    after state: [Int32], _ symbol: Int, _ steps: inout Int
  ) throws(GivenUp) -> [Int32]? {
    var result = state
    for place in automata.indices {
      guard let next = automata[place].next(state[place], symbol, &steps) else {
        throw GivenUp(reason: "a pattern looks around in too many ways at once")
      }
      if isWanted[place] ? automata[place].isHopeless(next) : automata[place].isCertain(next) { return nil }
      result[place] = next
    }
    let tree = state[automata.count]
    result[automata.count] = tree < 0 ? -1 : excluded[Int(tree)][symbol] ?? -1
    return result
  }

  private func text(_ layers: [[Step]], _ place: Int) -> Text {
    var scalars: [Unicode.Scalar] = []
    var place = place
    for layer in layers.dropFirst().reversed() {
      if let scalar = Unicode.Scalar(alphabet.representatives[layer[place].symbol]) { scalars.append(scalar) }
      place = layer[place].before
    }
    return Text(String(String.UnicodeScalarView(scalars.reversed())))
  }
}
