/// A place among the bytes of a tree: `mode SP name NUL id`, again and again (gitformat-pack, "Object types").
///
/// It holds offsets only. Whoever moves it passes the bytes, so that no entry is copied to be looked at.
struct TreeCursor {
  /// The entry at the place; nil before the first one and after the last.
  private(set) var entry: Entry?
  private var next = 0

  /// One entry as offsets into the tree.
  struct Entry {
    let mode: FileMode
    let name: Range<Int>

    /// Where the 20 bytes of the id start.
    var id: Int { name.upperBound + 1 }
    /// Where the next entry starts.
    var end: Int { id + ObjectID.byteCount }
  }

  /// Goes on to the next entry.
  ///
  /// - Throws: `GitError` with the code `corruptObject` for a malformed entry or one out of order: of a tree that is not
  ///   sorted a comparison would miss changes.
  mutating func advance(_ bytes: Span<UInt8>, of tree: ObjectID?) throws(GitError) {
    let previous = entry
    entry = nil
    guard next < bytes.count else { return }
    var index = next
    var bits: UInt32 = 0
    while index < bytes.count, case let digit = bytes[index], digit >= 0x30, digit <= 0x37, bits < 0o1000000 {
      bits = bits << 3 | UInt32(digit - 0x30)
      index += 1
    }
    guard index < bytes.count, bytes[index] == HeaderLines.space, let mode = FileMode(recorded: bits) else {
      throw malformed(tree, "an entry has no mode that git knows")
    }
    index += 1
    guard let end = bytes.firstOffset(of: 0, from: index), bytes.count - end > ObjectID.byteCount else {
      throw malformed(tree, "it ends within an entry")
    }
    guard end > index else { throw malformed(tree, "an entry has no name") }
    let found = Entry(mode: mode, name: index..<end)
    if let previous, Self.order(previous, bytes, found, bytes) >= 0 {
      throw malformed(tree, "its entries are not in order")
    }
    next = found.end
    entry = found
  }

  /// Goes on to the next entries of two trees that are not the same byte for byte.
  static func advance(
    _ left: inout TreeCursor, _ leftBytes: Span<UInt8>, of leftTree: ObjectID?,
    _ right: inout TreeCursor, _ rightBytes: Span<UInt8>, of rightTree: ObjectID?
  ) throws(GitError) {
    while true {
      let start = left.next
      try left.advance(leftBytes, of: leftTree)
      guard let entry = left.entry, leftBytes.equals(start..<entry.end, rightBytes, at: right.next) else { break }
      // What equals an entry that has just been read need not be read again.
      let shift = right.next - start
      right.entry = Entry(mode: entry.mode, name: entry.name.lowerBound + shift..<entry.name.upperBound + shift)
      right.next += entry.end - start
    }
    try right.advance(rightBytes, of: rightTree)
  }

  /// Compares two entries as trees are sorted: negative when the first comes first, 0 for one name of one kind.
  static func order(_ left: Entry, _ leftBytes: Span<UInt8>, _ right: Entry, _ rightBytes: Span<UInt8>) -> Int {
    let shared = min(left.name.count, right.name.count)
    let order = leftBytes.order(left.name.prefix(shared), rightBytes, at: right.name.lowerBound)
    return order != 0 ? order : left.byte(leftBytes, at: shared) - right.byte(rightBytes, at: shared)
  }

  private func malformed(_ tree: ObjectID?, _ reason: String) -> GitError {
    let name = tree.map { "the tree \($0)" } ?? "a tree"
    return GitError(.corruptObject, "\(name) is malformed: \(reason)", help: "`git fsck` lists the damage")
  }
}

extension TreeCursor.Entry {
  /// The byte of the name at an offset; after its end a slash for a folder, else zero.
  fileprivate func byte(_ bytes: Span<UInt8>, at offset: Int) -> Int {
    if offset < name.count { return Int(bytes[name.lowerBound + offset]) }
    return offset == name.count && mode == .tree ? Int(RepositoryPath.separator) : 0
  }
}
