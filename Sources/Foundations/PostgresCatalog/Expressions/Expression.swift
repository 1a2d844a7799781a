package import SQL

/// What the catalog keeps of an expression or a query.
///
/// A server rewrites what it is given: it adds casts and schemas, and writes `IN` as `= ANY`. So expressions are compared
/// by a form that is the same for both.
package struct Expression: Hashable, Sendable {
  /// What it says, whoever wrote it.
  package var form: String

  /// Whether the form is the one that a server would have; not where that depends on types that are not known here.
  package var isExact: Bool

  /// The columns that it names, without their relations.
  package var columns: Set<String>

  /// The functions that it calls, as they were named.
  package var functions: Set<String>

  /// The relations that its queries read, as they were named.
  package var relations: Set<String>

  /// Whether it is true for every row, as `true`, `1 = 1` and `a = a`.
  package var isAlwaysTrue: Bool

  /// Whether it is true where a setting or a function of the session says nothing, as `auth.uid() IS NULL OR …`.
  package var isTrueWithoutClaims: Bool

  /// The columns of which it says that they are not null, whatever else it says.
  package var columnsNotNull: Set<String>

  /// Reads a tree, with the types of the columns that it can name, as far as they are known.
  package init(_ node: SQLNode, scope: [String: String?] = [:]) {
    var form = NormalForm(scope: scope)
    form.write(node, depth: 0)
    self.form = form.text
    isExact = form.isExact
    columns = form.columns
    functions = form.functions
    relations = form.relations
    isAlwaysTrue = node.truth(depth: 0) == true
    isTrueWithoutClaims = node.isTrueWithoutClaims(depth: 0)
    columnsNotNull = node.columnsNotNull(depth: 0)
  }

  init(form: String, isExact: Bool = true) {
    self.form = form
    self.isExact = isExact
    columns = []
    functions = []
    relations = []
    isAlwaysTrue = false
    isTrueWithoutClaims = false
    columnsNotNull = []
  }

  /// Follows a new name of a column that it may name; the form is not that of the server any more.
  mutating func rename(column old: String, to new: String) {
    guard columns.remove(old) != nil else { return }
    columns.insert(new)
    isExact = false
  }

  /// Whether it calls a function or reads a relation of a name, as far as names tell.
  func mentions(_ name: QualifiedName, in names: KeyPath<Expression, Set<String>>) -> Bool {
    self[keyPath: names].contains(name.name) || self[keyPath: names].contains(name.description)
  }

  /// The value of a column that counts upwards by a sequence.
  static func nextValue(of sequence: QualifiedName) -> Expression {
    Expression(form: "nextval(\(NormalForm.quoted(sequence.name)))")
  }

  package static func == (first: Expression, second: Expression) -> Bool {
    first.isExact == second.isExact && (!first.isExact || first.form == second.form)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(isExact)
    if isExact { hasher.combine(form) }
  }
}

extension SQLNode {
  /// The columns that a condition, or a part of it joined by AND, requires not to be null.
  fileprivate func columnsNotNull(depth: Int) -> Set<String> {
    guard depth < 100 else { return [] }
    if let test = NullTest(self), test.isNotNull, let column = test.argument.flatMap({ ColumnReference($0) }) {
      return Set([column.fields.last?.stringValue].compactMap(\.self))
    }
    guard let expression = BooleanExpression(self), expression.connective == .and else { return [] }
    return expression.arguments.reduce(into: []) { $0.formUnion($1.columnsNotNull(depth: depth + 1)) }
  }

  /// Whether an alternative of a condition asks only that a function without columns gives NULL.
  fileprivate func isTrueWithoutClaims(depth: Int) -> Bool {
    guard depth < 100 else { return false }
    if let test = NullTest(self), !test.isNotNull, let argument = test.argument {
      var calls = false
      var names = false
      argument.walk { node in
        if FunctionCall(node) != nil { calls = true }
        if ColumnReference(node) != nil { names = true }
      }
      return calls && !names
    }
    guard let expression = BooleanExpression(self), expression.connective == .or else { return false }
    return expression.arguments.contains { $0.isTrueWithoutClaims(depth: depth + 1) }
  }

  /// What a condition is for every row; `nil` where that depends on the row or is not seen.
  fileprivate func truth(depth: Int) -> Bool? {
    guard depth < 100 else { return nil }
    if let constant = Constant(self) {
      return constant.boolean?.isTrue("boolval") ?? (constant.isNull ? false : nil)
    }
    if let cast = TypeCast(self), let value = Constant(cast.argument) {
      guard let word = value.string?.text("sval").lowercased() else { return value.boolean?.isTrue("boolval") }
      return ["t", "true", "on", "yes", "1"].contains(word) ? true : nil
    }
    if let expression = BooleanExpression(self) {
      let values = expression.arguments.map { $0.truth(depth: depth + 1) }
      switch expression.connective {
      case .and: return values.contains(false) ? false : values.contains(nil) ? nil : true
      case .or:
        if values.contains(true) || expression.asksForBoth { return true }
        return values.contains(nil) ? nil : false
      case .not: return values.first.flatMap(\.self).map { !$0 }
      case nil: return nil
      }
    }
    if isKind("CoalesceExpr") { return nodes("args").first?.truth(depth: depth + 1) }
    if let link = SubLink(self), let query = Select(link.query), query.from.isEmpty, query.condition == nil {
      return link.type == .exists ? true : query.targets.first?.value?.truth(depth: depth + 1)
    }
    if let expression = OperatorExpression(self), expression.name.last == "=", expression.kind == .plain,
      let left = expression.left, let right = expression.right
    {
      let sides = [left, right].map { side in
        var form = NormalForm(scope: [:])
        form.write(side, depth: depth)
        return form.text
      }
      return sides[0] == sides[1] && sides[0] != "null" ? true : nil
    }
    return nil
  }
}

extension BooleanExpression {
  /// Whether two of its parts are `a IS NULL` and `a IS NOT NULL` of the same column.
  fileprivate var asksForBoth: Bool {
    func columns(notNull: Bool) -> Set<[String?]> {
      Set(
        arguments.compactMap { part in
          guard let test = NullTest(part), test.isNotNull == notNull, let column = ColumnReference(test.argument) else {
            return nil
          }
          return column.fields.map(\.stringValue)
        })
    }
    return !columns(notNull: true).isDisjoint(with: columns(notNull: false))
  }
}
