internal import RegularExpressions

/// A nondeterministic automaton that accepts the texts in which an expression matches somewhere.
struct Automaton: Sendable {
  enum State: Sendable {
    /// Goes on by one character of a set.
    case characters(set: Int, next: Int)
    case split([Int])
    /// Goes on where the text begins, or ends.
    case start(next: Int)
    case end(next: Int)
    /// Goes on where what follows leads to a match, or does not.
    case ahead(first: Int, isNegated: Bool, next: Int)
    /// Goes on where a text has just been read, or has not.
    case behind(number: Int, isNegated: Bool, next: Int)
    /// A text has just been read that somebody looks back for.
    case arrived(number: Int)
    /// The expression has matched; whatever follows does not matter.
    case matched
  }

  private(set) var states: [State] = [.matched]
  private(set) var sets: [CharacterSet] = []
  private(set) var initial = 0
  /// Of each state, whether it can lead to a match when the text has already begun.
  private(set) var isHopeful: [Bool] = []
  /// The states to begin with that read what is looked back for, wherever it begins.
  private(set) var behind: [Int] = []
  /// Whether it looks around anywhere.
  private(set) var looksAround = false

  /// Builds the automaton; nil when it would be too large, and for a language that is not regular: one of references.
  init?(_ syntax: PatternSyntax) {
    guard let first = add(syntax, before: 0) else { return nil }
    initial = anywhere(first)
    findHopeful()
  }

  /// Adds what reads anything before it goes on with a state.
  private mutating func anywhere(_ first: Int) -> Int {
    let any = add(set: .any)
    states.append(.split([first, states.count + 1]))
    states.append(.characters(set: any, next: states.count - 1))
    return states.count - 2
  }

  private static let largest = 3_000

  private mutating func add(set: CharacterSet) -> Int {
    if let known = sets.firstIndex(of: set) { return known }
    sets.append(set)
    return sets.count - 1
  }

  private mutating func add(_ state: State) -> Int? {
    guard states.count < Self.largest else { return nil }
    states.append(state)
    return states.count - 1
  }

  /// Adds what reads an expression and then goes on with a state; answers with the state to begin with.
  private mutating func add(_ syntax: PatternSyntax, before next: Int) -> Int? {
    switch syntax {
    case .character(let value): return add(.characters(set: add(set: CharacterSet(value)), next: next))
    case .characters(let set):
      guard let set = CharacterSet(set) else { return nil }
      return add(.characters(set: add(set: set), next: next))
    case .reference: return nil
    case .capture(let inner): return add(inner, before: next)
    case .boundary(let isNegated): return add(Self.boundary(isNegated: isNegated), before: next)
    case .start: return add(.start(next: next))
    case .end: return add(.end(next: next))
    case .sequence(let parts):
      var next = next
      for part in parts.reversed() {
        guard let first = add(part, before: next) else { return nil }
        next = first
      }
      return next
    case .choice(let parts):
      var firsts: [Int] = []
      for part in parts {
        guard let first = add(part, before: next) else { return nil }
        firsts.append(first)
      }
      return add(.split(firsts))
    // Whether it takes much or little makes no other language.
    case .repetition(let inner, let least, let most, _): return add(inner, least, most, before: next)
    case .look(let isAhead, let isNegated, let inner):
      looksAround = true
      guard isAhead else { return addBehind(inner, isNegated, before: next) }
      // Whatever is read twice has to be told apart from what is read once.
      guard let first = add(inner, before: 0) else { return nil }
      if isNegated, looksAhead(from: first) { return nil }
      return add(.ahead(first: first, isNegated: isNegated, next: next))
    }
  }

  private mutating func addBehind(_ inner: PatternSyntax, _ isNegated: Bool, before next: Int) -> Int? {
    let number = behind.count
    behind.append(0)
    guard let arrived = add(.arrived(number: number)), let first = add(inner, before: arrived) else { return nil }
    // What looks back while it is looked for is left out.
    guard behind.count == number + 1, !looksAhead(from: first) else { return nil }
    behind[number] = anywhere(first)
    return add(.behind(number: number, isNegated: isNegated, next: next))
  }

  /// Whether a state can lead to one that looks ahead.
  private func looksAhead(from first: Int) -> Bool {
    var seen: Set<Int> = []
    var open = [first]
    while let place = open.popLast() {
      guard seen.insert(place).inserted else { continue }
      switch states[place] {
      case .characters(_, let next), .start(let next), .end(let next), .behind(_, _, let next): open.append(next)
      case .split(let nexts): open += nexts
      case .ahead: return true
      case .matched, .arrived: continue
      }
    }
    return false
  }

  private mutating func add(_ inner: PatternSyntax, _ least: Int, _ most: Int?, before next: Int) -> Int? {
    var first = next
    if let most {
      for _ in 0..<max(0, most - least) {
        guard let once = add(inner, before: first), let choice = add(.split([once, next])) else { return nil }
        first = choice
      }
    } else {
      guard let loop = add(.split([])), let once = add(inner, before: loop) else { return nil }
      states[loop] = .split([once, next])
      first = loop
    }
    for _ in 0..<least {
      guard let once = add(inner, before: first) else { return nil }
      // What reads nothing can be read any number of times.
      if once == first { break }
      first = once
    }
    return first
  }

  /// Whether the next character or the last one, but not both, is one of words (ECMA-262 §22.2.2.4); or the opposite.
  private static func boundary(isNegated: Bool) -> PatternSyntax {
    func word(isAhead: Bool, isNegated: Bool) -> PatternSyntax {
      .look(isAhead: isAhead, isNegated: isNegated, .characters(CharacterClass([.words(isNegated: false)])))
    }
    return .choice([
      .sequence([word(isAhead: false, isNegated: false), word(isAhead: true, isNegated: !isNegated)]),
      .sequence([word(isAhead: false, isNegated: true), word(isAhead: true, isNegated: isNegated)]),
    ])
  }

  private mutating func findHopeful() {
    isHopeful = states.map { if case .matched = $0 { true } else { false } }
    var hasChanged = true
    while hasChanged {
      hasChanged = false
      for (place, state) in states.enumerated() where !isHopeful[place] {
        let isNew =
          switch state {
          case .characters(let set, let next): isHopeful[next] && !sets[set].ranges.isEmpty
          case .split(let nexts): nexts.contains { isHopeful[$0] }
          case .end(let next), .behind(_, _, let next), .ahead(_, _, let next): isHopeful[next]
          case .start: looksAround
          case .matched, .arrived: looksAround
          }
        if isNew {
          isHopeful[place] = true
          hasChanged = true
        }
      }
    }
  }

  /// The states that count among some and all they lead to without a character.
  func closure(of some: [Int], atStart: Bool, atEnd: Bool) -> [Int] {
    var seen: Set<Int> = []
    var open = some
    var found: [Int] = []
    while let place = open.popLast() {
      guard seen.insert(place).inserted else { continue }
      switch states[place] {
      case .matched: return [place]
      case .characters: if isHopeful[place] { found.append(place) }
      case .split(let nexts): open += nexts
      case .start(let next): if atStart { open.append(next) }
      case .ahead, .behind, .arrived: found.append(place)
      case .end(let next):
        if atEnd { open.append(next) } else if isHopeful[place] || atStart { found.append(place) }
      }
    }
    return found.sorted()
  }

  func isMatched(_ places: [Int]) -> Bool {
    guard let first = places.first, case .matched = states[first] else { return false }
    return places.count == 1
  }
}
