/// Writes a tape from its front to its end; both parsers and the literals use it.
struct TapeBuilder {
  let source: [UInt8]
  private(set) var entries: [Entry] = []
  var decoded: [UInt8] = []
  private var tables: [UInt32] = []
  /// The keys that stand in an object twice, as they were found; the earlier members are gone from the tape.
  private(set) var duplicates: [DuplicateKey] = []

  /// Which entries left the tape since `takeRemovals` was called, by their indices before.
  private var removals: [Range<Int>] = []

  init(source: [UInt8] = []) {
    self.source = source
  }

  /// The index that the next entry will have.
  var count: Int { entries.count }

  func range(at index: Int) -> SourceRange { entries[index].range }

  func stride(at index: Int) -> Int { entries[index].stride }

  mutating func reserve(entries count: Int) { entries.reserveCapacity(count) }

  @inline(__always)
  mutating func append(_ entry: Entry) { entries.append(entry) }

  /// Appends a string or number whose text is not in the source.
  mutating func append(_ kind: Entry.Kind, text: some Sequence<UInt8>, range: SourceRange) {
    let start = decoded.count
    decoded.append(contentsOf: text)
    append(Entry(kind, flag: true, count: decoded.count - start, extent: start, range: range))
  }

  /// Appends a copy of a finished value of this tape, as an alias does.
  mutating func appendCopy(of index: Int, range: SourceRange) {
    let stride = entries[index].stride
    let start = entries.count
    for position in index..<index + stride { entries.append(entries[position]) }
    entries[start].range = range
  }

  /// Appends a copy of an object's look-up table.
  mutating func appendTable(_ slots: ArraySlice<UInt32>) {
    entries.append(Entry(.table, count: slots.count, extent: tables.count, range: .none))
    tables.append(contentsOf: slots)
  }

  /// Closes the array whose entry was appended at an index.
  mutating func closeArray(at index: Int, count: Int, end: Int) {
    let range = SourceRange(Int(entries[index].range.start), end)
    entries[index] = Entry(.array, count: count, extent: entries.count - index, range: range)
  }

  /// Closes the object whose entry was appended at an index: settles duplicate keys, adds a table when it is large.
  mutating func closeObject(at index: Int, count: Int, end: Int) {
    let range = SourceRange(Int(entries[index].range.start), end)
    entries[index] = Entry(.object, count: count, extent: entries.count - index, range: range)
    if count > KeyTable.threshold {
      let (slots, earlier) = slots(forObjectAt: index, count: count)
      guard earlier.isEmpty else { return dropMembers(earlier, ofObjectAt: index, count: count, end: end) }
      appendTable(slots[...])
      entries[index] = Entry(.object, flag: true, count: count, extent: entries.count - index, range: range)
    } else if count > 1 {
      let earlier = earlierDuplicates(inObjectAt: index, count: count)
      if !earlier.isEmpty { dropMembers(earlier, ofObjectAt: index, count: count, end: end) }
    }
  }

  /// Answers, once, which entries left the tape.
  mutating func takeRemovals() -> [Range<Int>] {
    guard !removals.isEmpty else { return [] }
    defer { removals = [] }
    return removals
  }

  /// Hands out the tape; the builder is spent.
  consuming func finish() -> Tape {
    Tape(source: source, entries: entries, decoded: decoded, tables: tables)
  }

  private func hasSameText(_ left: Entry, _ right: Entry) -> Bool {
    guard left.count == right.count else { return false }
    return withText(of: left) { one in withText(of: right) { other in sameBytes(one, other) } }
  }

  private func withText<Result>(of entry: Entry, _ body: (Span<UInt8>) -> Result) -> Result {
    if entry.flag { return body(decoded.span.extracting(entry.textRange)) }
    return body(source.span.extracting(entry.textRange))
  }
}

/// One key that an object has twice.
struct DuplicateKey {
  var text: String
  var earlier: SourceRange
  var later: SourceRange
}

extension TapeBuilder {
  /// Finds the members of a small object that a later one replaces, as the indices of their keys.
  ///
  /// A 64-bit sieve over length and ends of the keys spares most objects any comparison.
  private func earlierDuplicates(inObjectAt index: Int, count: Int) -> [(earlier: Int, later: Int)] {
    var found: [(earlier: Int, later: Int)] = []
    var sieve: UInt64 = 0
    var position = index + 1
    for number in 0..<count {
      let key = entries[position]
      let mark: UInt64 = withText(of: key) { text in
        guard text.count > 0 else { return 1 }
        let mixed = Int(text[0]) &* 7 &+ Int(text[text.count - 1]) &* 31 &+ Int(text[text.count / 2]) &+ text.count
        return 1 << UInt64(mixed & 63)
      }
      if sieve & mark != 0, let earlier = lastEqual(to: key, among: number, inObjectAt: index) {
        found.append((earlier, position))
      }
      sieve |= mark
      position += 1 + entries[position + 1].stride
    }
    return found
  }

  /// Finds the last of an object's first members whose key has the same text.
  private func lastEqual(to key: Entry, among members: Int, inObjectAt index: Int) -> Int? {
    var found: Int?
    var position = index + 1
    for _ in 0..<members {
      if hasSameText(entries[position], key) { found = position }
      position += 1 + entries[position + 1].stride
    }
    return found
  }

  private func slots(
    forObjectAt index: Int, count: Int
  ) -> (slots: [UInt32], earlier: [(earlier: Int, later: Int)]) {
    var slots = [UInt32](repeating: 0, count: KeyTable.slots(for: count))
    var found: [(earlier: Int, later: Int)] = []
    var position = index + 1
    for _ in 0..<count {
      let key = entries[position]
      var slot = withText(of: key, KeyTable.hash) & (slots.count - 1)
      while slots[slot] != 0 {
        let other = index + Int(slots[slot])
        if hasSameText(entries[other], key) {
          found.append((other, position))
          break
        }
        slot = (slot + 1) & (slots.count - 1)
      }
      slots[slot] = UInt32(position - index)
      position += 1 + entries[position + 1].stride
    }
    return (slots, found)
  }

  /// Takes members out of a closed object that has no table yet, and closes it again.
  private mutating func dropMembers(
    _ pairs: [(earlier: Int, later: Int)], ofObjectAt index: Int, count: Int, end: Int
  ) {
    for pair in pairs {
      let key = entries[pair.later]
      duplicates.append(
        DuplicateKey(
          text: withText(of: key) { String(decoding: copy($0), as: UTF8.self) },
          earlier: entries[pair.earlier].range, later: key.range))
    }
    let dropped = Set(pairs.map(\.earlier))
    var kept = index + 1
    var position = index + 1
    for _ in 0..<count {
      let length = 1 + entries[position + 1].stride
      if !dropped.contains(position) {
        for offset in 0..<length { entries[kept + offset] = entries[position + offset] }
        kept += length
      } else {
        removals.append(position..<position + length)
      }
      position += length
    }
    entries.removeLast(entries.count - kept)
    closeObject(at: index, count: count - dropped.count, end: end)
  }
}

/// Copies borrowed bytes.
func copy(_ bytes: Span<UInt8>) -> [UInt8] {
  var copy: [UInt8] = []
  copy.reserveCapacity(bytes.count)
  for offset in bytes.indices { copy.append(bytes[offset]) }
  return copy
}
