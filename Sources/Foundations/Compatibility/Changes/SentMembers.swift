/// What senders send under each name, where whatever else they send does not count.
///
/// That is so where a schema asks of an object no more than what its members are and which of them there are, and that
/// there are enough: then any object of the sender can be given any such member.
struct SentMembers {
  private var single: [Text: [TermID]] = [:]
  private var others: [(names: TermID, value: TermID)] = []

  /// Nil where more is asked of objects.
  init?(of sent: TermID, in table: TermTable) {
    var parts = [sent]
    if case .all(let some) = table[sent] { parts = some }
    for part in parts {
      switch table[part] {
      case .always: continue
      case .kinds(let kinds): guard kinds.contains(.object) else { return nil }
      case .any(let ways): guard note(anyOf: ways, in: table) else { return nil }
      case .object(let assertion): guard note(assertion, in: table) else { return nil }
      default: return nil
      }
    }
  }

  /// Takes in what holds of objects alone, or does not hold of any; answers false for all else.
  private mutating func note(anyOf ways: [TermID], in table: TermTable) -> Bool {
    var assertion: ObjectAssertion?
    for way in ways {
      switch table[way] {
      case .kinds(let kinds): if kinds.contains(.object) { return true }
      case .object(let some):
        guard assertion == nil else { return false }
        assertion = some
      case .number, .string, .array: continue
      default: return false
      }
    }
    return assertion.map { note($0, in: table) } ?? false
  }

  private mutating func note(_ assertion: ObjectAssertion, in table: TermTable) -> Bool {
    switch assertion {
    case .atLeast: return true
    case .atMost: return false
    case .some(let names, let value): return value == .always && table.onlyName(in: names) != nil
    case .every(let names, let value):
      if let name = table.onlyName(in: names) {
        single[name, default: []].append(value)
      } else {
        others.append((names, value))
      }
      return true
    }
  }

  /// What all hold of a member with a name; nil where it is not found out what does.
  func values(of name: Text, _ prover: inout Prover) throws(GivenUp) -> [TermID]? {
    var values = single[name] ?? []
    for (names, value) in others {
      guard let isNamed = try prover.holds(names, name) else { return nil }
      if isNamed { values.append(value) }
    }
    return values
  }
}
