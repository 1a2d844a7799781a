package import Documents

/// Parses SQL by the grammar of PostgreSQL 15.
package enum SQLParser {
  /// The major version of PostgreSQL whose grammar is linked.
  package static var grammarVersion: Int { LibPgQuery.versionNumber / 10_000 }

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

  /// The statements of a text that stands in a constant of another one, on the stack of its parser; `nil` for one that
  /// cannot be read.
  static func statements(ofNested text: String) -> [SQLTree?] {
    let source = SourceText(text)
    guard source.sqlEncodingError == nil else { return [nil] }
    let split = SQLSplitter(source.bytes, in: 0..<source.bytes.count, limits: .standard)
    return (split.error == nil ? [] : [nil])
      + split.pieces.map { piece in
        do throws(SQLError) {
          if let error = piece.error { throw error }
          return try LibPgQuery.tree(ofStatementIn: SourceRange(piece.start, piece.end), of: source)
        } catch {
          return nil
        }
      }
  }

  private static func script(of text: SQLText, _ limits: SQLLimits) -> SQLScript {
    let source = text.source
    if let error = source.sqlEncodingError { return SQLScript(source, in: text.range, errors: [error]) }
    let split = SQLSplitter(source.bytes, in: text.range.offsets, limits: limits)
    var errors: [SQLError] = []
    let statements = split.pieces.map { piece in
      let range = SourceRange(piece.start, piece.end)
      guard errors.count < limits.errors else { return SQLStatement(range: range, tree: nil, effect: .mayChange) }
      do throws(SQLError) {
        if let error = piece.error { throw error }
        let tree = try LibPgQuery.tree(ofStatementIn: range, of: source)
        return SQLStatement(range: range, tree: tree.statement, effect: LexicalEffect(of: tree))
      } catch {
        errors.append(error)
        return SQLStatement(range: range, tree: nil, effect: .mayChange)
      }
    }
    let script = SQLScript(
      source, in: text.range, statements: statements, comments: split.comments,
      errors: errors + (split.error.map { [$0] } ?? []))
    return script.read(after: .standard)
  }
}
