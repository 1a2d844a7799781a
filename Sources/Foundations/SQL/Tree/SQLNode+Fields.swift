/// What a field of a node has, where the kind of the node does not matter.
package enum SQLFieldValue: Sendable {
  case node(SQLNode)
  case text(String)
  /// A number, a truth value or an enumerated one.
  case number(Int)
}

extension SQLNode {
  /// Calls a function with each field that is set, in the order of the fields' numbers; places are left out.
  package func forEachField(_ body: (_ number: UInt32, _ value: SQLFieldValue) -> Void) {
    forEachRawField { field, value in
      switch (field.content, value) {
      case (.message(let type), .bytes(let range)):
        if let node = view(type, range) { body(field.number, .node(node)) }
      case (.text, .bytes(let range)): body(field.number, .text(text(in: range)))
      case (_, .number(let bits)):
        guard !field.isLocation else { return }
        body(field.number, .number(Int(truncatingIfNeeded: bits)))
      default: break
      }
    }
  }
}
