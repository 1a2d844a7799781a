package import Documents

/// A file of SQL, or a part of one: its statements with their places and trees, its comments, and what is wrong with it.
package struct SQLScript: Sendable {
  /// The whole file.
  package let source: SourceText

  /// The part of the file that was read.
  package let range: SourceRange

  /// The statements in their order, those without a tree among them; none of `unread`.
  package let statements: [SQLStatement]

  package let comments: [SQLComment]

  /// Why statements have no tree, in the order of their places; empty for a text that parses.
  package let errors: [SQLError]

  /// What stands behind an error of the kind `setting`: a server may read it otherwise, so nothing is known of it.
  package let unread: SourceRange?

  /// How a server reads what is run behind the script in the same session, and in later ones.
  package let readingAfter: LexicalState

  init(
    _ source: SourceText, in range: SourceRange, statements: [SQLStatement] = [], comments: [SQLComment] = [],
    errors: [SQLError], unread: SourceRange? = nil, readingAfter: LexicalState = .standard
  ) {
    self.source = source
    self.range = range
    self.statements = statements
    self.comments = comments
    self.errors = errors
    self.unread = unread
    self.readingAfter = readingAfter
  }
}

/// One statement of a script.
package struct SQLStatement: Sendable {
  /// From its first token to its last, without the semicolon, in the whole file.
  package let range: SourceRange

  /// The tree; `nil` where the statement does not parse.
  package let tree: SQLNode?

  /// What it does to how the text behind it is read; what does not parse may do anything.
  package let effect: LexicalEffect
}
