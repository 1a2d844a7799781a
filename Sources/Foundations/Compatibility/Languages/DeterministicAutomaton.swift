/// The deterministic form of an automaton over the classes of an alphabet, built as far as somebody walks.
struct DeterministicAutomaton {
  private let automaton: Automaton
  /// Of each set of the automaton, the classes that are in it.
  private let members: [[Bool]]
  private let classes: Int
  private var states: [[Int]] = []
  private var numbers: [[Int]: Int32] = [:]
  private var transitions: [Int32] = []
  private var accepts: [Bool] = []
  /// The states instead of these, where it looks around.
  private var looking: LookingStates?

  /// Nil when it would be too large from the beginning.
  init?(_ automaton: Automaton, alphabet: Alphabet) {
    self.automaton = automaton
    members = automaton.sets.map { set in alphabet.representatives.map { set.contains($0) } }
    classes = alphabet.representatives.count
    guard !automaton.looksAround else {
      guard let looking = LookingStates(automaton, members: members) else { return nil }
      self.looking = looking
      return
    }
    // The first state is no other's: only there the text begins.
    append(automaton.closure(of: [automaton.initial], atStart: true, atEnd: false), atStart: true)
  }

  private mutating func append(_ places: [Int], atStart: Bool) {
    states.append(places)
    transitions += repeatElement(-1, count: classes)
    accepts.append(automaton.isMatched(automaton.closure(of: places, atStart: atStart, atEnd: true)))
  }

  func isAccepting(_ state: Int32) -> Bool { looking?.isAccepting(state) ?? accepts[Int(state)] }

  /// Whether no text from here on is accepted.
  func isHopeless(_ state: Int32) -> Bool { looking?.isHopeless(state) ?? states[Int(state)].isEmpty }

  /// Whether every text from here on is accepted.
  func isCertain(_ state: Int32) -> Bool { looking?.isCertain(state) ?? automaton.isMatched(states[Int(state)]) }

  /// The state behind a character of a class; nil when it would be too large.
  ///
  /// A state that is new costs as many steps as it has parts.
  mutating func next(_ state: Int32, _ symbol: Int, _ steps: inout Int) -> Int32? {
    let place = Int(state) * classes + symbol
    while place >= transitions.count { transitions += repeatElement(-1, count: classes) }
    if transitions[place] >= 0 { return transitions[place] }
    if let next = looking?.next(state, symbol) {
      steps -= 100
      transitions[place] = next
      return next
    }
    if looking != nil { return nil }
    var nexts: [Int] = []
    if isCertain(state) {
      nexts = states[Int(state)]
    } else {
      for place in states[Int(state)] {
        if case .characters(let set, let next) = automaton.states[place], members[set][symbol] { nexts.append(next) }
      }
      nexts = automaton.closure(of: nexts, atStart: false, atEnd: false)
      steps -= 4 * states[Int(state)].count
    }
    let number: Int32
    if let known = numbers[nexts] {
      number = known
    } else {
      number = Int32(states.count)
      append(nexts, atStart: false)
      numbers[nexts] = number
    }
    transitions[place] = number
    return number
  }
}

/// The characters that some sets tell apart, one of each class, the plainest first.
struct Alphabet {
  let representatives: [UInt32]

  init(telling sets: [CharacterSet]) {
    var starts: Set<UInt32> = [0, 0xE000]
    for set in sets {
      for range in set.ranges {
        starts.insert(range.lowerBound)
        starts.insert(range.upperBound + 1)
      }
    }
    // Between two starts all characters are alike; of each kind the plainest is kept.
    var best: [[Bool]: UInt32] = [:]
    let sorted = starts.filter { $0 <= 0x10FFFF && !(0xD800...0xDFFF).contains($0) }.sorted()
    for (place, start) in sorted.enumerated() {
      let end = place + 1 < sorted.count ? sorted[place + 1] - 1 : 0x10FFFF
      let signature = sets.map { $0.contains(start) }
      let candidate = Self.plainest(in: start...end)
      if let known = best[signature], Self.rank(known) <= Self.rank(candidate) { continue }
      best[signature] = candidate
    }
    representatives = best.values.sorted { (Self.rank($0), $0) < (Self.rank($1), $1) }
  }

  private static let preferred: [ClosedRange<UInt32>] = [
    0x61...0x7A, 0x30...0x39, 0x41...0x5A, 0x5F...0x5F, 0x2D...0x2D, 0x20...0x7E, 0xA1...0x10FFFF,
  ]

  static func rank(_ codePoint: UInt32) -> Int {
    preferred.firstIndex { $0.contains(codePoint) } ?? preferred.count
  }

  private static func plainest(in range: ClosedRange<UInt32>) -> UInt32 {
    for preferred in preferred where preferred.overlaps(range) { return preferred.clamped(to: range).lowerBound }
    return range.lowerBound
  }
}
