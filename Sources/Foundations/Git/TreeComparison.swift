/// A walk over two trees side by side that leaves out what is equal and what is not wanted.
struct TreeComparison {
  private(set) var changes: [ChangedPath] = []
  private let folders: [RepositoryPath]
  private let limits: ComparisonLimits
  /// The bytes of the folder that is being compared, with a slash at its end unless it is the top folder.
  private var folder: [UInt8] = []
  private var depth = 0
  private var treesRead = 0

  init(in folders: [RepositoryPath], limits: ComparisonLimits) {
    self.folders = folders
    self.limits = limits
  }

  /// Compares two trees; nil is an empty one. Folders are compared whole once one of the wanted ones is reached.
  mutating func compare(
    _ old: ObjectID?, _ new: ObjectID?, isWanted: Bool, in repository: borrowing Repository
  ) throws(GitError) {
    treesRead += 1
    guard treesRead <= limits.trees, depth <= limits.depth else { throw tooLarge }
    try repository.withTree(old) { (oldBytes: Span<UInt8>) throws(GitError) in
      try repository.withTree(new) { (newBytes: Span<UInt8>) throws(GitError) in
        var left = TreeCursor()
        var right = TreeCursor()
        try TreeCursor.advance(&left, oldBytes, of: old, &right, newBytes, of: new)
        while left.entry != nil || right.entry != nil {
          let order = Self.order(left.entry, oldBytes, right.entry, newBytes)
          let before = order <= 0 ? left.entry : nil
          let after = order >= 0 ? right.entry : nil
          let length = folder.count
          if let before {
            folder.append(oldBytes, before.name)
          } else if let after {
            folder.append(newBytes, after.name)
          }
          try refuseUnsafeName(folder[length...])
          try visit(
            before.map { FileVersion(mode: $0.mode, id: ObjectID(oldBytes, at: $0.id)) },
            after.map { FileVersion(mode: $0.mode, id: ObjectID(newBytes, at: $0.id)) },
            isWanted: isWanted, in: repository)
          folder.removeLast(folder.count - length)
          switch (before, after) {
          case (_?, nil): try left.advance(oldBytes, of: old)
          case (nil, _?): try right.advance(newBytes, of: new)
          default: try TreeCursor.advance(&left, oldBytes, of: old, &right, newBytes, of: new)
          }
        }
      }
    }
  }

  private static func order(
    _ left: TreeCursor.Entry?, _ leftBytes: Span<UInt8>, _ right: TreeCursor.Entry?, _ rightBytes: Span<UInt8>
  ) -> Int {
    guard let left else { return 1 }
    guard let right else { return -1 }
    return TreeCursor.order(left, leftBytes, right, rightBytes)
  }

  /// Deals with a differing entry, whose path is in `folder`.
  private mutating func visit(
    _ old: FileVersion?, _ new: FileVersion?, isWanted: Bool, in repository: borrowing Repository
  ) throws(GitError) {
    let isWanted = isWanted || folders.contains { $0.bytes == folder }
    guard old?.mode == .tree || new?.mode == .tree else {
      guard isWanted else { return }
      guard changes.count < limits.changes else { throw tooLarge }
      // Old trees write one mode in several ways.
      if old != new { changes.append(ChangedPath(path: RepositoryPath(bytes: folder), old: old, new: new)) }
      return
    }
    // Trees and files of one name are separate entries, so both sides are trees here, or one of them is absent.
    if old == new { return }
    folder.append(RepositoryPath.separator)
    depth += 1
    if isWanted || folders.contains(where: { $0.bytes.starts(with: folder) }) {
      try compare(old?.id, new?.id, isWanted: isWanted, in: repository)
    }
    depth -= 1
  }

  /// Refuses names that git never checks out: with a slash, `.`, `..`, and `.git` in any case (git-fsck, "hasDotgit").
  private func refuseUnsafeName(_ name: ArraySlice<UInt8>) throws(GitError) {
    var isSafe = !name.contains(RepositoryPath.separator)
    if isSafe, name.first == UInt8(ascii: "."), name.count <= 4 {
      isSafe = ![".", "..", ".git"].contains(String(decoding: name, as: UTF8.self).lowercased())
    }
    if isSafe { return }
    throw GitError(
      .corruptObject, "a tree has the path \(RepositoryPath(bytes: folder)), which git refuses to check out",
      help: "`git fsck` lists it")
  }

  private var tooLarge: GitError {
    GitError(
      .tooLarge,
      "the trees differ in more than \(limits.changes) paths or \(limits.trees) folders, or \(limits.depth) deep",
      help: "compare fewer folders")
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    unsafe bytes.extracting(range).withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}
