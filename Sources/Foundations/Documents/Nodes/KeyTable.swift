/// A look-up table of a large object's keys: open addressing, linear probing, keyed by the process's random seed.
enum KeyTable {
  /// Objects with more members than this get a table; the others are faster to read through.
  static let threshold = 16

  /// How many slots a table for this many keys has: a power of two, at most half of it used.
  static func slots(for keys: Int) -> Int {
    var slots = 4
    while slots < 2 * keys { slots *= 2 }
    return slots
  }

  /// Hashes the bytes of a key; Swift's hash of a `String` would take composed and decomposed letters as equal.
  static func hash(_ text: Span<UInt8>) -> Int {
    var hasher = Hasher()
    var offset = 0
    while offset + 8 <= text.count {
      var word: UInt64 = 0
      for index in offset..<offset + 8 { word = word << 8 | UInt64(text[index]) }
      hasher.combine(word)
      offset += 8
    }
    var word = UInt64(text.count)
    while offset < text.count {
      word = word << 8 | UInt64(text[offset])
      offset += 1
    }
    hasher.combine(word)
    return hasher.finalize()
  }
}

extension Tape {
  /// Finds the entry of a key in the object at an index; the value is the entry after it.
  @usableFromInline package func key(_ key: Span<UInt8>, inObjectAt index: Int) -> Int? {
    let object = entries[index]
    guard object.flag else {
      var position = index + 1
      for _ in 0..<object.count {
        let candidate = entries[position]
        if candidate.count == key.count, withText(of: candidate, { sameBytes($0, key) }) { return position }
        position += 1 + entries[position + 1].stride
      }
      return nil
    }
    let table = entries[index + object.stride - 1]
    var slot = KeyTable.hash(key) & (table.count - 1)
    while true {
      let distance = tables[Int(table.extent) + slot]
      guard distance != 0 else { return nil }
      let candidate = entries[index + Int(distance)]
      if candidate.count == key.count, withText(of: candidate, { sameBytes($0, key) }) { return index + Int(distance) }
      slot = (slot + 1) & (table.count - 1)
    }
  }
}
