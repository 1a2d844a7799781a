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
        var left = try TreeCursor(oldBytes, of: old)
        var right = try TreeCursor(newBytes, of: new)
        while true {
          let order: Int
          switch (left.entry, right.entry) {
          case (nil, nil): return
          case (_?, nil): order = -1
          case (nil, _?): order = 1
          case (let before?, let after?): order = TreeCursor.order(before, oldBytes, after, newBytes)
          }
          let before = order <= 0 ? left.entry : nil
          let after = order >= 0 ? right.entry : nil
          let oldVersion = before.map { FileVersion(mode: $0.mode, id: ObjectID(oldBytes, at: $0.id)) }
          let newVersion = after.map { FileVersion(mode: $0.mode, id: ObjectID(newBytes, at: $0.id)) }
          if oldVersion != newVersion {
            let length = folder.count
            if let before {
              folder.append(oldBytes, before.name)
            } else if let after {
              folder.append(newBytes, after.name)
            }
            try visit(oldVersion, newVersion, isWanted: isWanted, in: repository)
            folder.removeLast(folder.count - length)
          }
          if before != nil { try left.advance(oldBytes, of: old) }
          if after != nil { try right.advance(newBytes, of: new) }
        }
      }
    }
  }

  /// Deals with a differing entry, whose path is in `folder`.
  private mutating func visit(
    _ old: FileVersion?, _ new: FileVersion?, isWanted: Bool, in repository: borrowing Repository
  ) throws(GitError) {
    let isWanted = isWanted || folders.contains { $0.bytes == folder }
    guard old?.mode == .tree || new?.mode == .tree else {
      guard isWanted else { return }
      guard changes.count < limits.changes else { throw tooLarge }
      let path = RepositoryPath(bytes: folder)
      guard path.isSafeToCheckOut else {
        throw GitError(
          .corruptObject, "a tree has the path \(path), which git refuses to check out", help: "`git fsck` lists it")
      }
      changes.append(ChangedPath(path: path, old: old, new: new))
      return
    }
    // Trees and files of one name are separate entries, so both sides are trees here, or one of them is absent.
    folder.append(RepositoryPath.separator)
    depth += 1
    if isWanted || folders.contains(where: { $0.bytes.starts(with: folder) }) {
      try compare(old?.id, new?.id, isWanted: isWanted, in: repository)
    }
    depth -= 1
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
