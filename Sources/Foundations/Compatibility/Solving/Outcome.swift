/// What is known of a set of values.
enum Outcome {
  /// It is proved that no value is in it.
  case empty
  /// A value is in it, as far as this engine can tell.
  case inhabited(Example)
  /// Neither was found out, for this reason.
  case unknown(String)
}

/// What is kept while outcomes are found.
struct SolvingState {
  /// The outcomes that hold without an assumption.
  var outcomes: [TermID: Outcome] = [:]
  /// The sets that are being looked into, with how many of them stood above.
  var open: [TermID: Int] = [:]
  /// The outermost of the open sets that was taken for empty since this was last set.
  var lowestAssumption = Int.max
  /// What terms come to for values of one kind, in the order of `ValueKinds.each`; −1 is not known yet, −2 in work.
  var special: [Int32] = []
}

/// Collects the outcomes of the alternatives of a set.
struct Alternatives {
  private var reason: String?

  /// Takes an outcome in; answers with the value that ends the search.
  mutating func add(_ outcome: Outcome) -> Example? {
    switch outcome {
    case .empty: return nil
    case .inhabited(let example): return example
    case .unknown(let reason):
      self.reason = self.reason ?? reason
      return nil
    }
  }

  /// Notes that something was not found out.
  mutating func miss(_ reason: String) { self.reason = self.reason ?? reason }

  /// The outcome when no alternative had a value.
  var outcome: Outcome { reason.map { .unknown($0) } ?? .empty }
}
