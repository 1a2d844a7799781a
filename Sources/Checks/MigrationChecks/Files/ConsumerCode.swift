internal import Documents
internal import SQL

/// Code that reads the database: a file of SQL, or strings of a program.
struct ConsumerCode {
  struct Access {
    let name: String
    let isWrite: Bool
    let range: SourceRange
  }

  private(set) var accesses: [Access] = []
  private let policy: SchemaPolicy
  private let bytes: [UInt8]

  private static let ofJavaScript = [
    ".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs", ".vue", ".svelte", ".astro",
  ]
  private static let ofScripts = [".py", ".rb"]

  init(_ source: SourceText, path: String, _ policy: SchemaPolicy) {
    self.policy = policy
    bytes = source.bytes
    if path.hasSuffix(".sql") {
      for statement in SQLParser.parse(SQLText(source)).statements {
        statement.tree.map { take($0, at: statement.range) }
      }
      return
    }
    let isScript = Self.ofScripts.contains(where: path.hasSuffix)
    guard isScript || Self.ofJavaScript.contains(where: path.hasSuffix) else { return }
    let calls = ClientCall.byConstant(in: bytes)
    for literal in ProgramStrings(bytes, hashComments: isScript).literals {
      if let call = ClientCall(of: literal.range, in: bytes) {
        take(literal.text, call, literal.range)
      } else if let name = constant(before: literal.range) {
        for call in calls[name] ?? [] { take(literal.text, call, literal.range) }
      } else {
        takeQuery(literal.text, literal.range)
        takeAddress(literal.text, literal.range)
      }
    }
  }

  /// The name of a constant that a string is the value of: `const TABLE = '…'`.
  private func constant(before range: SourceRange) -> String? {
    let line = bytes[..<Int(range.start)].suffix(while: { $0 != 0x0A })
    let words = String(decoding: line, as: UTF8.self).split { $0 == " " || $0 == ":" }
    guard words.last == "=", let keyword = words.firstIndex(where: { ["const", "let", "var"].contains($0) }),
      keyword + 1 < words.count
    else { return nil }
    return String(words[keyword + 1])
  }

  private mutating func note(_ name: String, _ isWrite: Bool, _ range: SourceRange) {
    accesses.append(Access(name: name, isWrite: isWrite, range: range))
  }

  /// The relation or function of a client's call, and whether what follows writes.
  private mutating func take(_ name: String, _ call: ClientCall, _ range: SourceRange) {
    if let schema = call.schema, !policy.owned.contains(schema) { return }
    switch call.method {
    case "rpc":
      // A function of the schema that the client is for is the consumer's own.
      if call.schema != nil { note(name, false, range) }
    case "table" where call.schema == nil: break
    default:
      if call.isWrite || !policy.isContractView(name) { note(name, call.isWrite, range) }
      for other in call.embedded where !policy.isContractView(other) { note(other, false, range) }
    }
  }

  /// A path of PostgREST with its relation: `/rest/v1/NAME`.
  private mutating func takeAddress(_ text: String, _ range: SourceRange) {
    guard let start = text.firstRange(of: "/rest/v1/")?.upperBound else { return }
    let name = text[start...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    if !name.isEmpty, name != "rpc", !policy.isContractView(String(name)) { note(String(name), false, range) }
  }

  private mutating func takeQuery(_ text: String, _ range: SourceRange) {
    let word = text.drop { $0.isWhitespace }.prefix { $0.isLetter }.lowercased()
    guard ["select", "insert", "update", "delete", "with", "merge", "copy", "truncate"].contains(word) else { return }
    for statement in SQLParser.parse(SQLText(Self.withParameters(text))).statements {
      if let tree = statement.tree { take(tree, at: range) } else { takeNames(text, range) }
    }
  }

  /// A query with `$1` where the program puts a value in: `${…}`, `#{…}`, `%s`, `%(name)s`, `:name`.
  private static func withParameters(_ text: String) -> String {
    var query = ""
    var rest = text[...]
    while let character = rest.popFirst() {
      let next = rest.first ?? " "
      switch character {
      case "$" where next == "{", "#" where next == "{":
        var depth = 0
        while let inner = rest.popFirst() {
          depth += inner == "{" ? 1 : inner == "}" ? -1 : 0
          if depth == 0 { break }
        }
        query += "$1"
      case "%" where next == "s" || next == "d":
        rest.removeFirst()
        query += "$1"
      case "%" where next == "(":
        rest = rest.drop { $0 != ")" }.dropFirst(2)
        query += "$1"
      case ":" where next.isLetter && query.last != ":":
        rest = rest.drop { $0.isLetter || $0.isNumber || $0 == "_" }
        query += "$1"
      default: query.append(character)
      }
    }
    return query
  }

  /// The relations of owned schemas that a text names which is not SQL as it is.
  private mutating func takeNames(_ text: String, _ range: SourceRange) {
    for word in text.split(whereSeparator: { !$0.isLetter && !$0.isNumber && !"._\"".contains($0) }) {
      let parts = word.split(separator: ".").map { $0.filter { $0 != "\"" } }
      guard parts.count == 2, policy.owned.contains(parts[0]), !policy.isContractView(parts[1]) else { continue }
      note(parts[1], false, range)
    }
  }

  private mutating func take(_ node: SQLNode, at range: SourceRange) {
    let written = Set(Statement(node).writtenWithin().map(\.name))
    var queries: Set<String> = []
    node.walk { if let query = CommonTableExpression($0) { queries.insert(query.name) } }
    var names: [(String, Bool)] = []
    node.walk { node in
      guard let relation = RangeVar(node), relation.schema != nil || !queries.contains(relation.name) else { return }
      let isOwned = relation.schema.map { policy.owned.contains($0) } ?? true
      let isWrite = written.contains(relation.name)
      if isOwned, isWrite || !policy.isContractView(relation.name) { names.append((relation.name, isWrite)) }
    }
    for (name, isWrite) in names { note(name, isWrite, range) }
  }
}

/// A call of a client of PostgREST that names a relation or a function: `.schema('eng').from('…')` with what follows.
struct ClientCall {
  let method: String
  /// The schema that the chain names.
  let schema: String?
  let isWrite: Bool
  /// The relations that `select` takes along: `select('id, other(id)')`.
  let embedded: [String]

  private static let methods: Set<String> = ["from", "from_", "table", "rpc"]

  /// What is no client of a database and has a method `from`.
  private static let others: Set<String> = ["Array", "Buffer", "storage", "Object", "Observable", "Uint8Array", "Set"]

  /// The call whose first argument is a string; `nil` for other strings.
  init?(of range: SourceRange, in bytes: [UInt8]) {
    self.init(before: Int(range.start), behind: Int(range.end), in: bytes)
  }

  /// The calls whose first argument is a name, by that name.
  static func byConstant(in bytes: [UInt8]) -> [String: [ClientCall]] {
    var calls: [String: [ClientCall]] = [:]
    for open in bytes.indices where bytes[open] == UInt8(ascii: "(") {
      let name = bytes[(open + 1)...].prefix { ($0 | 0x20) &- 0x61 < 26 || $0 &- 0x30 < 10 || $0 == 0x5F }
      guard !name.isEmpty, name.endIndex < bytes.count, bytes[name.endIndex] == UInt8(ascii: ")"),
        let call = ClientCall(before: open + 1, behind: name.endIndex, in: bytes)
      else { continue }
      calls[String(decoding: name, as: UTF8.self), default: []].append(call)
    }
    return calls
  }

  private init?(before start: Int, behind end: Int, in bytes: [UInt8]) {
    let before = String(decoding: bytes[max(0, start - 200)..<start], as: UTF8.self).filter { !$0.isWhitespace }
    guard before.hasSuffix("(") else { return nil }
    var head = before.dropLast()
    // The types of `.from<'name', Row>(`.
    if head.hasSuffix(">"), let open = head.lastIndex(of: "<") { head = head[..<open] }
    guard let dot = head.lastIndex(of: "."), Self.methods.contains(String(head[head.index(after: dot)...])) else {
      return nil
    }
    method = String(head[head.index(after: dot)...])
    let receiver = head[..<dot]
    let word = receiver.reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" }.reversed()
    guard !Self.others.contains(String(word)) else { return nil }
    if receiver.hasSuffix(")"), let open = receiver.ranges(of: ".schema(").last?.upperBound {
      let text = receiver[open...].dropFirst().prefix { $0 != "'" && $0 != "\"" && $0 != "`" }
      schema = text.isEmpty ? nil : String(text)
    } else {
      schema = nil
    }
    let rest = String(decoding: bytes[end..<min(bytes.count, end + 400)], as: UTF8.self)
    let chain = Self.chain(rest)
    isWrite = [".insert(", ".update(", ".upsert(", ".delete("].contains { chain.contains($0) }
    embedded = Self.embedded(in: chain)
  }

  /// What is called on the result: methods, each behind the parenthesis of the one before it.
  private static func chain(_ text: String) -> String {
    var chain = ""
    var depth = 1
    for character in text {
      if depth == 0, character != ".", !character.isWhitespace, character != "(", !character.isLetter,
        !character.isNumber, character != "_", character != "?", character != "!"
      {
        break
      }
      if character == "(" { depth += 1 }
      if character == ")" {
        depth -= 1
        if depth < 0 { break }
      }
      chain.append(character)
    }
    return chain.filter { !$0.isWhitespace || $0 == " " }
  }

  private static func embedded(in chain: String) -> [String] {
    guard let start = chain.firstRange(of: ".select(")?.upperBound else { return [] }
    let text = chain[start...]
    guard let quote = text.first, "'\"`".contains(quote) else { return [] }
    let columns = text.dropFirst().prefix { $0 != quote }
    return columns.split { " ,\n".contains($0) }.compactMap { part in
      guard let open = part.firstIndex(of: "(") else { return nil }
      // `alias:relation!hint(…)`; `count()` and casts are no relations.
      let name = part[..<open].split(separator: ":").last?.prefix { $0 != "!" } ?? ""
      let isAggregate = ["count", "sum", "avg", "min", "max"].contains(String(name)) || name.contains(".")
      return name.isEmpty || isAggregate ? nil : String(name)
    }
  }
}

extension Collection where Element == UInt8 {
  /// The longest end whose bytes satisfy a condition.
  fileprivate func suffix(while condition: (UInt8) -> Bool) -> [UInt8] where Self: BidirectionalCollection {
    Array(Array(reversed().prefix(while: condition)).reversed())
  }
}
