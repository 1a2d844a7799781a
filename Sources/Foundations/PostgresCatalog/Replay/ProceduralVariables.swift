internal import Documents
internal import SQL

/// The variables of a body in PL/pgSQL whose value is known: declared with a constant, and never assigned.
struct ProceduralVariables: Sendable {
  private(set) var constants: [String: String] = [:]
  private var lists: [String: [String]] = [:]
  private var names: [String] = []
  /// How often each variable is assigned, by its number.
  private var assignments: [Int: Int] = [:]

  /// How many elements of a list are followed.
  private static let elementLimit = 500

  init() {}

  /// - Parameter root: what libpg_query says of a body; a variable is named by its place among the datums.
  init(_ root: Node) {
    guard let function = root.array.map(Array.init)?.first?["PLpgSQL_function"],
      let datums = function["datums"]?.array.map(Array.init)
    else { return }
    names = datums.map { $0["PLpgSQL_var"]?["refname"]?.string ?? "" }
    countAssignments(in: function, depth: 0)
    for (number, datum) in datums.enumerated() {
      // A name that is declared twice means one or the other, by the block.
      guard let value = datum["PLpgSQL_var"]?["default_val"]?["PLpgSQL_expr"]?["query"]?.string,
        assignments[number] == nil, names.count(where: { $0 == names[number] }) == 1
      else { continue }
      constants[names[number]] = Self.expression(value)?.foldedText(depth: 0, constants)
      lists[names[number]] = Self.expression(value).flatMap { Self.elements(of: $0, constants) }
    }
  }

  /// The variable of `FOREACH … IN ARRAY` over constants, with them; `nil` for other loops.
  func loop(_ statement: Node, _ values: [String: String]) -> (name: String, elements: [String])? {
    guard let number = statement["varno"]?.number?.int, names.indices.contains(number), assignments[number] == 1,
      let query = statement["expr"]?["PLpgSQL_expr"]?["query"]?.string, let list = Self.expression(query)
    else { return nil }
    let known = constants.merging(values) { $1 }
    let named = ColumnReference(list)?.fields.first?.stringValue.flatMap { lists[$0] }
    guard let elements = named ?? Self.elements(of: list, known), !elements.isEmpty else { return nil }
    return (names[number], elements)
  }

  private mutating func countAssignments(in node: Node, depth: Int) {
    guard depth < 200 else { return }
    for item in node.array.map(Array.init) ?? [] { countAssignments(in: item, depth: depth + 1) }
    for member in node.object.map(Array.init) ?? [] {
      if member.key == "varno" || member.key == "target", let number = member.value.number?.int {
        assignments[number, default: 0] += 1
      }
      // `SELECT … INTO`, and the variable of `FOR … IN SELECT`, which may be named and not numbered.
      if let name = member.value["PLpgSQL_var"]?["refname"]?.string, member.key == "target" || member.key == "var" {
        for number in names.indices where names[number] == name { assignments[number, default: 0] += 1 }
      }
      countAssignments(in: member.value, depth: depth + 1)
    }
  }

  private static func expression(_ text: String) -> SQLNode? {
    Select(SQLParser.parse(SQLText("SELECT \(text)")).statements.first?.tree)?.targets.first?.value
  }

  /// The elements of `ARRAY['a', 'b']` or of `'{a,b}'`.
  private static func elements(of node: SQLNode, _ values: [String: String]) -> [String]? {
    if let cast = TypeCast(node) { return cast.argument.flatMap { elements(of: $0, values) } }
    if node.isKind("AArrayExpr") {
      let elements = node.nodes("elements").map { $0.foldedText(depth: 0, values) }
      return elements.contains(nil) || elements.count > elementLimit ? nil : elements.compactMap(\.self)
    }
    guard let text = Constant(node)?.string?.text("sval"), text.first == "{", text.last == "}",
      !text.contains(where: { "\"\\".contains($0) })
    else { return nil }
    let parts = text.dropFirst().dropLast().split(separator: ",").map { $0.filter { $0 != " " } }
    return parts.count > elementLimit ? nil : parts
  }
}
