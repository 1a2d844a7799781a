internal import Documents
internal import JSONSchema

/// The documents that prove a break: valid by the writer's schema, and not by the reader's.
struct Witness {
  let writer: Schema
  let reader: Schema

  /// Whether a document is one, as the validator says.
  func isProof(_ document: Node) -> Bool {
    do throws(EvaluationError) {
      guard try writer.isValid(document) else { return false }
      return try !reader.isValid(document)
    } catch {
      return false
    }
  }

  /// A smaller document of which the same is true, where one is found by leaving parts out.
  func minimised(_ document: Node) -> Node {
    // The larger a document is, the less often it is validated, and very large ones are not again.
    var trials = min(400, 40_000 / max(1, document.tape.entries.count))
    return trials == 0 ? document : reduced(document, DocumentHole(), &trials)
  }

  /// The value without what can be left out of it.
  private func reduced(_ value: Node, _ hole: DocumentHole, _ trials: inout Int) -> Node {
    switch value.kind {
    case .object: reducedObject(value, hole, &trials)
    case .array: reducedArray(value, hole, &trials)
    default: value
    }
  }

  private func reducedObject(_ value: Node, _ hole: DocumentHole, _ trials: inout Int) -> Node {
    var members = value.object.map { $0.map { ($0.key, $0.value) } } ?? []
    for place in members.indices.reversed() where trials > 0 {
      var fewer = members
      fewer.remove(at: place)
      trials -= 1
      if isProof(hole.filled(with: .object(fewer))) { members = fewer }
    }
    if let inner = innerProof(of: .object(members), hole, &trials) { return reduced(inner, hole, &trials) }
    for place in members.indices where trials > 0 {
      members[place].1 = reduced(members[place].1, hole.inside(.member(members, place)), &trials)
    }
    return .object(members)
  }

  /// A value of the same kind inside of a value that is a proof in its place, as where schemas lead to themselves.
  private func innerProof(of value: Node, _ hole: DocumentHole, _ trials: inout Int) -> Node? {
    guard value.tape.entries.count <= 100 else { return nil }
    for index in stride(from: value.index + value.tape.entries[value.index].stride - 1, to: value.index, by: -1) {
      let inner = Node(tape: value.tape, index: index)
      guard inner.kind == value.kind, trials > 0 else { continue }
      trials -= 1
      if isProof(hole.filled(with: inner)) { return inner }
    }
    return nil
  }

  private func reducedArray(_ value: Node, _ hole: DocumentHole, _ trials: inout Int) -> Node {
    var items = value.array.map { Array($0) } ?? []
    var length = items.count
    while length > 0, trials > 0 {
      var place = items.count - length
      while place >= 0, trials > 0 {
        var fewer = items
        fewer.removeSubrange(place..<place + length)
        trials -= 1
        if isProof(hole.filled(with: .array(fewer))) { items = fewer }
        place = min(place, items.count) - length
      }
      length /= 2
    }
    for place in items.indices where trials > 0 {
      items[place] = reduced(items[place], hole.inside(.item(items, place)), &trials)
    }
    return .array(items)
  }
}
