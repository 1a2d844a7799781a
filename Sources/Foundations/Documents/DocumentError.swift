/// Why a text has no tree.
package struct DocumentError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: String, Hashable, Sendable {
    /// The text breaks the grammar of its format.
    case syntax
    /// The text is not UTF-8.
    case encoding
    /// Arrays and objects are nested deeper than `DocumentLimits.depth`.
    case tooDeep
    /// The file is longer than `DocumentLimits.bytes`.
    case tooLong
    /// The tree is larger than `DocumentLimits.nodes`.
    case tooManyNodes
    /// Aliases would add more than `DocumentLimits.aliasedNodes`.
    case tooManyAliases
    /// An alias stands inside of what it stands for.
    case cyclicAlias
    /// A number has no exact value that this module keeps, or none at all.
    case number
    /// The format allows it, but it has no counterpart in JSON.
    case unsupported
    /// The tree is there, but its defects leave its meaning open.
    case defective
  }

  package var kind: Kind
  /// One sentence in lower case: what was expected, and what was found.
  package var message: String
  /// The bytes that the message is about.
  package var range: SourceRange
  /// Where that range begins.
  package var position: SourcePosition
  /// What would have been right there, where one thing or few would.
  package var expected: String?
  /// What to do about it.
  package var help: String?

  package init(
    _ kind: Kind, _ message: String, at range: SourceRange, in source: SourceText, expected: String? = nil,
    help: String? = nil
  ) {
    self.kind = kind
    self.message = message
    self.range = range
    self.position = source.position(at: Int(range.start))
    self.expected = expected
    self.help = help
  }

  /// The place, the message and the help in one line.
  package var description: String {
    "\(position): \(message)" + (help.map { "; \($0)" } ?? "")
  }
}
