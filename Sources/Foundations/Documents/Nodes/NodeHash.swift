extension Node: Hashable {
  /// Equal values hash alike whatever their order and notation; without recursion, so no depth is too deep.
  @usableFromInline package func hash(into hasher: inout Hasher) {
    hasher.combine(contentHash)
  }

  /// An array or object that is being hashed.
  private struct Frame {
    var isObject: Bool
    var remaining: Int
    /// The index of the entry after all that is inside.
    var end: Int
    var key = 0
    var hash: Int

    /// Takes in the next element in order, the next member without regard to order.
    mutating func take(_ value: Int) {
      remaining -= 1
      var hasher = Hasher()
      hasher.combine(isObject ? key : hash)
      hasher.combine(value)
      hash = isObject ? hash &+ hasher.finalize() : hasher.finalize()
    }
  }

  private var contentHash: Int {
    var open: [Frame] = []
    var position = index
    while true {
      if let frame = open.last, frame.isObject {
        open[open.count - 1].key = tape.withText(of: tape.entries[position], KeyTable.hash)
        position += 1
      }
      let value = tape.entries[position]
      var hash = shallowHash(of: value)
      if value.kind == .array || value.kind == .object {
        let end = position + value.stride
        open.append(Frame(isObject: value.kind == .object, remaining: value.count, end: end, hash: hash))
      } else {
        guard !open.isEmpty else { return hash }
        open[open.count - 1].take(hash)
      }
      position += 1
      while let frame = open.last, frame.remaining == 0 {
        open.removeLast()
        hash = frame.hash
        position = frame.end
        guard !open.isEmpty else { return hash }
        open[open.count - 1].take(hash)
      }
    }
  }

  /// Hashes a scalar whole, of an array or object the kind and the count.
  private func shallowHash(of entry: Entry) -> Int {
    var hasher = Hasher()
    hasher.combine(entry.kind)
    switch entry.kind {
    case .null, .table: break
    case .boolean: hasher.combine(entry.flag)
    case .number: hasher.combine(tape.number(of: entry))
    case .string: hasher.combine(tape.withText(of: entry, KeyTable.hash))
    case .array, .object: hasher.combine(entry.count)
    }
    return hasher.finalize()
  }
}
