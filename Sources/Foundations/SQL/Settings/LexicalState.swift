internal import Documents

/// How a server reads the text that it gets next, as far as the statements before it tell.
package struct LexicalState: Hashable, Sendable {
  /// Whether a backslash may take the meaning of the quote behind it away.
  package var mayEscape = false

  /// Whether bytes outside of ASCII may be other characters than those of UTF-8, and swallow what follows.
  package var mayRecode = false

  /// Whether a value was stored that `RESET` brings back.
  package var isStored = false

  package static let standard = LexicalState()

  /// What is known behind a statement.
  mutating func take(_ effect: LexicalEffect) {
    switch effect {
    case .none, .beginsData: break
    case .mayChange: mayEscape = true
    case .resets where isStored: (mayEscape, mayRecode) = (true, true)
    case .resets: break
    case .changes(let setting): take(setting)
    case .stores(let setting):
      take(setting)
      isStored = true
    }
  }

  private mutating func take(_ setting: LexicalSetting?) {
    if setting != .clientEncoding { mayEscape = true }
    if setting == .clientEncoding || setting == nil { mayRecode = true }
  }
}

extension SQLScript {
  /// The same script, read where statements before it have left a server in some state.
  ///
  /// It ends at the first statement that makes a server read what follows otherwise, or that itself would be read
  /// otherwise: there is an error of the kind `setting`, and the rest is `unread`.
  package func read(after state: LexicalState) -> SQLScript {
    var state = state
    for (index, statement) in statements.enumerated() {
      if let error = ambiguity(in: statement, state) { return cut(before: index, error, state) }
      let error = self.error(at: statement, state)
      state.take(statement.effect)
      if let error { return cut(before: index + 1, error, state) }
    }
    return SQLScript(
      source, in: range, statements: statements, comments: comments, errors: errors, unread: unread, readingAfter: state
    )
  }

  private func cut(before index: Int, _ error: SQLError, _ state: LexicalState) -> SQLScript {
    let read = Array(statements[..<index])
    let end = read.last?.range.end ?? range.start
    let rest = index < statements.count ? SourceRange(Int(statements[index].range.start), Int(range.end)) : unread
    return SQLScript(
      source, in: range, statements: read, comments: comments,
      errors: errors.filter { $0.range.start < end && $0.kind != .setting } + [error], unread: rest, readingAfter: state
    )
  }

  /// Why a statement cannot be read past.
  private func error(at statement: SQLStatement, _ state: LexicalState) -> SQLError? {
    let message: String
    switch statement.effect {
    case .none, .mayChange: return nil
    case .resets where !state.isStored: return nil
    case .resets:
      message = "this brings back a setting that was stored before, by which PostgreSQL reads SQL otherwise"
    case .changes(let setting?), .stores(let setting?):
      message = "this sets `\(setting.rawValue)`, by which PostgreSQL reads the SQL that follows"
    case .changes(nil), .stores(nil):
      message = "this sets a parameter that is computed, and PostgreSQL may read the SQL that follows by it"
    case .beginsData: message = "the lines after `COPY … FROM STDIN` are data, which only a client like psql sends"
    }
    return SQLError(.setting, message, at: statement.range)
  }

  /// The first place of a statement that may be read in two ways.
  private func ambiguity(in statement: SQLStatement, _ state: LexicalState) -> SQLError? {
    guard state.mayEscape || state.mayRecode else { return nil }
    var scanner = SQLScanner(source.bytes, in: statement.range.offsets)
    while let token = scanner.next() {
      if state.mayEscape, let place = backslash(beforeQuoteIn: token) {
        return SQLError(
          .setting,
          "PostgreSQL may read this backslash as an escape: `standard_conforming_strings` is not known to be on",
          at: SourceRange(place, place + 2))
      }
      if state.mayRecode, let place = (token.start..<token.end).first(where: { source.bytes[$0] >= 0x80 }) {
        return SQLError(
          .setting, "PostgreSQL may read this character as another one: `client_encoding` is not known to be UTF8",
          at: SourceRange(place, place + source.lengthOfCharacter(at: place)))
      }
    }
    return nil
  }

  /// Where a string constant without escapes has a backslash directly before a quote.
  private func backslash(beforeQuoteIn token: SQLToken) -> Int? {
    let bytes = source.bytes
    guard token.kind == .quoted || token.kind == .unterminated(.string), bytes[token.start] == SQLByte.apostrophe else {
      return nil
    }
    return (token.start + 1..<max(token.start + 1, token.end - 1)).first {
      bytes[$0] == SQLByte.backslash && bytes[$0 + 1] == SQLByte.apostrophe
    }
  }
}

extension SourceText {
  fileprivate func lengthOfCharacter(at offset: Int) -> Int {
    var end = offset + 1
    while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
    return end - offset
  }
}
