/// A text that is no regular expression, or one that this engine cannot match.
package struct PatternError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: String, Hashable, Sendable {
    /// ECMA-262 does not allow it.
    case syntax
    /// ECMA-262 allows it, and this engine does not know it.
    case unsupported
  }

  package let kind: Kind
  package let pattern: String
  /// What is wrong, in lower case.
  package let message: String
  /// Where, counted in Unicode scalars from 0; `nil` means the expression as a whole.
  package let offset: Int?

  init(_ message: String, in pattern: String, at offset: Int) {
    kind = .syntax
    self.pattern = pattern
    self.message = message
    self.offset = offset
  }

  init(unsupported pattern: String, _ message: String, at offset: Int? = nil) {
    kind = .unsupported
    self.pattern = pattern
    self.message = message
    self.offset = offset
  }

  package var description: String {
    let place = offset.map { " at character \($0 + 1)" } ?? ""
    return kind == .syntax ? message + place : "\(message)\(place), which is not supported"
  }
}

/// Why it is not known whether a text matches: a catastrophic expression is stopped and answers neither way.
package struct MatchError: Error, Hashable, Sendable, CustomStringConvertible {
  package let pattern: String
  package let message: String

  package var description: String { "matching was given up: \(message)" }
}
