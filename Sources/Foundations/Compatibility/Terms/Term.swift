internal import Documents

/// The number of a term in its `TermTable`: equal terms have equal numbers.
struct TermID: Hashable, Comparable, Sendable {
  let place: Int32

  /// No value at all.
  static let never = TermID(place: 0)
  /// Every value.
  static let always = TermID(place: 1)

  static func < (left: TermID, right: TermID) -> Bool { left.place < right.place }
}

/// A set of values, as a formula whose negations stand at its leaves.
///
/// An assertion about one kind of values holds of no other kind: `minimum: 3` is "no number, or a number from 3 on".
enum Term: Hashable, Sendable {
  case never
  case always
  case kinds(ValueKinds)
  /// All of two or more, sorted.
  case all([TermID])
  /// Any of two or more, sorted.
  case any([TermID])
  /// What a schema that leads to itself stands for.
  case definition(Int32)
  /// All but that.
  case outsideDefinition(Int32)
  case number(NumberAssertion)
  case string(StringAssertion)
  case array(ArrayAssertion)
  case object(ObjectAssertion)
  /// A condition that this engine knows by name alone, and its opposite.
  case unknown(UnknownCondition, isHeld: Bool)
}

enum NumberAssertion: Hashable, Sendable {
  case atLeast(Number, isExclusive: Bool)
  case atMost(Number, isExclusive: Bool)
  case multiple(of: Number)
  case noMultiple(of: Number)
  case among([Number])
  case notAmong([Number])
}

enum StringAssertion: Hashable, Sendable {
  /// Lengths are in Unicode scalars (2020-12, validation, §6.3).
  case atLeast(Int)
  case atMost(Int)
  /// An expression of ECMA-262 that matches anywhere in the text.
  case matches(Text)
  case matchesNot(Text)
  /// Strings in order.
  case among([Text])
  case notAmong([Text])
}

enum ArrayAssertion: Hashable, Sendable {
  case atLeast(Int)
  case atMost(Int)
  /// Each item in a range of places, where there is one, is in the set.
  case every(Places, TermID)
  /// One item in the range is there and in the set.
  case some(Places, TermID)
  /// So many items or more are in the set.
  case countAtLeast(Int, TermID)
  case countAtMost(Int, TermID)
  case distinct
  /// Two items are equal.
  case repeated
}

/// A range of places in an array, counted from 0.
struct Places: Hashable, Sendable {
  let first: Int
  /// The last place; nil for all that follow.
  let last: Int?

  func contains(_ place: Int) -> Bool { place >= first && place <= last ?? Int.max }
}

enum ObjectAssertion: Hashable, Sendable {
  case atLeast(Int)
  case atMost(Int)
  /// Each member whose name is in the first set has a value in the second.
  case every(name: TermID, value: TermID)
  /// A member is there whose name is in the first set and whose value in the second.
  case some(name: TermID, value: TermID)
}

/// A condition whose meaning is not modelled.
enum UnknownCondition: Hashable, Sendable {
  /// A string is of an asserted `format`.
  case format(String)
  /// Anything else, with what it is in words.
  case other(String)
}
