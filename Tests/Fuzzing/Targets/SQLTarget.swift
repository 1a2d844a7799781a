internal import Documents
internal import SQL

/// SQL: statements, comments and errors lie in the text, in order.
enum SQLTarget {
  static func run(_ bytes: [UInt8]) throws(FuzzFinding) {
    let source = SourceText(bytes)
    _ = source.sqlEncodingError
    let script = SQLParser.parse(SQLText(source))
    var end: UInt32 = 0
    for statement in script.statements {
      try require(
        statement.range.start >= end && statement.range.end > statement.range.start
          && Int(statement.range.end) <= bytes.count, "a statement lies in another, or outside of the text")
      end = statement.range.end
      var nodes = 0
      statement.tree?.walk { node in
        _ = node.location
        nodes += 1
      }
      try require(statement.tree == nil || nodes > 0, "a tree without a root")
    }
    for range in script.errors.map(\.range) + script.comments.map(\.range) {
      try require(Int(range.end) <= bytes.count, "an error or comment lies outside of the text")
    }
    try require(
      script.statements.allSatisfy { $0.tree != nil } || !script.errors.isEmpty, "a statement has no tree and no error")
  }
}
