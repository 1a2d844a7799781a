internal import PostgresCatalog
internal import SQL

extension Statement {
  /// The relations whose rows the statement changes, or what it runs: a part of WITH, a DO block, the body of a function.
  func writtenWithin(depth: Int = 0) -> [RangeVar] {
    guard depth < 8 else { return [] }
    switch self {
    case .truncate(let truncate): return truncate.relations
    case .copy(let copy): return copy.isFrom ? [copy.relation].compactMap(\.self) : []
    case .doBlock(let block):
      return ProceduralBody(block.options.first { $0.name == "as" }?.value ?? "")?.written(depth: depth) ?? []
    case .createFunction(let function): return function.written(depth: depth)
    case .createRule(let rule): return rule.node.written
    default: return expressions?.written ?? []
    }
  }
}

extension ProceduralBody {
  /// The statements whose text is known.
  var sources: [SQLStatement] {
    SQLParser.parse(commands.compactMap { $0.text.map { SQLText($0) } }).flatMap(\.statements)
  }

  var statements: [Statement] { sources.compactMap(\.statement) }

  fileprivate func written(depth: Int) -> [RangeVar] { statements.flatMap { $0.writtenWithin(depth: depth + 1) } }
}

extension CreateFunction {
  var language: String { options.first { $0.name == "language" }?.value?.lowercased() ?? "sql" }

  /// The text of the body; empty where it is parsed with the function, or C.
  var body: String { options.first { $0.name == "as" }?.argument?.items?.first?.stringValue ?? "" }

  fileprivate func written(depth: Int) -> [RangeVar] {
    if let sqlBody { return sqlBody.written }
    switch language {
    case "plpgsql": return ProceduralBody(body)?.written(depth: depth) ?? []
    case "sql":
      return SQLParser.parse(SQLText(body)).statements
        .flatMap { $0.statement?.writtenWithin(depth: depth + 1) ?? [] }
    default: return []
    }
  }
}

extension SQLNode {
  /// The targets of INSERT, UPDATE, DELETE and MERGE in the tree.
  fileprivate var written: [RangeVar] {
    var found: [RangeVar] = []
    walk { node in
      let target = Insert(node)?.relation ?? Update(node)?.relation ?? Delete(node)?.relation ?? Merge(node)?.relation
      if let target { found.append(target) }
    }
    return found
  }
}
