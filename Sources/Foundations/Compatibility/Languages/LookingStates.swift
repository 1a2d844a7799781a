/// The states of an automaton that looks around, built as far as somebody walks.
///
/// Where the plain automaton is in any of some states, this one is in any of some *cases*: in each of them all of some
/// states have to lead to a match, and none of some others may (what is looked for ahead). What is looked back for is
/// read along, so that at each place it is known whether it was just there.
struct LookingStates {
  private let automaton: Automaton
  private let members: [[Bool]]
  private var states: [State] = []
  private var accepts: [Bool] = []
  private var numbers: [State: Int32] = [:]

  /// All of these states lead to a match, and none of those.
  struct Case: Hashable {
    var wanted: [Int]
    var unwanted: [Int]
  }

  struct State: Hashable {
    var cases: [Case]
    /// Of each text that is looked back for, the states of what reads it.
    var behind: [[Int]]
    var isFirst: Bool
  }

  /// Nil when too many cases come together at the beginning.
  init?(_ automaton: Automaton, members: [[Bool]]) {
    self.automaton = automaton
    self.members = members
    let (behind, arrived) = closed(automaton.behind.map { [$0] }, isFirst: true, atEnd: false)
    let start = Case(wanted: [automaton.initial], unwanted: [])
    guard let cases = closed([start], arrived, isFirst: true, atEnd: false),
      number(of: State(cases: cases, behind: behind, isFirst: true)) != nil
    else { return nil }
  }

  /// The number of a state; nil when too many cases come together.
  private mutating func number(of state: State) -> Int32? {
    if let known = numbers[state] { return known }
    let (_, arrived) = closed(state.behind, isFirst: state.isFirst, atEnd: true)
    guard state.cases.count <= Self.most,
      let ends = closed(state.cases, arrived, isFirst: state.isFirst, atEnd: true)
    else { return nil }
    let number = Int32(states.count)
    states.append(state)
    accepts.append(ends.contains { $0.wanted.isEmpty })
    numbers[state] = number
    return number
  }

  /// Whether a text that ends here is accepted.
  func isAccepting(_ state: Int32) -> Bool { accepts[Int(state)] }

  func isHopeless(_ state: Int32) -> Bool { states[Int(state)].cases.isEmpty }

  func isCertain(_ state: Int32) -> Bool {
    states[Int(state)].cases.contains { $0.wanted.isEmpty && $0.unwanted.isEmpty }
  }

  /// The state behind a character; nil when too many cases come together.
  mutating func next(_ number: Int32, _ symbol: Int) -> Int32? {
    let state = states[Int(number)]
    if isCertain(number) { return number }
    let (behind, arrived) = closed(state.behind.map { after($0, symbol) }, isFirst: false, atEnd: false)
    var cases: [Case] = []
    // Each state that has to lead to a match goes on, or the case is none.
    for before in state.cases where before.wanted.allSatisfy({ leads($0, symbol) }) {
      cases.append(Case(wanted: after(before.wanted, symbol), unwanted: after(before.unwanted, symbol)))
    }
    guard let next = closed(cases, arrived, isFirst: false, atEnd: false) else { return nil }
    return self.number(of: State(cases: next, behind: behind, isFirst: false))
  }

  private static let most = 60

  private func leads(_ place: Int, _ symbol: Int) -> Bool {
    if case .characters(let set, _) = automaton.states[place] { members[set][symbol] } else { false }
  }

  private func after(_ places: [Int], _ symbol: Int) -> [Int] {
    var nexts: Set<Int> = []
    for place in places {
      if case .characters(let set, let next) = automaton.states[place], members[set][symbol] { nexts.insert(next) }
    }
    return nexts.sorted()
  }

  // MARK: Closures

  /// What reads the texts that are looked back for, and which of these were just there.
  private func closed(_ behind: [[Int]], isFirst: Bool, atEnd: Bool) -> ([[Int]], [Bool]) {
    var states: [[Int]] = []
    var arrived: [Bool] = []
    for (number, places) in behind.enumerated() {
      let all = automaton.closure(of: places, atStart: isFirst, atEnd: atEnd)
      states.append(all)
      arrived.append(
        all.contains { place in
          guard case .arrived(let some) = automaton.states[place] else { return false }
          return some == number
        })
    }
    return (states, arrived)
  }

  /// The cases that some cases come to without a character; nil when they are too many.
  private func closed(_ cases: [Case], _ arrived: [Bool], isFirst: Bool, atEnd: Bool) -> [Case]? {
    var found: Set<Case> = []
    var open = cases.map { OpenCase(open: $0.wanted, unwanted: Set($0.unwanted)) }
    var seen: Set<OpenCase> = []
    while var next = open.popLast() {
      guard seen.insert(next).inserted else { continue }
      guard seen.count < Self.most * 40 else { return nil }
      guard let place = next.open.popLast() else {
        guard let unwanted = unwanted(next.unwanted, arrived, isFirst: isFirst, atEnd: atEnd) else { continue }
        found.insert(Case(wanted: next.wanted.sorted(), unwanted: unwanted))
        continue
      }
      switch automaton.states[place] {
      case .matched: open.append(next)
      case .arrived: continue
      case .characters:
        if atEnd || !automaton.isHopeful[place] { continue }
        next.wanted.insert(place)
        open.append(next)
      case .split(let nexts): for other in nexts { open.append(next.going(to: other)) }
      case .start(let other): if isFirst { open.append(next.going(to: other)) }
      case .end(let other):
        if atEnd {
          open.append(next.going(to: other))
        } else {
          next.wanted.insert(place)
          open.append(next)
        }
      case .behind(let number, let isNegated, let other):
        if arrived[number] != isNegated { open.append(next.going(to: other)) }
      case .ahead(let first, let isNegated, let other):
        var both = next.going(to: other)
        if isNegated { both.unwanted.insert(first) } else { both = both.going(to: first) }
        open.append(both)
      }
    }
    // A case that asks for no more than another makes that one needless.
    let sorted = found.sorted { $0.size < $1.size }
    var kept: [Case] = []
    for some in sorted where !kept.contains(where: { $0.asksNoMore(than: some) }) { kept.append(some) }
    return kept.sorted()
  }

  private struct OpenCase: Hashable {
    var open: [Int]
    var wanted: Set<Int> = []
    var unwanted: Set<Int>

    func going(to place: Int) -> OpenCase {
      var other = self
      other.open.append(place)
      return other
    }
  }

  /// What must not lead to a match, without what reads nothing; nil when it does.
  private func unwanted(_ places: Set<Int>, _ arrived: [Bool], isFirst: Bool, atEnd: Bool) -> [Int]? {
    var seen: Set<Int> = []
    var open = Array(places)
    var found: [Int] = []
    while let place = open.popLast() {
      guard seen.insert(place).inserted else { continue }
      switch automaton.states[place] {
      case .matched: return nil
      case .characters: if !atEnd, automaton.isHopeful[place] { found.append(place) }
      case .split(let nexts): open += nexts
      case .start(let next): if isFirst { open.append(next) }
      case .end(let next): if atEnd { open.append(next) } else { found.append(place) }
      case .behind(let number, let isNegated, let next): if arrived[number] != isNegated { open.append(next) }
      case .ahead, .arrived: continue
      }
    }
    return found.sorted()
  }
}

extension LookingStates.Case: Comparable {
  fileprivate var size: Int { wanted.count + unwanted.count }

  fileprivate func asksNoMore(than other: LookingStates.Case) -> Bool {
    Set(wanted).isSubset(of: other.wanted) && Set(unwanted).isSubset(of: other.unwanted)
  }

  static func < (left: LookingStates.Case, right: LookingStates.Case) -> Bool {
    left.wanted == right.wanted
      ? left.unwanted.lexicographicallyPrecedes(right.unwanted) : left.wanted.lexicographicallyPrecedes(right.wanted)
  }
}
