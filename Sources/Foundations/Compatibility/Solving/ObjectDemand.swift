/// What assertions ask of an object.
struct ObjectDemand {
  var least = 0
  var most = Int.max
  /// The sets of names in question.
  private(set) var names: [TermID] = []
  /// Members with names of a set, by its place among `names`, and what their values are.
  private(set) var every: [(name: Int, value: TermID)] = []
  private(set) var some: [(name: Int, value: TermID)] = []
  private var places: [TermID: Int] = [:]

  mutating func add(_ assertion: ObjectAssertion) {
    switch assertion {
    case .atLeast(let count): least = max(least, count)
    case .atMost(let count): most = min(most, count)
    case .every(let name, let value): every.append((place(of: name), value))
    case .some(let name, let value): some.append((place(of: name), value))
    }
  }

  private mutating func place(of name: TermID) -> Int {
    if let known = places[name] { return known }
    places[name] = names.count
    names.append(name)
    return names.count - 1
  }
}

/// Names that the conditions of an object do not tell apart.
struct NameCell {
  /// The one name; nil for a set of names that no condition gives singly.
  var single: Text?
  /// The set, for several names.
  var names: TermID
  /// Of each set of names in question, whether the names are in it.
  var isIn: [Membership]
  /// What the value of such a member has to be.
  var value: TermID
}

/// Whether a name is in a set.
enum Membership {
  case inside
  case outside
  /// That is not known.
  case perhaps
}

/// A member that an object is to have.
struct PlannedMember {
  var cell: Int
  var value: TermID
  /// A value that fits.
  var example: Example
}
