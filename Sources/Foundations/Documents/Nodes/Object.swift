/// The members of an object, in order, each key once; keys are equal when their UTF-8 bytes are.
@usableFromInline package struct Object: Sendable, Sequence {
  @usableFromInline let tape: Tape
  @usableFromInline let index: Int

  @inlinable init(tape: Tape, index: Int) {
    self.tape = tape
    self.index = index
  }

  /// A key with its value.
  @usableFromInline package struct Member: Sendable {
    @usableFromInline let tape: Tape
    /// The entry of the key; the value follows.
    @usableFromInline let position: Int

    @inlinable init(at position: Int, in tape: Tape) {
      self.tape = tape
      self.position = position
    }

    package var key: String { tape.string(of: tape.entries[position]) }
    /// Where the key stands in the source, its quotes included.
    @inlinable package var keyRange: SourceRange { tape.entries[position].range }
    @inlinable package var value: Node { Node(tape: tape, index: position + 1) }

    /// Lends the key in UTF-8, without the cost of a `String`.
    @inlinable package func withKey<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
      tape.withText(of: tape.entries[position], body)
    }
  }

  @inlinable package var count: Int { tape.entries[index].count }
  @inlinable package var isEmpty: Bool { count == 0 }
  @inlinable package var underestimatedCount: Int { count }
  /// The keys, in order.
  package var keys: [String] { map(\.key) }

  /// The members by the bytes of their keys, for what must not depend on the order in which they are written.
  package var inKeyOrder: [Member] {
    let members = Array(self)
    let keys = members.map(\.key)
    return members.indices.sorted { keys[$0].utf8.lexicographicallyPrecedes(keys[$1].utf8) }.map { members[$0] }
  }

  /// The value of a key.
  @inlinable package subscript(key: String) -> Node? { self[utf8: key.utf8Span.span] }

  /// The value of a key that is given in UTF-8.
  @inlinable package subscript(utf8 key: Span<UInt8>) -> Node? {
    tape.key(key, inObjectAt: index).map { Node(tape: tape, index: $0 + 1) }
  }

  /// The member of a key, for those who need the key's place.
  package func member(_ key: String) -> Member? {
    tape.key(key.utf8Span.span, inObjectAt: index).map { Member(at: $0, in: tape) }
  }

  @inlinable package func makeIterator() -> Iterator {
    Iterator(tape: tape, position: index + 1, remaining: count)
  }

  @usableFromInline package struct Iterator: IteratorProtocol {
    @usableFromInline let tape: Tape
    @usableFromInline var position: Int
    @usableFromInline var remaining: Int

    @inlinable init(tape: Tape, position: Int, remaining: Int) {
      self.tape = tape
      self.position = position
      self.remaining = remaining
    }

    @inlinable package mutating func next() -> Member? {
      guard remaining > 0 else { return nil }
      let member = Member(at: position, in: tape)
      position += 1 + tape.entries[position + 1].stride
      remaining -= 1
      return member
    }
  }
}
