/// What assertions ask of an object.
struct ObjectDemand {
  var least = 0
  var most = Int.max
  var every: [(name: TermID, value: TermID)] = []
  var some: [(name: TermID, value: TermID)] = []

  mutating func add(_ assertion: ObjectAssertion) {
    switch assertion {
    case .atLeast(let count): least = max(least, count)
    case .atMost(let count): most = min(most, count)
    case .every(let name, let value): every.append((name, value))
    case .some(let name, let value): some.append((name, value))
    }
  }
}

/// Names that the conditions of an object do not tell apart.
struct NameCell {
  /// The one name; nil for a set of names that no condition gives singly.
  var single: Text?
  /// The set, for several names.
  var names: TermID
  /// Of each name term in question, whether the names are in it; nil where that is not known.
  var isIn: [TermID: Bool?]
  /// What the value of such a member has to be.
  var value: TermID
}

/// A member that an object is to have.
struct PlannedMember {
  var cell: Int
  var value: TermID
  /// A value that fits.
  var example: Example
}
