internal import SQL

/// Writes an expression in a form that is the same for what a person writes and for what the server makes of it.
///
/// Left out are casts, schemas and the relations before columns, since the server adds them. A constant that the server
/// writes in another way, as a date, makes the form inexact.
struct NormalForm {
  private(set) var text = ""
  private(set) var isExact = true
  private(set) var columns: Set<String> = []
  private(set) var functions: Set<String> = []
  private(set) var relations: Set<String> = []
  private let scope: [String: String?]

  /// Far above what people write; the stack of a task is half a megabyte.
  private static let depthLimit = 120

  init(scope: [String: String?]) {
    self.scope = scope
  }

  mutating func write(_ node: SQLNode, depth: Int) {
    guard depth < Self.depthLimit else {
      isExact = false
      return
    }
    let next = depth + 1
    if let constant = Constant(node) { return write(constant) }
    if let cast = TypeCast(node) { return write(cast, next) }
    if let column = ColumnReference(node) { return write(column) }
    if let expression = OperatorExpression(node) { return write(expression, next) }
    if let expression = BooleanExpression(node) { return write(expression, next) }
    if let call = FunctionCall(node) { return write(call, next) }
    if let relation = RangeVar(node) {
      relations.insert(relation.schema.map { "\($0).\(relation.name)" } ?? relation.name)
      text += "table(\(Self.quoted(relation.name)))"
      if let alias = relation.alias?.name, alias != relation.name { text += " as \(Self.quoted(alias))" }
      return
    }
    if let target = ResultTarget(node) {
      text += "\(Self.quoted(target.name ?? target.value?.impliedName ?? "?column?")):"
      target.value.map { write($0, depth: next) }
      return
    }
    if let link = SubLink(node) {
      text += "\(link.type.map { "\($0)" } ?? "sublink")("
      link.test.map { write($0, depth: next) }
      text += " in "
      link.query.map { write($0, depth: next) }
      text += ")"
      return
    }
    if node.isKind("RangeFunction") { isExact = false }
    if let join = JoinExpression(node), join.isNatural { isExact = false }
    writeFields(of: node, next)
  }

  /// All that a node of another kind has, but for what only says how it was written.
  private mutating func writeFields(of node: SQLNode, _ depth: Int) {
    let isSort = node.isKind("SortBy")
    text += "\(node.kind)("
    if isSort {
      node.node("node").map { write($0, depth: depth) }
      let isDescending = node.name("sortby_dir") == "SORTBY_DESC"
      let nulls = node.name("sortby_nulls")
      let nullsFirst = nulls == "SORTBY_NULLS_DEFAULT" ? isDescending : nulls == "SORTBY_NULLS_FIRST"
      text += " \(isDescending) \(nullsFirst))"
      if node.node("node").flatMap({ Constant($0) }) != nil { isExact = false }
      return
    }
    if let query = Select(node), query.groups.contains(where: { Constant($0) != nil }) { isExact = false }
    node.forEachField { number, value in
      switch value {
      case .node(let child):
        text += " \(number)="
        write(child, depth: depth)
      case .text(let value): text += " \(number)=\(Self.quoted(value))"
      case .number(let value) where value != 0: text += " \(number)=\(value)"
      case .number: break
      }
    }
    if let choice = CaseExpression(node), choice.defaultResult == nil { text += " 7=null" }
    text += ")"
  }

  static func quoted(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  private mutating func write(_ constant: Constant) {
    if let value = constant.string?.text("sval") {
      text += Self.quoted(value)
    } else if let value = constant.integer {
      text += "\(value.number("ival"))"
    } else if let value = constant.float?.text("fval") {
      if value.utf8.contains(UInt8(ascii: "e")) { isExact = false }
      text += value
    } else if let value = constant.boolean {
      text += value.isTrue("boolval") ? "true" : "false"
    } else {
      text += constant.isNull ? "null" : "bits"
    }
  }

  private mutating func write(_ cast: TypeCast, _ depth: Int) {
    guard let argument = cast.argument else { return }
    guard let value = Constant(argument)?.string?.text("sval"), let type = cast.type?.names.last else {
      return write(argument, depth: depth)
    }
    let isArray = cast.type?.arrayBounds.isEmpty == false
    switch isArray ? "" : type {
    case "int2", "int4", "int8", "numeric", "float4", "float8": text += value
    case "bool": text += ["t", "true", "on", "yes", "1"].contains(value) ? "true" : "false"
    case "regclass", "regproc", "regtype":
      text += Self.quoted(value.split(separator: ".").last.map { $0.filter { $0 != "\"" } } ?? "")
    default:
      if isArray || !Self.textTypes.contains(type), !value.readsTheSameInAnyType { isExact = false }
      text += Self.quoted(value)
    }
  }

  private static let textTypes: Set<String> = ["text", "varchar", "bpchar", "name", "uuid", "citext"]

  private mutating func write(_ column: ColumnReference) {
    guard let name = column.fields.last?.stringValue else {
      // `*`, which the server replaces by the columns of its time.
      isExact = false
      text += "*"
      return
    }
    columns.insert(name)
    text += "column(\(Self.quoted(name)))"
  }

  private mutating func write(_ call: FunctionCall, _ depth: Int) {
    let name = call.name.last ?? ""
    functions.insert(call.name.joined(separator: "."))
    text += "\(name)("
    for (index, argument) in call.arguments.enumerated() {
      if index > 0 { text += ", " }
      write(argument, depth: depth)
    }
    text += ")"
    let node = call.node
    if node.isTrue("agg_star") { text += "*" }
    if node.isTrue("agg_distinct") { text += " distinct" }
    for field in ["agg_order", "agg_filter", "over"] {
      for child in node.nodes(field) {
        text += " \(field) "
        write(child, depth: depth)
      }
    }
  }

  private mutating func write(_ expression: BooleanExpression, _ depth: Int) {
    guard let connective = expression.connective else { return }
    if connective == .not {
      text += "not("
      expression.arguments.first.map { write($0, depth: depth) }
      text += ")"
      return
    }
    join(flattened(expression, connective, depth), by: connective, depth)
  }

  /// The arguments of what is connected by one word, however it is put into parentheses.
  private func flattened(_ expression: BooleanExpression, _ connective: BooleanOperator, _ depth: Int) -> [SQLNode] {
    guard depth < Self.depthLimit else { return [expression.node] }
    return expression.arguments.flatMap { argument -> [SQLNode] in
      guard let inner = BooleanExpression(argument), inner.connective == connective else { return [argument] }
      return flattened(inner, connective, depth + 1)
    }
  }

  private mutating func join(_ nodes: [SQLNode], by connective: BooleanOperator, _ depth: Int) {
    text += "\(connective)("
    for (index, node) in nodes.enumerated() {
      if index > 0 { text += ", " }
      write(node, depth: depth)
    }
    text += ")"
  }

  private mutating func write(_ expression: OperatorExpression, _ depth: Int) {
    let name = expression.name.last ?? ""
    let left = expression.left
    let right = expression.right
    checkConstants(left, right)
    switch expression.kind {
    case .list: writeList(left, name, right?.items ?? [], depth)
    case .between:
      text += "and("
      write(left, ">=", right?.items?.first, depth)
      text += ", "
      write(left, "<=", right?.items?.last, depth)
      text += ")"
    case .notBetween:
      text += "or("
      write(left, "<", right?.items?.first, depth)
      text += ", "
      write(left, ">", right?.items?.last, depth)
      text += ")"
    case .plain, .like, .caseInsensitiveLike, .similar: write(left, name, right, depth)
    case .any: write(left, "\(name) any", right, depth)
    case .all: write(left, "\(name) all", right, depth)
    case .distinct: write(left, "is distinct from", right, depth)
    case .notDistinct: write(left, "is not distinct from", right, depth)
    case .nullIf: write(left, "nullif", right, depth)
    case nil: isExact = false
    }
  }

  private mutating func write(_ left: SQLNode?, _ name: String, _ right: SQLNode?, _ depth: Int) {
    text += "("
    left.map { write($0, depth: depth) }
    text += " \(name) "
    right.map { write($0, depth: depth) }
    text += ")"
  }

  /// A list becomes an array where it has several constants (parse_expr.c, `transformAExprIn`).
  private mutating func writeList(_ left: SQLNode?, _ name: String, _ items: [SQLNode], _ depth: Int) {
    let isIn = name == "="
    let constants = items.filter { !$0.namesColumn }
    let others = items.filter { $0.namesColumn }
    var parts = 0
    let separate = others + (constants.count > 1 ? [] : constants)
    let count = separate.count + (constants.count > 1 ? 1 : 0)
    if count > 1 { text += isIn ? "or(" : "and(" }
    if constants.count > 1 {
      text += "("
      left.map { write($0, depth: depth) }
      text += isIn ? " = any AArrayExpr(" : " <> all AArrayExpr("
      for constant in constants {
        text += " 1="
        write(constant, depth: depth)
      }
      text += "))"
      parts += 1
    }
    for item in separate {
      if parts > 0 { text += ", " }
      parts += 1
      write(left, name, item, depth)
    }
    if count > 1 { text += ")" }
  }

  /// A bare string takes the type of what it is compared with, and is written as that type writes it.
  private mutating func checkConstants(_ left: SQLNode?, _ right: SQLNode?) {
    let sides = [left, right].compactMap(\.self)
    let constants = sides.flatMap { side -> [SQLNode] in
      if let items = side.items { return items }
      return side.isKind("AArrayExpr") ? side.nodes("elements") : [side]
    }
    let strings = constants.compactMap { Constant($0)?.string?.text("sval") }
    guard strings.contains(where: { !$0.readsTheSameInAnyType }) else { return }
    let isText = sides.contains { side in
      if let column = ColumnReference(side)?.fields.last?.stringValue {
        return scope[column]?.map(Self.isText) ?? false
      }
      if let call = FunctionCall(side) { return Self.textFunctions.contains(call.name.last ?? "") }
      if let cast = TypeCast(side), Constant(cast.argument) == nil {
        return Self.textTypes.contains(cast.type?.names.last ?? "")
      }
      return false
    }
    if !isText { isExact = false }
  }

  private static func isText(_ type: String) -> Bool {
    type == "text" || type == "name" || type.hasPrefix("character")
  }

  private static let textFunctions: Set<String> = [
    "lower", "upper", "current_setting", "btrim", "trim", "concat", "replace", "role", "to_char", "substring", "left",
  ]
}

extension String {
  /// Whether a constant is written in the same way by every type that can read it: a word, or nothing at all.
  var readsTheSameInAnyType: Bool {
    if self == "{}" || self == "[]" { return true }
    guard utf8.allSatisfy({ ($0 | 0x20) &- 0x61 < 26 || $0 == 0x5F || $0 == 0x2D || $0 >= 0x80 }) else { return false }
    return ![
      "now", "today", "tomorrow", "yesterday", "epoch", "infinity", "true", "false", "yes", "no", "on", "off",
      "t", "f", "y", "n", "nan",
    ].contains(lowercased())
  }
}

extension SQLNode {
  /// Whether a column is named in it.
  fileprivate var namesColumn: Bool {
    var found = false
    walk { found = found || $0.isKind("ColumnRef") }
    return found
  }

  /// The name that a result gets from its expression (parse_target.c, `FigureColname`).
  package var impliedName: String? {
    var node = self
    for _ in 0..<64 {
      if let column = ColumnReference(node) { return column.fields.reversed().lazy.compactMap(\.stringValue).first }
      if let call = FunctionCall(node) { return call.name.last }
      if let cast = TypeCast(node) {
        let inner = cast.argument?.impliedNameOfCastArgument
        return inner ?? cast.type?.names.last
      }
      if let link = SubLink(node) {
        switch link.type {
        case .exists: return "exists"
        case .array: return "array"
        case .expression:
          guard let target = Select(link.query)?.targets.first else { return nil }
          if let name = target.name { return name }
          guard let value = target.value else { return nil }
          node = value
          continue
        default: return nil
        }
      }
      if let choice = CaseExpression(node) {
        return choice.defaultResult?.impliedNameOfCastArgument ?? "case"
      }
      if node.isKind("CoalesceExpr") { return "coalesce" }
      if node.isKind("AArrayExpr") { return "array" }
      if node.isKind("RowExpr") { return "row" }
      if node.isKind("GroupingFunc") { return "grouping" }
      if node.isKind("MinMaxExpr") { return node.name("op") == "IS_GREATEST" ? "greatest" : "least" }
      if node.isKind("SQLValueFunction") { return node.sqlValueName }
      if let expression = OperatorExpression(node), expression.kind == .nullIf { return "nullif" }
      if node.isKind("AIndirection"), let inner = node.node("arg") {
        if let name = node.nodes("indirection").reversed().lazy.compactMap(\.stringValue).first { return name }
        node = inner
        continue
      }
      if node.isKind("CollateClause"), let inner = node.node("arg") {
        node = inner
        continue
      }
      return nil
    }
    return nil
  }

  /// A cast is named by what is cast where that has a strong name, as a column or a call has.
  private var impliedNameOfCastArgument: String? {
    isKind("CaseExpr") || isKind("TypeCast") ? nil : impliedName
  }

  private var sqlValueName: String? {
    switch name("op") {
    case "SVFOP_CURRENT_DATE": "current_date"
    case "SVFOP_CURRENT_TIME", "SVFOP_CURRENT_TIME_N": "current_time"
    case "SVFOP_CURRENT_TIMESTAMP", "SVFOP_CURRENT_TIMESTAMP_N": "current_timestamp"
    case "SVFOP_LOCALTIME", "SVFOP_LOCALTIME_N": "localtime"
    case "SVFOP_LOCALTIMESTAMP", "SVFOP_LOCALTIMESTAMP_N": "localtimestamp"
    case "SVFOP_CURRENT_ROLE": "current_role"
    case "SVFOP_CURRENT_USER": "current_user"
    case "SVFOP_USER": "user"
    case "SVFOP_SESSION_USER": "session_user"
    case "SVFOP_CURRENT_CATALOG": "current_catalog"
    case "SVFOP_CURRENT_SCHEMA": "current_schema"
    default: nil
    }
  }
}

extension NormalForm {
  /// The form of a string constant that becomes the value of a type.
  static func isExact(_ value: String, as type: String?) -> (form: String, isExact: Bool) {
    switch type {
    case "smallint", "integer", "bigint": (value, true)
    case "boolean": (["t", "true", "on", "yes", "1"].contains(value.lowercased()) ? "true" : "false", true)
    case "text", "name", "uuid": (quoted(value), true)
    case .some(let type) where type.hasPrefix("character varying"): (quoted(value), true)
    default: (quoted(value), value.readsTheSameInAnyType)
    }
  }
}
