internal import SQL

/// Reads of a query which relations it reads, what columns it has, and what it names that is not there.
struct QueryReader {
  private let replay: CatalogReplay
  private(set) var reads: Set<QualifiedName> = []
  /// The first relation or column that is named and cannot be there.
  private(set) var missing: ReplayError?

  private static let depthLimit = 60

  /// A relation of `FROM` by the name that columns are qualified with; `nil` columns are not known.
  struct Source {
    var name: String
    var columns: [Column]?
  }

  private struct Scope {
    var sources: [Source] = []
    var queries: [String: [Column]?] = [:]
    var outputs: Set<String> = []
  }

  init(_ replay: CatalogReplay) {
    self.replay = replay
  }

  /// The columns of a query; `nil` where they are not known.
  mutating func columns(of query: SQLNode?) -> [Column]? { columns(of: query, within: [], depth: 0) }

  /// Looks at what an expression about the rows of a relation names.
  mutating func check(_ expression: SQLNode?, about name: QualifiedName) {
    guard let expression, let relation = replay.catalog.relations[name] else { return }
    let isKnown = replay.catalog.doubt(about: .relation(name)) == nil && replay.catalog.incompleteness == nil
    let source = Source(name: name.name, columns: isKnown ? relation.columns : nil)
    check(expression, [Scope(sources: [source])], 0)
  }

  private mutating func columns(of node: SQLNode?, within outer: [Scope], depth: Int) -> [Column]? {
    guard depth < Self.depthLimit, let query = Select(node) else { return nil }
    var scope = Scope()
    for expression in query.with?.expressions ?? [] {
      var named: [Column]?
      if query.with?.node.isTrue("recursive") == true { scope.queries[expression.name] = .some(nil) }
      named = columns(of: expression.query, within: outer + [scope], depth: depth + 1)
      if Select(expression.query) == nil { named = nil }
      scope.queries[expression.name] = Self.renamed(named, expression.columns)
    }
    if query.operation != nil {
      let left = columns(of: query.left?.node, within: outer + [scope], depth: depth + 1)
      _ = columns(of: query.right?.node, within: outer + [scope], depth: depth + 1)
      return left
    }
    for item in query.from { scope.sources += sources(of: item, outer + [scope], depth + 1) }
    let scopes = outer + [scope]
    var result: [Column]? = []
    for target in query.targets {
      guard let value = target.value else { continue }
      if let star = ColumnReference(value), star.fields.last?.isKind("AStar") == true {
        result = Self.joined(result, expand(star, scope))
      } else {
        check(value, scopes, depth + 1)
        var column = Column(target.name ?? value.impliedName ?? "?column?", nil)
        column.type = type(of: value, scopes, depth + 1)
        result?.append(column)
      }
    }
    if let first = query.values.first?.items {
      result = first.enumerated().map { Column("column\($0.offset + 1)", type(of: $0.element, scopes, depth + 1)) }
    }
    for node in [query.condition, query.having].compactMap(\.self) { check(node, scopes, depth + 1) }
    var sorting = scopes
    sorting[sorting.count - 1].outputs = Set(result?.map(\.name) ?? [])
    for node in query.groups + query.sort { check(node, sorting, depth + 1) }
    return result
  }

  private static func renamed(_ columns: [Column]?, _ names: [String]) -> [Column]? {
    guard !names.isEmpty else { return columns }
    return names.enumerated().map { index, name in
      Column(name, columns.flatMap { index < $0.count ? $0[index].type : nil })
    } + (columns?.dropFirst(names.count) ?? [])
  }

  private static func joined(_ first: [Column]?, _ second: [Column]?) -> [Column]? {
    guard let first, let second else { return nil }
    return first + second
  }

  private func expand(_ star: ColumnReference, _ scope: Scope) -> [Column]? {
    let qualifier = star.fields.dropLast().last?.stringValue
    let sources = scope.sources.filter { qualifier == nil || $0.name == qualifier }
    var columns: [Column] = []
    for source in sources {
      guard let own = source.columns else { return nil }
      columns += own.map { Column($0.name, $0.type) }
    }
    return sources.isEmpty ? nil : columns
  }

  private mutating func sources(of item: SQLNode, _ scopes: [Scope], _ depth: Int) -> [Source] {
    guard depth < Self.depthLimit else { return [Source(name: "", columns: nil)] }
    if let relation = RangeVar(item) { return [source(of: relation, scopes)] }
    if let query = RangeSubselect(item) {
      let own = columns(of: query.query, within: scopes, depth: depth + 1)
      return [Source(name: query.alias?.name ?? "", columns: Self.renamed(own, query.alias?.columns ?? []))]
    }
    if let join = JoinExpression(item) {
      let left = join.left.map { sources(of: $0, scopes, depth + 1) } ?? []
      let right = join.right.map { sources(of: $0, scopes, depth + 1) } ?? []
      var inner = scopes
      inner[inner.count - 1].sources += left + right
      if let condition = item.node("quals") { check(condition, inner, depth + 1) }
      guard join.isNatural || !join.using.isEmpty || join.alias != nil else { return left + right }
      // The merged columns come first and once, which qualified names do not see.
      return left.map { Source(name: $0.name, columns: nil) } + right.map { Source(name: $0.name, columns: nil) }
    }
    for child in item.children { check(child, scopes, depth + 1) }
    let alias = RangeFunction(item)?.alias?.name
    return [Source(name: alias ?? "", columns: nil)]
  }

  private mutating func source(of relation: RangeVar, _ scopes: [Scope]) -> Source {
    let alias = relation.alias
    if relation.schema == nil, let query = scopes.reversed().lazy.compactMap({ $0.queries[relation.name] }).first {
      return Source(name: alias?.name ?? relation.name, columns: Self.renamed(query, alias?.columns ?? []))
    }
    guard let name = replay.resolve(relation) else {
      if !["pg_catalog", "information_schema"].contains(relation.schema ?? ""), !relation.name.hasPrefix("pg_") {
        note(.relation(replay.nameForMissing(relation)))
      }
      return Source(name: alias?.name ?? relation.name, columns: nil)
    }
    reads.insert(name)
    let known = replay.catalog.doubt(about: .relation(name)) == nil ? replay.catalog.relations[name]?.columns : nil
    return Source(name: alias?.name ?? relation.name, columns: Self.renamed(known, alias?.columns ?? []))
  }

  private mutating func note(_ object: ObjectID) {
    if missing == nil { missing = ReplayError(.missing, object) }
  }

  /// Looks at all that an expression names.
  private mutating func check(_ node: SQLNode, _ scopes: [Scope], _ depth: Int) {
    guard depth < Self.depthLimit else { return }
    if let column = ColumnReference(node) { return check(column, scopes) }
    if let link = SubLink(node) {
      if let test = link.test { check(test, scopes, depth + 1) }
      _ = columns(of: link.query, within: scopes, depth: depth + 1)
      return
    }
    for child in node.children { check(child, scopes, depth + 1) }
  }

  private mutating func check(_ column: ColumnReference, _ scopes: [Scope]) {
    let names = column.fields.map(\.stringValue)
    guard let name = names.last.flatMap(\.self), !Self.systemColumns.contains(name) else { return }
    let qualifier = names.count > 1 ? names[names.count - 2] : nil
    if qualifier == nil, scopes.last?.outputs.contains(name) == true { return }
    for scope in scopes.reversed() {
      for source in scope.sources where qualifier == nil || source.name == qualifier {
        guard let columns = source.columns else { return }
        if columns.contains(where: { $0.name == name }) || qualifier == nil && source.name == name { return }
        if qualifier != nil { return note(.column(QualifiedName("", source.name), name)) }
      }
    }
    guard !scopes.allSatisfy({ $0.sources.isEmpty }) else { return }
    if qualifier == nil { note(.column(QualifiedName("", ""), name)) }
  }

  private static let systemColumns: Set<String> = ["ctid", "xmin", "xmax", "cmin", "cmax", "tableoid", "oid"]

  /// The type of an expression as far as it is known without the rules for operators.
  private mutating func type(of node: SQLNode?, _ scopes: [Scope], _ depth: Int) -> String? {
    guard depth < Self.depthLimit, let node else { return nil }
    if let column = ColumnReference(node) {
      let names = column.fields.compactMap(\.stringValue)
      let qualifier = names.count > 1 ? names[names.count - 2] : nil
      for scope in scopes.reversed() {
        for source in scope.sources where qualifier == nil || source.name == qualifier {
          if source.columns == nil { return nil }
          if let found = source.columns?.first(where: { $0.name == names.last }) { return found.type }
        }
      }
      return nil
    }
    if let cast = TypeCast(node) { return replay.typeName(cast.type) }
    if let constant = Constant(node) {
      if constant.string != nil { return "text" }
      if constant.integer != nil { return "integer" }
      return constant.boolean == nil ? nil : "boolean"
    }
    if node.isKind("BoolExpr") || node.isKind("NullTest") || node.isKind("BooleanTest") { return "boolean" }
    if let link = SubLink(node) {
      if link.type == .exists || link.type == .any || link.type == .all { return "boolean" }
      guard link.type == .expression else { return nil }
      return columns(of: link.query, within: scopes, depth: depth + 1)?.first?.type
    }
    if let call = FunctionCall(node) { return type(of: call, scopes, depth + 1) }
    if node.isKind("CoalesceExpr") || node.isKind("MinMaxExpr") {
      let types = Set(node.nodes("args").map { type(of: $0, scopes, depth + 1) })
      return types.count == 1 ? types.first.flatMap(\.self) : nil
    }
    if let expression = OperatorExpression(node) {
      let comparisons: Set<String> = ["=", "<>", "<", ">", "<=", ">=", "~", "~*", "!~", "~~", "!~~", "~~*", "!~~*"]
      if expression.kind != .nullIf, comparisons.contains(expression.name.last ?? "") { return "boolean" }
      let sides = [expression.left, expression.right].map { type(of: $0, scopes, depth + 1) }
      return expression.name == ["||"] && sides.contains("text") ? "text" : nil
    }
    if node.isKind("CaseExpr") {
      let results = node.nodes("args").map { $0.node("result") } + [node.node("defresult")].filter { $0 != nil }
      let types = Set(results.map { type(of: $0, scopes, depth + 1) })
      return types.count == 1 ? types.first.flatMap(\.self) : nil
    }
    return nil
  }

  private mutating func type(of call: FunctionCall, _ scopes: [Scope], _ depth: Int) -> String? {
    switch call.name.last ?? "" {
    case "count", "row_number", "rank", "dense_rank": return "bigint"
    case "now", "clock_timestamp", "statement_timestamp", "transaction_timestamp": return "timestamp with time zone"
    case "jsonb_agg", "jsonb_build_object", "jsonb_build_array", "to_jsonb", "jsonb_object_agg": return "jsonb"
    case "json_agg", "json_build_object", "to_json", "json_object_agg": return "json"
    case "lower", "upper", "concat", "string_agg", "replace", "current_setting", "to_char", "concat_ws", "initcap",
      "left", "right", "substr", "substring", "btrim", "ltrim", "rtrim", "md5", "format", "array_to_string":
      return "text"
    case "length", "char_length", "octet_length", "strpos", "cardinality", "array_length": return "integer"
    case "avg", "extract": return "numeric"
    case "sum":
      return ["smallint": "bigint", "integer": "bigint", "bigint": "numeric"][
        type(of: call.arguments.first, scopes, depth) ?? ""]
    case "array_agg": return type(of: call.arguments.first, scopes, depth).map(TypeNames.array)
    case "gen_random_uuid": return "uuid"
    case "bool_and", "bool_or", "every": return "boolean"
    case "min", "max":
      let argument = type(of: call.arguments.first, scopes, depth)
      return argument?.hasPrefix("character varying") == true ? "text" : argument
    default: return nil
    }
  }
}
