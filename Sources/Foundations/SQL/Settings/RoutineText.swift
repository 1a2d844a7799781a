/// The body of a function or of a `DO`, as far as it can change how the text behind its statement is read.
///
/// It is looked through token by token, in SQL and in PL/pgSQL alike, since a body that does not parse may still be run
/// up to its mistake. What is quoted within it is a text of its own.
struct RoutineText {
  private let bytes: [UInt8]
  private let tokens: [SQLToken]
  private let depth: Int

  /// How many texts may hold each other; what is deeper may do anything.
  private static let depthLimit = 8

  /// How many tokens of a body are looked at; what is longer may do anything.
  private static let tokenLimit = 1_000_000

  /// How far before its SET the word ALTER may stand: `ALTER ROLE r IN DATABASE d SET`.
  private static let alterLimit = 16

  init(_ text: String, depth: Int) {
    bytes = Array(text.utf8)
    self.depth = depth
    var tokens: [SQLToken] = []
    if depth < Self.depthLimit {
      var scanner = SQLScanner(bytes, in: 0..<bytes.count)
      while let token = scanner.next(), tokens.count <= Self.tokenLimit {
        if !token.isComment { tokens.append(token) }
      }
    }
    self.tokens = tokens
  }

  /// What running the body may do.
  var effect: LexicalEffect {
    guard depth < Self.depthLimit, tokens.count <= Self.tokenLimit else { return .mayChange }
    var effect = LexicalEffect.none
    for index in tokens.indices { effect = effect.joined(self.effect(at: index)) }
    return effect
  }

  private func effect(at index: Int) -> LexicalEffect {
    let token = tokens[index]
    switch token.kind {
    case .word:
      let word = lowercased(token)
      switch word {
      case "execute": return executed(at: index + 1)
      case "set_config": return call(at: index + 1)
      case "pg_settings", "pg_db_role_setting": return relation(before: index)
      // U&"…" may spell any name.
      case "u": return isSymbol("&", index + 1) && quoted(at: index + 2) != nil ? .mayChange : .none
      case "names": return isWord("set", index - 1) ? assigned(.clientEncoding, at: index + 1) : .none
      default: return LexicalSetting(name: word).map { mentioned($0, at: index) } ?? .none
      }
    case .quoted:
      guard bytes[token.start] == SQLByte.quote, let name = quoted(at: index) else { return .none }
      if name == "set_config" { return call(at: index + 1) }
      return LexicalSetting(name: name).map { mentioned($0, at: index) } ?? .none
    default: return .none
    }
  }

  /// A parameter by its name: `SET name = value`, `RESET name`, or a mere mention as `SHOW name` is.
  private func mentioned(_ setting: LexicalSetting, at index: Int) -> LexicalEffect {
    if isWord("reset", index - 1) { return .resets }
    let before = isWord("session", index - 1) || isWord("local", index - 1) ? index - 2 : index - 1
    guard isWord("set", before) else { return .none }
    guard isWord("to", index + 1) || isSymbol("=", index + 1) else { return .changes(setting) }
    let effect = assigned(setting, at: index + 2)
    guard case .changes = effect, before >= 1 else { return effect }
    // ALTER ROLE … SET, ALTER DATABASE … SET, ALTER SYSTEM SET
    let near = max(0, before - Self.alterLimit)..<before
    let start = tokens[near].lastIndex { $0.kind == .symbol(SQLByte.semicolon) } ?? near.lowerBound
    return (start..<before).contains { isWord("alter", $0) } ? .stores(setting) : effect
  }

  /// A value and the end of the statement behind it.
  private func assigned(_ setting: LexicalSetting, at index: Int) -> LexicalEffect {
    if isWord("default", index) { return .resets }
    guard let value = literal(at: index), setting.isRead(by: value),
      index + 1 >= tokens.count || isSymbol(";", index + 1)
    else { return .changes(setting) }
    return .none
  }

  /// The arguments of `set_config`.
  private func call(at index: Int) -> LexicalEffect {
    guard isSymbol("(", index), let name = string(at: index + 1), isSymbol(",", index + 2) else {
      return .changes(nil)
    }
    guard let setting = LexicalSetting(name: name) else { return .none }
    guard let value = string(at: index + 3), isSymbol(",", index + 4), setting.isRead(by: value) else {
      return .changes(setting)
    }
    return .none
  }

  /// `UPDATE pg_settings` and the like, where a read of it does no harm.
  private func relation(before index: Int) -> LexicalEffect {
    var before = index - 1
    while isSymbol(".", before) || isWord("pg_catalog", before) || isWord("only", before) { before -= 1 }
    return isWord("update", before) || isWord("into", before) ? .changes(nil) : .none
  }

  /// What `EXECUTE` runs: a constant is a text of its own, anything else may be any text.
  private func executed(at index: Int) -> LexicalEffect {
    // GRANT EXECUTE ON, and triggers: EXECUTE FUNCTION.
    if ["on", "function", "procedure"].contains(where: { isWord($0, index) }) { return .none }
    guard let text = string(at: index),
      index + 1 >= tokens.count || isSymbol(";", index + 1) || isWord("using", index + 1) || isWord("into", index + 1)
    else { return .mayChange }
    var effect = LexicalEffect.none
    for tree in SQLParser.statements(ofNested: text) {
      effect = effect.joined(tree.map { LexicalEffect(of: $0, depth: depth + 1) } ?? .mayChange)
    }
    return effect
  }

  private func text(of token: SQLToken) -> String { String(decoding: bytes[token.start..<token.end], as: UTF8.self) }

  /// The text of a token with the letters of ASCII in lower case, as the server folds it in UTF-8.
  private func lowercased(_ token: SQLToken) -> String {
    String(decoding: bytes[token.start..<token.end].lazy.map(SQLByte.lowercased), as: UTF8.self)
  }

  private func isWord(_ word: String, _ index: Int) -> Bool {
    guard tokens.indices.contains(index), tokens[index].kind == .word else { return false }
    return tokens[index].end - tokens[index].start == word.utf8.count && lowercased(tokens[index]) == word
  }

  private func isSymbol(_ symbol: Unicode.Scalar, _ index: Int) -> Bool {
    tokens.indices.contains(index) && tokens[index].kind == .symbol(UInt8(ascii: symbol))
  }

  /// A word, a number or a string, as a value of `SET`.
  private func literal(at index: Int) -> String? {
    guard tokens.indices.contains(index) else { return nil }
    switch tokens[index].kind {
    case .word, .number: return text(of: tokens[index])
    default: return quoted(at: index)
    }
  }

  /// A string constant without escapes; `nil` for an identifier, and where escapes would have to be read.
  private func string(at index: Int) -> String? {
    guard tokens.indices.contains(index), tokens[index].kind == .quoted, bytes[tokens[index].start] != SQLByte.quote
    else { return nil }
    return quoted(at: index)
  }

  /// What stands between quotes; `nil` for `E'…'`, whose escapes would have to be read.
  private func quoted(at index: Int) -> String? {
    guard tokens.indices.contains(index), tokens[index].kind == .quoted else { return nil }
    let token = tokens[index]
    let quote = bytes[token.start]
    if quote == SQLByte.dollar {
      let tag = (bytes[(token.start + 1)...].firstIndex(of: SQLByte.dollar) ?? token.start) - token.start + 1
      return String(decoding: bytes[token.start + tag..<token.end - tag], as: UTF8.self)
    }
    guard quote == SQLByte.apostrophe || quote == SQLByte.quote else { return nil }
    let inner = String(decoding: bytes[token.start + 1..<token.end - 1], as: UTF8.self)
    let mark = quote == SQLByte.quote ? "\"" : "'"
    return inner.split(separator: mark + mark, omittingEmptySubsequences: false).joined(separator: mark)
  }
}
