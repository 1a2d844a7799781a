/// The members of an object, in order, each key once; keys are equal when their UTF-8 bytes are.
package struct Object: Sendable, Sequence {
  let tape: Tape
  let index: Int

  /// A key with its value.
  package struct Member: Sendable {
    let keyNode: Node
    package var key: String { keyNode.tape.string(of: keyNode.entry) }
    /// Where the key stands in the source, its quotes included.
    package var keyRange: SourceRange { keyNode.range }
    package let value: Node

    /// Lends the key in UTF-8, without the cost of a `String`.
    package func withKey<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
      keyNode.tape.withText(of: keyNode.entry, body)
    }
  }

  package var count: Int { tape.entries[index].count }
  package var isEmpty: Bool { count == 0 }
  package var underestimatedCount: Int { count }
  /// The keys, in order.
  package var keys: [String] { map(\.key) }

  /// The value of a key.
  package subscript(key: String) -> Node? { self[utf8: key.utf8Span.span] }

  /// The value of a key that is given in UTF-8.
  package subscript(utf8 key: Span<UInt8>) -> Node? {
    tape.key(key, inObjectAt: index).map { Node(tape: tape, index: $0 + 1) }
  }

  /// The member of a key, for those who need the key's place.
  package func member(_ key: String) -> Member? {
    tape.key(key.utf8Span.span, inObjectAt: index).map { Member(at: $0, in: tape) }
  }

  package func makeIterator() -> Iterator {
    Iterator(tape: tape, position: index + 1, remaining: count)
  }

  package struct Iterator: IteratorProtocol {
    let tape: Tape
    var position: Int
    var remaining: Int

    package mutating func next() -> Member? {
      guard remaining > 0 else { return nil }
      let member = Member(at: position, in: tape)
      position += 1 + tape.entries[position + 1].stride
      remaining -= 1
      return member
    }
  }
}

extension Object.Member {
  fileprivate init(at position: Int, in tape: Tape) {
    keyNode = Node(tape: tape, index: position)
    value = Node(tape: tape, index: position + 1)
  }
}
