/// The values of an array, in order; each step to the next takes the same time, whatever is inside.
@usableFromInline package struct Elements: Sendable, Sequence {
  @usableFromInline let tape: Tape
  @usableFromInline let index: Int

  @inlinable init(tape: Tape, index: Int) {
    self.tape = tape
    self.index = index
  }

  @inlinable package var count: Int { tape.entries[index].count }
  @inlinable package var isEmpty: Bool { count == 0 }
  @inlinable package var underestimatedCount: Int { count }
  @inlinable package var first: Node? { isEmpty ? nil : Node(tape: tape, index: index + 1) }

  /// The element at a place counted from 0, nil when there is none; immediate only in arrays without arrays and objects.
  @inlinable package subscript(place: Int) -> Node? {
    let entry = tape.entries[index]
    guard place >= 0, place < entry.count else { return nil }
    if entry.stride == entry.count + 1 { return Node(tape: tape, index: index + 1 + place) }
    var position = index + 1
    for _ in 0..<place { position += tape.entries[position].stride }
    return Node(tape: tape, index: position)
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

    @inlinable package mutating func next() -> Node? {
      guard remaining > 0 else { return nil }
      let node = Node(tape: tape, index: position)
      position += tape.entries[position].stride
      remaining -= 1
      return node
    }
  }
}
