internal import CLibPgQuery
internal import Documents

/// The calls of libpg_query; they recurse as deep as a statement is nested, so they belong on a large stack.
enum LibPgQuery {
  /// The version of PostgreSQL whose grammar is linked, as `server_version_num` has it.
  static var versionNumber: Int { Int(PG_VERSION_NUM) }

  /// The tree of one statement.
  ///
  /// - Throws: `SQLError` at its place in the file.
  static func tree(ofStatementIn range: SourceRange, of source: SourceText) throws(SQLError) -> SQLTree {
    // The library wants a zero at the end, and takes positions relative to the start of the statement.
    let text = source.bytes[range.offsets] + [0]
    let result = unsafe text.withUnsafeBytes { bytes in
      unsafe pg_query_parse_protobuf(bytes.baseAddress?.assumingMemoryBound(to: CChar.self))
    }
    defer { unsafe pg_query_free_protobuf_parse_result(result) }
    if let error = unsafe result.error { throw unsafe self.error(error.pointee, in: range, of: source) }
    let packed = unsafe UnsafeRawBufferPointer(start: result.parse_tree.data, count: result.parse_tree.len)
    return SQLTree(unsafe Array(packed), start: Int(range.start))
  }

  /// What the library says is wrong with the text in a range of a file.
  static func error(_ error: PgQueryError, in range: SourceRange, of source: SourceText) -> SQLError {
    let message = unsafe error.message.map { unsafe String(cString: $0) } ?? "the statement cannot be parsed"
    // The stack of the parser's automaton, which nesting fills (bison, YYMAXDEPTH).
    let isLimit = message.hasPrefix("memory exhausted") || message.hasPrefix("stack depth limit exceeded")
    let start = offset(ofCharacter: unsafe Int(error.cursorpos), in: range, of: source)
    return SQLError(
      isLimit ? .limit : .syntax,
      isLimit ? "this statement is nested deeper than the parser of PostgreSQL goes" : message,
      at: SourceRange(start, endOfToken(at: start, in: range, of: source)))
  }

  /// The offset of a character that is counted from 1; the end of the text for 0, which stands for no place.
  private static func offset(ofCharacter number: Int, in range: SourceRange, of source: SourceText) -> Int {
    var left = number
    for offset in range.offsets where source.bytes[offset] & 0xC0 != 0x80 {
      left -= 1
      if left == 0 { return offset }
    }
    return Int(range.end)
  }

  private static func endOfToken(at start: Int, in range: SourceRange, of source: SourceText) -> Int {
    guard start < range.end else { return start }
    var scanner = SQLScanner(source.bytes, in: start..<Int(range.end))
    return scanner.next().map { min($0.end, start + 80) } ?? start
  }
}
