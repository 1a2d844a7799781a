internal import Documents
internal import SQL

/// What a body in PL/pgSQL runs, as far as it can be told without running it.
package struct ProceduralBody: Sendable {
  package struct Command: Sendable {
    /// The text of a statement; `nil` for one that is put together while it runs.
    package let text: String?
    /// The expression that puts the text together, where the text is not known.
    package let expression: String?
    /// Whether it runs for certain and once, unless something before it fails.
    package let isCertain: Bool
    /// Whether the body goes on where it finds the object that it makes there already.
    package let toleratesDuplicates: Bool
  }

  package private(set) var commands: [Command] = []

  /// Whether the body ends the transaction that it is run in.
  package private(set) var endsTransaction = false

  /// Whether it does nothing but raise an exception.
  package var onlyRaises: Bool { raises && commands.isEmpty }
  private var raises = false

  /// Reads a body; `nil` for one that does not parse.
  package init?(_ body: String) {
    // The text is quoted anew, by a tag that it does not have.
    var tag = "$body$"
    while body.contains(tag) { tag = "$b" + tag.dropFirst() }
    let text = SQLText("DO \(tag)\(body)\(tag)")
    guard let statement = SQLParser.parse(text).statements.first else { return nil }
    do throws(SQLError) {
      let root = try SQLParser.proceduralBodies(of: statement, in: text.source)
      variables = ProceduralVariables(root)
      walk(root, Path(), depth: 0)
    } catch {
      return nil
    }
  }

  private var variables = ProceduralVariables()

  /// How many commands are told apart, so that loops in loops end.
  private static let commandLimit = 10_000

  private struct Path {
    var isCertain = true
    var toleratesDuplicates = false
    /// What the variables of loops over constants are.
    var values: [String: String] = [:]
  }

  private mutating func walk(_ node: Node, _ path: Path, depth: Int) {
    guard depth < 200 else { return }
    if let items = node.array {
      for item in items { walk(item, path, depth: depth + 1) }
      return
    }
    guard let object = node.object else { return }
    for member in object { walk(member.key, member.value, path, depth: depth + 1) }
  }

  private mutating func walk(_ key: String, _ value: Node, _ path: Path, depth: Int) {
    var inner = path
    switch key {
    case "PLpgSQL_stmt_execsql":
      return add(value["sqlstmt"]?["PLpgSQL_expr"]?["query"]?.string, path)
    case "PLpgSQL_stmt_dynexecute": return addDynamic(value["query"], path)
    case "PLpgSQL_stmt_perform":
      return add(value["expr"]?["PLpgSQL_expr"]?["query"]?.string, path)
    case "PLpgSQL_stmt_call":
      return add(value["expr"]?["PLpgSQL_expr"]?["query"]?.string, path)
    case "PLpgSQL_stmt_commit", "PLpgSQL_stmt_rollback": endsTransaction = true
    case "PLpgSQL_stmt_raise":
      // elog.h: ERROR is 21 in PostgreSQL 15; without a level it is the default.
      if value["elog_level"]?.string == nil { raises = true }
    case "PLpgSQL_stmt_block":
      if let exceptions = value["exceptions"] {
        let names = Self.conditionNames(of: exceptions)
        inner.toleratesDuplicates = names.contains { $0.hasPrefix("duplicate_") || $0 == "others" }
        inner.isCertain = path.isCertain && inner.toleratesDuplicates
      }
    case "PLpgSQL_stmt_if":
      let condition = (value["cond"]?["PLpgSQL_expr"]?["query"]?.string ?? "").lowercased()
      // `IF NOT EXISTS (SELECT … FROM pg_type …)` before the statement that makes what is looked for.
      let asksCatalog = condition.contains("pg_") || condition.contains("information_schema")
      inner.toleratesDuplicates = path.isCertain && condition.hasPrefix("not exists") && asksCatalog
      inner.isCertain = inner.toleratesDuplicates
    case "PLpgSQL_stmt_foreach_a" where variables.loop(value, path.values) != nil:
      guard let loop = variables.loop(value, path.values) else { return }
      for element in loop.elements where commands.count < Self.commandLimit {
        inner.values[loop.name] = element
        walk("body", value["body"] ?? value, inner, depth: depth + 1)
      }
      return
    case "PLpgSQL_stmt_loop", "PLpgSQL_stmt_while", "PLpgSQL_stmt_fori", "PLpgSQL_stmt_fors", "PLpgSQL_stmt_forc",
      "PLpgSQL_stmt_foreach_a", "PLpgSQL_stmt_dynfors", "PLpgSQL_stmt_case", "exceptions":
      inner.isCertain = false
    default: break
    }
    walk(value, inner, depth: depth + 1)
  }

  private static func conditionNames(of node: Node) -> [String] {
    var names: [String] = []
    var open = [node]
    while let next = open.popLast() {
      if let items = next.array { open += items }
      for member in next.object.map(Array.init) ?? [] {
        if member.key == "condname", let name = member.value.string { names.append(name) }
        if member.key != "action" { open.append(member.value) }
      }
    }
    return names
  }

  private mutating func add(_ text: String?, _ path: Path, puttingTogether expression: String? = nil) {
    commands.append(
      Command(
        text: text, expression: text == nil ? expression : nil, isCertain: path.isCertain,
        toleratesDuplicates: path.toleratesDuplicates))
  }

  /// `EXECUTE`: a string, a concatenation of strings, or `format` of a string without arguments that vary.
  private mutating func addDynamic(_ query: Node?, _ path: Path) {
    let expression = query?["PLpgSQL_expr"]?["query"]?.string
    guard let expression,
      let target = Select(SQLParser.parse(SQLText("SELECT \(expression)")).statements.first?.tree)?.targets.first?.value
    else { return add(nil, path, puttingTogether: expression) }
    let values = variables.constants.merging(path.values) { $1 }
    add(target.foldedText(depth: 0, values), path, puttingTogether: expression)
  }
}

extension SQLNode {
  /// The text of an expression that is the same whenever it is evaluated.
  ///
  /// - Parameters:
  ///   - depth: how deep it is in another one.
  ///   - values: what variables are that have the same value all the time.
  /// - Returns: the text; `nil` for other expressions.
  func foldedText(depth: Int, _ values: [String: String] = [:]) -> String? {
    guard depth < 60 else { return nil }
    if let column = ColumnReference(self) {
      return column.fields.count == 1 ? column.fields.first?.stringValue.flatMap { values[$0] } : nil
    }
    if let constant = Constant(self) { return constant.string?.text("sval") }
    if let cast = TypeCast(self) { return cast.argument?.foldedText(depth: depth + 1, values) }
    if let expression = OperatorExpression(self), expression.name == ["||"] {
      guard let left = expression.left?.foldedText(depth: depth + 1, values),
        let right = expression.right?.foldedText(depth: depth + 1, values)
      else { return nil }
      return left + right
    }
    guard let call = FunctionCall(self) else { return nil }
    let arguments = call.arguments.map { $0.foldedText(depth: depth + 1, values) }
    switch call.name.last ?? "" {
    case "concat":
      return arguments.contains(nil) ? nil : arguments.compactMap(\.self).joined()
    case "quote_ident": return arguments.first.flatMap(\.self).map(CatalogReplay.identifier)
    case "quote_literal": return arguments.first.flatMap(\.self).map(NormalForm.quoted)
    case "format": return Self.format(arguments)
    default: return nil
    }
  }

  /// `format` with `%s`, `%I`, `%L` and `%%`, its arguments in their order (section 9.4.1).
  private static func format(_ arguments: [String?]) -> String? {
    guard let template = arguments.first.flatMap(\.self) else { return nil }
    var rest = arguments.dropFirst()
    var text = ""
    var isDirective = false
    for character in template {
      guard isDirective else {
        if character == "%" { isDirective = true } else { text.append(character) }
        continue
      }
      isDirective = false
      switch character {
      case "%": text += "%"
      case "s", "I", "L":
        guard let argument = rest.popFirst().flatMap(\.self) else { return nil }
        text +=
          character == "s"
          ? argument : character == "I" ? CatalogReplay.identifier(argument) : NormalForm.quoted(argument)
      default: return nil
      }
    }
    return isDirective ? nil : text
  }
}
