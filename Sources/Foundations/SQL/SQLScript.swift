package import Documents

/// A file of SQL, or a part of one: its statements with their places and trees, its comments, and what is wrong with it.
package struct SQLScript: Sendable {
  /// The whole file.
  package let source: SourceText

  /// The part of the file that was read.
  package let range: SourceRange

  /// The statements in their order, those without a tree among them.
  package let statements: [SQLStatement]

  package let comments: [SQLComment]

  /// Why statements have no tree, in the order of their places; empty for a text that parses.
  package let errors: [SQLError]

  init(
    _ source: SourceText, in range: SourceRange, statements: [SQLStatement] = [], comments: [SQLComment] = [],
    errors: [SQLError]
  ) {
    self.source = source
    self.range = range
    self.statements = statements
    self.comments = comments
    self.errors = errors
  }
}

/// One statement of a script.
package struct SQLStatement: Sendable {
  /// From its first token to its last, without the semicolon, in the whole file.
  package let range: SourceRange

  /// The tree; `nil` where the statement does not parse.
  package let tree: SQLNode?
}
