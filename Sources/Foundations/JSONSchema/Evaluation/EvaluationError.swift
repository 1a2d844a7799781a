/// Why it is not known whether a value is valid.
package struct EvaluationError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: String, Hashable, Sendable {
    /// More steps than `EvaluationLimits.steps`.
    case steps
    /// More schemas inside one another than `EvaluationLimits.depth`; most often a reference that leads to itself.
    case depth
    /// A regular expression takes too long on a text.
    case pattern
  }

  package let kind: Kind
  /// One sentence in lower case.
  package let message: String

  package var description: String { message }
}

/// What the evaluation of one value may cost before it is given up.
package struct EvaluationLimits: Hashable, Sendable {
  /// How many schemas, members and items may be looked at, beside 64 for each value of the instance.
  package var steps: Int
  /// How many schemas may be at work inside one another.
  ///
  /// The deepest document that is parsed, with a reference at each level, stays below it; a stack of 8 MB holds three
  /// times that in a release build, and it in a debug build.
  package var depth: Int

  package init(steps: Int = 10_000_000, depth: Int = 1_100) {
    self.steps = steps
    self.depth = depth
  }
}
