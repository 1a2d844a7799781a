/// What a text may cost before it is refused: the parser of PostgreSQL trusts its input with its stack.
package struct SQLLimits: Hashable, Sendable {
  /// How many tokens a text may have.
  package var tokens: Int
  /// How many tokens one statement may have.
  package var statementTokens: Int
  /// How many tokens may stand between the start of a statement and its innermost place, lists not counted.
  ///
  /// It bounds the depth of the tree, since no token opens more than one level.
  package var nesting: Int
  /// After how many statements with errors the rest of a text is left unparsed.
  package var errors: Int

  package init(
    tokens: Int = 4_000_000, statementTokens: Int = 1_000_000, nesting: Int = 20_000, errors: Int = 20
  ) {
    self.tokens = tokens
    self.statementTokens = statementTokens
    self.nesting = nesting
    self.errors = errors
  }

  package static let standard = SQLLimits()

  /// The stack of the threads that parse, in bytes: at most 4 KB were measured for a token that nests (libpg_query 15).
  ///
  /// It is reserved, and only what is touched takes memory.
  static let stackSize = 128 * 1024 * 1024
}
