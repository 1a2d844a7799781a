extension Node: Equatable {
  /// JSON equality: numbers by exact value, strings by code points, objects without order; places do not count.
  @usableFromInline package static func == (lhs: Node, rhs: Node) -> Bool {
    var open = [(lhs, rhs)]
    while let (left, right) = open.popLast() {
      if left.tape === right.tape, left.index == right.index { continue }
      let one = left.entry
      let other = right.entry
      guard one.kind == other.kind else { return false }
      switch one.kind {
      case .null, .table: continue
      case .boolean: guard one.flag == other.flag else { return false }
      case .string: guard haveSameText(left, right) else { return false }
      case .number:
        guard haveSameText(left, right) || left.tape.number(of: one) == right.tape.number(of: other) else {
          return false
        }
      case .array:
        guard one.count == other.count else { return false }
        open.append(
          contentsOf: zip(Elements(tape: left.tape, index: left.index), Elements(tape: right.tape, index: right.index)))
      case .object:
        guard one.count == other.count else { return false }
        let members = Object(tape: right.tape, index: right.index)
        for member in Object(tape: left.tape, index: left.index) {
          guard let value = member.withKey({ members[utf8: $0] }) else { return false }
          open.append((member.value, value))
        }
      }
    }
    return true
  }

  private static func haveSameText(_ left: Node, _ right: Node) -> Bool {
    left.tape.withText(of: left.entry) { one in
      right.tape.withText(of: right.entry) { other in sameBytes(one, other) }
    }
  }
}
