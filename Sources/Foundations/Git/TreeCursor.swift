/// A place among the bytes of a tree: `mode SP name NUL id`, again and again (gitformat-pack, "Object types").
///
/// It holds offsets only. Whoever moves it passes the bytes, so that no entry is copied to be looked at.
struct TreeCursor {
  /// The entry at the place; nil at the end.
  private(set) var entry: Entry?
  private var end = 0

  /// One entry as offsets into the tree.
  struct Entry {
    let mode: FileMode
    let name: Range<Int>
    /// Where the 20 bytes of the id start.
    let id: Int
  }

  /// Stands at the first entry.
  init(_ bytes: Span<UInt8>, of tree: ObjectID?) throws(GitError) { try advance(bytes, of: tree) }

  /// Goes on to the next entry.
  ///
  /// - Throws: `GitError` with the code `corruptObject` for a malformed entry or one out of order: of a tree that is not
  ///   sorted a comparison would miss changes.
  mutating func advance(_ bytes: Span<UInt8>, of tree: ObjectID?) throws(GitError) {
    let previous = entry
    entry = nil
    guard end < bytes.count else { return }
    var index = end
    var bits: UInt32 = 0
    while index < bytes.count, case let digit = bytes[index], digit >= 0x30, digit <= 0x37, bits < 0o1000000 {
      bits = bits << 3 | UInt32(digit - 0x30)
      index += 1
    }
    guard index < bytes.count, bytes[index] == HeaderLines.space, let mode = FileMode(recorded: bits) else {
      throw malformed(tree, "an entry has no mode that git knows")
    }
    let start = index + 1
    index = start
    while index < bytes.count, bytes[index] != 0 {
      if bytes[index] == RepositoryPath.separator { throw malformed(tree, "a name has a slash") }
      index += 1
    }
    guard index > start else { throw malformed(tree, "an entry has no name") }
    guard bytes.count - index > ObjectID.byteCount else { throw malformed(tree, "it ends within an entry") }
    let found = Entry(mode: mode, name: start..<index, id: index + 1)
    if let previous, Self.order(previous, bytes, found, bytes) >= 0 {
      throw malformed(tree, "its entries are not in order")
    }
    end = index + 1 + ObjectID.byteCount
    entry = found
  }

  /// Compares two entries as trees are sorted: negative when the first comes first, 0 for the same name and folderness.
  static func order(_ left: Entry, _ leftBytes: Span<UInt8>, _ right: Entry, _ rightBytes: Span<UInt8>) -> Int {
    let shared = min(left.name.count, right.name.count)
    for offset in 0..<shared {
      let difference = Int(leftBytes[left.name.lowerBound + offset]) - Int(rightBytes[right.name.lowerBound + offset])
      if difference != 0 { return difference }
    }
    return left.byte(leftBytes, at: shared) - right.byte(rightBytes, at: shared)
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
