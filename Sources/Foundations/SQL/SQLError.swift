package import Documents

/// Why a text, or one statement of it, has no tree.
package struct SQLError: Error, Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    /// It breaks the grammar of PostgreSQL 15, or a quote or a comment has no end.
    case syntax
    /// The text is not UTF-8, begins with a byte order mark, or has a zero byte.
    case encoding
    /// The text is fine as far as it goes, but it asks too much of a reader; see `SQLLimits`.
    case limit
    /// PostgreSQL reads what stands behind the place by another setting than this module; see `LexicalSetting`.
    case setting
    /// This machine has no room for the parser.
    case resources
  }

  package let kind: Kind

  /// One sentence in lower case without a full stop.
  package let message: String

  /// The bytes that the message is about, in the whole file.
  package let range: SourceRange

  package init(_ kind: Kind, _ message: String, at range: SourceRange) {
    self.kind = kind
    self.message = message
    self.range = range
  }
}
