internal import CLibPgQuery
package import Documents

extension SQLParser {
  /// The bodies in PL/pgSQL of a statement that makes a function or is a `DO`, as libpg_query describes them: a list of
  /// `{"PLpgSQL_function": …}`, with names of PostgreSQL (plpgsql.h).
  ///
  /// - Parameters:
  ///   - statement: the statement, by its place.
  ///   - source: the file that it stands in.
  ///   - limits: what it may cost; a body may have as many tokens as a statement may be deep.
  /// - Returns: an empty list for a statement without such a body.
  /// - Throws: `SQLError` at the statement's place: the library names none within a body.
  package static func proceduralBodies(
    of statement: SQLStatement, in source: SourceText, limits: SQLLimits = .standard
  ) throws(SQLError) -> Node {
    let range = statement.range
    let text = Array(source.bytes[range.offsets])
    guard bodyTokens(of: text) <= limits.nesting else {
      throw SQLError(.limit, "the body has more than the \(limits.nesting) tokens that are followed", at: range)
    }
    let answer = try LargeStack.run { LibPgQuery.proceduralBodies(of: text) }
    switch answer {
    case .failure(let failure): throw SQLError(.syntax, failure.message, at: range)
    case .success(let json):
      do {
        return try Document.json(SourceText(json)).root
      } catch {
        let kind: SQLError.Kind = error.kind == .tooDeep ? .limit : .syntax
        throw SQLError(kind, "the tree of the body cannot be read: \(error.message)", at: range)
      }
    }
  }

  /// The tokens of a statement with those of its quoted bodies.
  private static func bodyTokens(of text: [UInt8]) -> Int {
    var scanner = SQLScanner(text, in: 0..<text.count)
    var count = 0
    while let token = scanner.next() {
      count += 1
      guard token.kind == .quoted, text[token.start] != SQLByte.quote else { continue }
      // The quotes of a string are no part of what it holds; of a dollar-quoted one, a word of the tag may stay.
      var inner = SQLScanner(text, in: token.start + 1..<max(token.start + 1, token.end - 1))
      while inner.next() != nil { count += 1 }
    }
    return count
  }
}

extension LibPgQuery {
  /// Why a body has no tree.
  struct BodyFailure: Error {
    let message: String
  }

  fileprivate static func proceduralBodies(of text: [UInt8]) -> Result<[UInt8], BodyFailure> {
    let result = unsafe (text + [0]).withUnsafeBytes { bytes in
      unsafe pg_query_parse_plpgsql(bytes.baseAddress?.assumingMemoryBound(to: CChar.self))
    }
    defer { unsafe pg_query_free_plpgsql_parse_result(result) }
    if let error = unsafe result.error {
      let message = unsafe error.pointee.message.map { unsafe String(cString: $0) }
      return .failure(BodyFailure(message: message ?? "the body cannot be parsed"))
    }
    return .success(unsafe result.plpgsql_funcs.map { unsafe Array(String(cString: $0).utf8) } ?? Array("[]".utf8))
  }
}
