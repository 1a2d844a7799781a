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

  init(_ source: SourceText, path: String, _ policy: SchemaPolicy) {
    self.policy = policy
    bytes = source.bytes
    guard !path.hasSuffix(".sql") else {
      for statement in SQLParser.parse(SQLText(source)).statements {
        statement.tree.map { take($0, at: statement.range) }
      }
      return
    }
    let isProgram = [".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".py", ".rb", ".vue", ".svelte"]
      .contains { path.hasSuffix($0) }
    guard isProgram else { return }
    forEachString { range, text in
      if isArgument(of: ["from"], range) { return takeName(text, range) }
      takeQuery(text, range)
    }
  }

  /// The strings of a program with their quotes, as JavaScript, Python and Ruby write them; comments are not told apart.
  private func forEachString(_ body: (SourceRange, String) -> Void) {
    var offset = 0
    while offset < bytes.count {
      let quote = bytes[offset]
      guard quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "`") else {
        if quote == UInt8(ascii: "/"), offset + 1 < bytes.count, bytes[offset + 1] == UInt8(ascii: "/"),
          offset == 0 || bytes[offset - 1] != UInt8(ascii: ":")
        {
          offset = bytes[offset...].firstIndex(of: 0x0A) ?? bytes.count
        }
        offset += 1
        continue
      }
      let triple = offset + 2 < bytes.count && bytes[offset + 1] == quote && bytes[offset + 2] == quote
      let width = triple && quote != UInt8(ascii: "`") ? 3 : 1
      guard let end = end(of: quote, width, from: offset + width) else { return }
      body(SourceRange(offset, end + width), String(decoding: bytes[offset + width..<end], as: UTF8.self))
      offset = end + width
    }
  }

  /// The next quote of a kind; a string of one line ends with it.
  private func end(of quote: UInt8, _ width: Int, from start: Int) -> Int? {
    var offset = start
    while offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "\\") {
        offset += 2
        continue
      }
      if bytes[offset] == 0x0A, width == 1, quote != UInt8(ascii: "`") { return offset }
      let isEnd = bytes[offset] == quote && (width == 1 || offset + 2 < bytes.count && bytes[offset + 2] == quote)
      if isEnd { return offset }
      offset += 1
    }
    return nil
  }

  /// Whether a string is the argument of a method, as in `.from('…')`.
  private func isArgument(of methods: [String], _ range: SourceRange) -> Bool {
    let before = bytes[max(0, Int(range.start) - 24)..<Int(range.start)].filter { $0 != 0x20 && $0 != 0x0A }
    return methods.contains { before.suffix($0.utf8.count + 2).elementsEqual((".\($0)(").utf8) }
  }

  /// The schema of a chain `.schema('eng').from(`, whose last string is the name of a relation.
  private func schema(before range: SourceRange) -> String? {
    let before = String(decoding: bytes[max(0, Int(range.start) - 120)..<Int(range.start)], as: UTF8.self)
      .filter { !$0.isWhitespace }
    guard let start = before.ranges(of: ".schema(").last?.upperBound else { return nil }
    let text = before[start...].dropFirst().prefix { $0 != "'" && $0 != "\"" && $0 != "`" }
    return before[start...].hasSuffix(").from(") && !text.isEmpty ? String(text) : nil
  }

  private mutating func note(_ name: String, _ isWrite: Bool, _ range: SourceRange) {
    accesses.append(Access(name: name, isWrite: isWrite, range: range))
  }

  /// The relation of a client's call, and whether what follows writes.
  private mutating func takeName(_ text: String, _ range: SourceRange) {
    if let schema = schema(before: range), !policy.owned.contains(schema) { return }
    let end = min(bytes.count, Int(range.end) + 400)
    let rest = String(decoding: bytes[Int(range.end)..<end], as: UTF8.self)
    let chain = rest.prefix { $0 != ";" }
    let isWrite = [".insert(", ".update(", ".upsert(", ".delete("].contains { chain.contains($0) }
    if isWrite || !policy.isContractView(text) { note(text, isWrite, range) }
  }

  private mutating func takeQuery(_ text: String, _ range: SourceRange) {
    let word = text.drop { $0.isWhitespace }.prefix { $0.isLetter }.lowercased()
    guard ["select", "insert", "update", "delete", "with", "merge"].contains(word) else { return }
    // What a template puts in is a value.
    var query = ""
    var depth = 0
    for character in text {
      if character == "{", query.last == "$" {
        query += "1"
        depth = 1
      } else if depth > 0 {
        depth += character == "{" ? 1 : character == "}" ? -1 : 0
      } else {
        query.append(character)
      }
    }
    for statement in SQLParser.parse(SQLText(query)).statements { statement.tree.map { take($0, at: range) } }
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
