/// The values of an array, in order; each step to the next takes the same time, whatever is inside.
package struct Elements: Sendable, Sequence {
  let tape: Tape
  let index: Int

  package var count: Int { tape.entries[index].count }
  package var isEmpty: Bool { count == 0 }
  package var underestimatedCount: Int { count }
  package var first: Node? { isEmpty ? nil : Node(tape: tape, index: index + 1) }

  /// The element at a place counted from 0, nil when there is none; immediate only in arrays without arrays and objects.
  package subscript(place: Int) -> Node? {
    let entry = tape.entries[index]
    guard place >= 0, place < entry.count else { return nil }
    if entry.stride == entry.count + 1 { return Node(tape: tape, index: index + 1 + place) }
    var position = index + 1
    for _ in 0..<place { position += tape.entries[position].stride }
    return Node(tape: tape, index: position)
  }

  package func makeIterator() -> Iterator {
    Iterator(tape: tape, position: index + 1, remaining: count)
  }

  package struct Iterator: IteratorProtocol {
    let tape: Tape
    var position: Int
    var remaining: Int

    package mutating func next() -> Node? {
      guard remaining > 0 else { return nil }
      let node = Node(tape: tape, index: position)
      position += tape.entries[position].stride
      remaining -= 1
      return node
    }
  }
}
