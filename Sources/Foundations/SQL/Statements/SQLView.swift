/// The names of the fields of a kind of node that a view reads; a test compares them with the library's descriptors.
package protocol SQLFieldName: RawRepresentable<String>, CaseIterable, Sendable {
  /// The kind as PostgreSQL names it, without underscores.
  static var nodeKind: StaticString { get }
}

/// The values of an enumerated field that a program tells apart; the test compares them, too.
package protocol SQLEnumeration: RawRepresentable<String>, CaseIterable, Sendable {
  /// A kind and its field that has these values.
  static var origin: (kind: StaticString, field: String) { get }
}

/// A node of one kind, whose fields are asked for by constants.
package protocol SQLView: Sendable {
  associatedtype Field: SQLFieldName
  var node: SQLNode { get }
  init(unchecked node: SQLNode)
}

extension SQLView {
  /// The view of a node; `nil` for no node, and for one of another kind.
  package init?(_ node: SQLNode?) {
    guard let node, node.isKind(Field.nodeKind) else { return nil }
    self.init(unchecked: node)
  }

  package func text(_ field: Field) -> String { node.text(field.rawValue) }

  /// The text in a field; `nil` for an empty one, which is how C says that there is none.
  package func optionalText(_ field: Field) -> String? {
    let text = node.text(field.rawValue)
    return text.isEmpty ? nil : text
  }

  package func number(_ field: Field) -> Int { node.number(field.rawValue) }
  package func flag(_ field: Field) -> Bool { node.isTrue(field.rawValue) }
  package func child(_ field: Field) -> SQLNode? { node.node(field.rawValue) }
  package func children(_ field: Field) -> [SQLNode] { node.nodes(field.rawValue) }
  package func view<View: SQLView>(_ field: Field, as _: View.Type = View.self) -> View? { View(child(field)) }

  package func views<View: SQLView>(_ field: Field, as _: View.Type = View.self) -> [View] {
    children(field).compactMap { View($0) }
  }

  /// The strings of a list, as the parts of a qualified name.
  package func strings(_ field: Field) -> [String] { children(field).compactMap(\.stringValue) }

  /// The enumerated value in a field; `nil` for one that the enumeration leaves out.
  package func value<Value: SQLEnumeration>(_ field: Field, as _: Value.Type = Value.self) -> Value? {
    node.name(field.rawValue).flatMap(Value.init(rawValue:))
  }
}

extension SQLNode {
  /// The text of a `String` node.
  package var stringValue: String? { isKind("String") ? text("sval") : nil }

  /// The nodes of a `List`.
  package var items: [SQLNode]? { isKind("List") ? nodes("items") : nil }
}

/// Whether what a command drops or revokes takes along what depends on it.
package enum DropBehavior: String, SQLEnumeration {
  package static var origin: (kind: StaticString, field: String) { ("DropStmt", "behavior") }
  case restrict = "DROP_RESTRICT"
  case cascade = "DROP_CASCADE"
}
