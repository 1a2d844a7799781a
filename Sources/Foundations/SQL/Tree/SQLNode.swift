/// A node of a syntax tree, of the kinds and fields that PostgreSQL 15 has (parsenodes.h, primnodes.h).
///
/// A node is a view of its statement's tree: it is cheap to pass on, and keeps the tree. Names of kinds and fields are
/// those of PostgreSQL, fields in lower case: the `relation` of a `CreateStmt` is a `RangeVar` with a `relname`. What a
/// statement does not say has its type's default, as in C: an empty text, zero, false, no node. A field that the kind
/// does not have stops a debug build; the views of `Statements` ask by constants that a test compares with the library.
package struct SQLNode: Sendable {
  private let tree: SQLTree
  let type: MessageType
  private let range: Range<Int>

  init(_ tree: SQLTree, _ type: MessageType, _ range: Range<Int>) {
    self.tree = tree
    self.type = type
    self.range = range
  }

  /// What the node is, as PostgreSQL names it, without underscores: `TransactionStmt`, `AConst`.
  package var kind: String { type.name }

  /// The node in a field; `nil` where there is none.
  package func node(_ field: String) -> SQLNode? {
    nodes(field).first
  }

  /// The nodes in a field, in their order.
  package func nodes(_ field: String) -> [SQLNode] {
    guard let field = self.field(field), case .message(let type) = field.content else { return [] }
    return values(of: field).compactMap { value in
      guard case .bytes(let range) = value else { return nil }
      return SQLNode(tree, type, range).held
    }
  }

  /// The text in a field.
  package func text(_ field: String) -> String {
    guard let field = self.field(field), case .bytes(let range)? = values(of: field).last else { return "" }
    return text(in: range)
  }

  /// The number in a field.
  package func number(_ field: String) -> Int {
    guard let field = self.field(field), case .number(let bits)? = values(of: field).last else { return 0 }
    return Int(truncatingIfNeeded: bits)
  }

  /// Whether a field says yes.
  package func isTrue(_ field: String) -> Bool { number(field) != 0 }

  /// The enumerated value in a field, as PostgreSQL names it: `TRANS_STMT_BEGIN`.
  package func name(_ field: String) -> String? {
    self.field(field)?.valueName(number(field))
  }

  /// Where the node begins in its file, as an offset of a byte; `nil` for a node that PostgreSQL gives no place.
  package var location: Int? {
    type.field(named: "location").map { _ in number("location") }.flatMap { $0 < 0 ? nil : tree.start + $0 }
  }

  /// The nodes directly below this one, in the order of their fields' numbers.
  package var children: [SQLNode] {
    var children: [SQLNode] = []
    var reader = ProtobufReader(tree.bytes, in: range)
    while let (number, value) = reader.next() {
      guard case .bytes(let range) = value, case .message(let type)? = type.field(number)?.content,
        let child = SQLNode(tree, type, range).held
      else { continue }
      children.append(child)
    }
    return children
  }

  /// Lends this node and all below it, each before those below it; the stack that it takes does not grow with the depth.
  package func walk(_ body: (SQLNode) -> Void) {
    var open = [self]
    while let node = open.popLast() {
      body(node)
      open += node.children.reversed()
    }
  }

  /// A field by its name; asking for one that the kind does not have is a mistake of the program, not of the text.
  private func field(_ name: String) -> MessageField? {
    let field = type.field(named: name)
    assert(field != nil, "\(kind) has no field \(name)")
    return field
  }

  /// Whether the node is of a kind, by the name that PostgreSQL gives it.
  package func isKind(_ name: StaticString) -> Bool { type.isNamed(name) }

  private func values(of field: MessageField) -> [ProtobufReader.Value] {
    var values: [ProtobufReader.Value] = []
    var reader = ProtobufReader(tree.bytes, in: range)
    while let (number, value) = reader.next() {
      if number == field.number { values.append(value) }
    }
    return values
  }

  func forEachRawField(_ body: (MessageField, ProtobufReader.Value) -> Void) {
    var reader = ProtobufReader(tree.bytes, in: range)
    while let (number, value) = reader.next() {
      if let field = type.field(number) { body(field, value) }
    }
  }

  func view(_ type: MessageType, _ range: Range<Int>) -> SQLNode? { SQLNode(tree, type, range).held }

  func text(in range: Range<Int>) -> String { String(decoding: tree.bytes[range], as: UTF8.self) }

  /// The node itself, or the one that it holds where it stands for any kind.
  private var held: SQLNode? {
    guard type == .anyNode else { return self }
    var reader = ProtobufReader(tree.bytes, in: range)
    guard let (number, value) = reader.next(), case .bytes(let range) = value,
      case .message(let type)? = type.field(number)?.content
    else { return nil }
    return SQLNode(tree, type, range)
  }
}
