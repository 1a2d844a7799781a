/// The syntax tree of an expression of ECMA-262 with the flag `u` (ECMA-262 §22.2.1).
///
/// What matches texts and what compares languages are made from the same tree, so that they read an expression alike.
/// Groups that only hold parts together are no nodes of their own.
package indirect enum PatternSyntax: Sendable, Equatable {
  /// A code point; half of a surrogate pair occurs in no text.
  case character(UInt32)
  case characters(CharacterClass)
  case sequence([PatternSyntax])
  case choice([PatternSyntax])
  /// `most` is nil where there is no limit.
  case repetition(PatternSyntax, least: Int, most: Int?, isLazy: Bool)
  case start
  case end
  /// A word begins or ends here; or it does not.
  case boundary(isNegated: Bool)
  /// What follows here matches, or what stands before; or it does not.
  case look(isAhead: Bool, isNegated: Bool, PatternSyntax)
  /// A group whose text can be referred to, by the number of its parenthesis.
  case capture(PatternSyntax)
  /// The text of a group, from 1.
  case reference(Int)

  /// Parses an expression.
  ///
  /// - Throws: a `PatternError` for what ECMA-262 does not allow, and for groups that are nested too deep.
  package init(_ pattern: String) throws(PatternError) {
    var parser = try PatternParser(pattern)
    self = try parser.parse()
  }
}

/// A set of characters: a class in brackets, or an escape as `\d` (ECMA-262 §22.2.1, CharacterClass).
package struct CharacterClass: Sendable, Equatable {
  package let isNegated: Bool
  package let members: [Member]

  package enum Member: Sendable, Equatable {
    /// The code points from one to another, surrogates among them.
    case range(UInt32, UInt32)
    /// `\d`, `\w` and `\s`, or their opposites.
    case digits(isNegated: Bool)
    case words(isNegated: Bool)
    case spaces(isNegated: Bool)
    case property(UnicodeProperty, isNegated: Bool)
  }

  package init(_ members: [Member], isNegated: Bool = false) {
    self.members = members
    self.isNegated = isNegated
  }

  /// What `.` stands for: anything but a line terminator (ECMA-262 §12.3).
  static let anyInLine = CharacterClass(
    [.range(0x0A, 0x0A), .range(0x0D, 0x0D), .range(0x2028, 0x2029)], isNegated: true)

  /// White space and line terminators (ECMA-262 §12.2 and §12.3), which `\s` stands for.
  package static let spaces: [ClosedRange<UInt32>] = [
    0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
    0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
  ]
}
