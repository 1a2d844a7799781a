package import Documents

/// Parses SQL by the grammar of PostgreSQL 15.
package enum SQLParser {
  /// Parses some texts, one after the other, on one thread with a large stack.
  ///
  /// Whatever is wrong with a text is part of its script, so that an error in one statement hides no other.
  ///
  /// - Returns: a script for each text, in their order.
  package static func parse(_ texts: [SQLText], limits: SQLLimits = .standard) -> [SQLScript] {
    guard !texts.isEmpty else { return [] }
    do throws(SQLError) {
      return try LargeStack.run { texts.map { script(of: $0, limits) } }
    } catch {
      return texts.map { SQLScript($0.source, in: $0.range, errors: [error]) }
    }
  }

  package static func parse(_ text: SQLText, limits: SQLLimits = .standard) -> SQLScript {
    parse([text], limits: limits).first ?? SQLScript(text.source, in: text.range, errors: [])
  }

  /// Where the statements of a text stand, without parsing them.
  package static func statementRanges(of text: SQLText) -> [SourceRange] {
    split(text).pieces.map { SourceRange($0.start, $0.end) }
  }

  /// The comments of a text, without parsing it.
  package static func comments(of text: SQLText) -> [SQLComment] {
    split(text).comments
  }

  private static func split(_ text: SQLText) -> SQLSplitter {
    SQLSplitter(text.source.bytes, in: text.range.offsets, limits: .standard)
  }

  private static func script(of text: SQLText, _ limits: SQLLimits) -> SQLScript {
    let source = text.source
    if let error = source.sqlEncodingError { return SQLScript(source, in: text.range, errors: [error]) }
    let split = SQLSplitter(source.bytes, in: text.range.offsets, limits: limits)
    var errors: [SQLError] = []
    let statements = split.pieces.map { piece in
      let range = SourceRange(piece.start, piece.end)
      guard errors.count < limits.errors else { return SQLStatement(range: range, tree: nil) }
      do throws(SQLError) {
        if let error = piece.error { throw error }
        return SQLStatement(range: range, tree: try LibPgQuery.tree(ofStatementIn: range, of: source))
      } catch {
        errors.append(error)
        return SQLStatement(range: range, tree: nil)
      }
    }
    return SQLScript(
      source, in: text.range, statements: statements, comments: split.comments,
      errors: errors + (split.error.map { [$0] } ?? []))
  }
}
