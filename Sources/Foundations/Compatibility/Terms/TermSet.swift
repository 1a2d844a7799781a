/// A set of terms, as a bit for each; much faster to copy and to ask than a hashed one.
struct TermSet {
  private var words: [UInt64] = []

  func contains(_ id: TermID) -> Bool {
    let word = Int(id.place) / 64
    return word < words.count && words[word] & (1 << (UInt64(id.place) % 64)) != 0
  }

  mutating func insert(_ id: TermID) {
    let word = Int(id.place) / 64
    if word >= words.count { words += repeatElement(0, count: word + 1 - words.count) }
    words[word] |= 1 << (UInt64(id.place) % 64)
  }
}

extension [TermID] {
  /// Whether a term is among these, which are sorted.
  func holds(_ id: TermID) -> Bool {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < id { low = middle + 1 } else { high = middle }
    }
    return low < count && self[low] == id
  }
}
