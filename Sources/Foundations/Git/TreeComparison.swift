/// A walk over two trees side by side that leaves out what is equal and what is not wanted.
struct TreeComparison {
  private(set) var changes: [ChangedPath] = []
  private let folders: [RepositoryPath]
  private let limits: ComparisonLimits
  /// The bytes of the path that is being compared, with a slash at its end when it is a folder's.
  private var path: [UInt8] = []
  /// The folders that are being compared, each within the one before it: recursion would exhaust small stacks.
  private var levels: [Level] = []
  private var foldersRead = 0

  /// A folder that is being compared.
  private struct Level {
    let left: Side
    let right: Side
    var leftCursor = TreeCursor()
    var rightCursor = TreeCursor()
    /// Whether everything in the folder is wanted.
    let isWanted: Bool
    let pathLength: Int
  }

  /// A tree of one side; an empty one has neither id nor bytes.
  private struct Side {
    let id: ObjectID?
    let bytes: ObjectBytes?

    init(_ id: ObjectID?, in repository: borrowing Repository) throws(GitError) {
      self.id = id
      if let id {
        bytes = try ObjectBytes(id, .tree, limit: Repository.objectLimit, in: repository)
      } else {
        bytes = nil
      }
    }

    func lend<Result>(_ body: (Span<UInt8>) throws(GitError) -> Result) throws(GitError) -> Result {
      guard let bytes else { return try body(Span()) }
      return try bytes.lend(body)
    }
  }

  /// A folder that differs and is wanted, in whole or in part.
  private struct DifferingFolder {
    let old: ObjectID?
    let new: ObjectID?
    let isWanted: Bool
  }

  init(in folders: [RepositoryPath], limits: ComparisonLimits) {
    self.folders = folders
    self.limits = limits
  }

  /// Compares two trees; nil is an empty one.
  mutating func compare(
    _ old: ObjectID?, _ new: ObjectID?, in repository: borrowing Repository
  ) throws(GitError) {
    try enter(DifferingFolder(old: old, new: new, isWanted: folders.contains(.root)), in: repository)
    while let level = levels.last {
      if let folder = try nextDifferingFolder(level) {
        path.append(RepositoryPath.separator)
        try enter(folder, in: repository)
      } else {
        levels.removeLast()
        if let above = levels.last { path.removeLast(path.count - above.pathLength) }
      }
    }
  }

  private mutating func enter(_ folder: DifferingFolder, in repository: borrowing Repository) throws(GitError) {
    foldersRead += 1
    guard foldersRead <= limits.folders, levels.count <= limits.depth else { throw tooLarge }
    var level = Level(
      left: try Side(folder.old, in: repository), right: try Side(folder.new, in: repository),
      isWanted: folder.isWanted, pathLength: path.count)
    try level.left.lend { (oldBytes) throws(GitError) in
      try level.right.lend { (newBytes) throws(GitError) in
        try TreeCursor.advance(
          &level.leftCursor, oldBytes, of: folder.old, &level.rightCursor, newBytes, of: folder.new)
      }
    }
    levels.append(level)
  }

  /// Notes the files that differ until it comes to a folder that does, whose path it leaves behind; nil at the end.
  private mutating func nextDifferingFolder(_ level: Level) throws(GitError) -> DifferingFolder? {
    var left = level.leftCursor
    var right = level.rightCursor
    return try level.left.lend { (oldBytes) throws(GitError) in
      try level.right.lend { (newBytes) throws(GitError) in
        while left.entry != nil || right.entry != nil {
          let order = Self.order(left.entry, oldBytes, right.entry, newBytes)
          let before = order <= 0 ? left.entry : nil
          let after = order >= 0 ? right.entry : nil
          if let before {
            path.append(oldBytes, before.name)
          } else if let after {
            path.append(newBytes, after.name)
          }
          switch (before, after) {
          case (_?, nil): try left.advance(oldBytes, of: level.left.id)
          case (nil, _?): try right.advance(newBytes, of: level.right.id)
          default: try TreeCursor.advance(&left, oldBytes, of: level.left.id, &right, newBytes, of: level.right.id)
          }
          let folder = try visit(
            before.map { FileVersion(mode: $0.mode, id: ObjectID(oldBytes, at: $0.id)) },
            after.map { FileVersion(mode: $0.mode, id: ObjectID(newBytes, at: $0.id)) },
            in: level)
          if let folder {
            levels[levels.count - 1].leftCursor = left
            levels[levels.count - 1].rightCursor = right
            return folder
          }
          path.removeLast(path.count - level.pathLength)
        }
        return nil
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

  /// Notes a differing file, or returns a differing folder that is to be looked into.
  private mutating func visit(
    _ old: FileVersion?, _ new: FileVersion?, in level: Level
  ) throws(GitError) -> DifferingFolder? {
    try refuseUnsafeName(path[level.pathLength...])
    // Old trees write one mode in several ways.
    if old == new { return nil }
    let isWanted = level.isWanted || folders.contains { $0.bytes == path }
    // A file and a folder of one name are two entries: two sides that are there are of one kind.
    if old?.mode == .tree || new?.mode == .tree {
      guard isWanted || folders.contains(where: { $0.isWithin(path) }) else { return nil }
      return DifferingFolder(old: old?.id, new: new?.id, isWanted: isWanted)
    }
    guard isWanted else { return nil }
    guard changes.count < limits.changes else { throw tooLarge }
    changes.append(ChangedPath(path: RepositoryPath(bytes: path), old: old, new: new))
    return nil
  }

  /// Refuses names that git never checks out: with a slash, `.`, `..`, and `.git` in any case (git-fsck, "hasDotgit").
  private func refuseUnsafeName(_ name: ArraySlice<UInt8>) throws(GitError) {
    var isSafe = !name.contains(RepositoryPath.separator)
    if isSafe, name.first == UInt8(ascii: "."), name.count <= 4 {
      isSafe = ![".", "..", ".git"].contains(String(decoding: name, as: UTF8.self).lowercased())
    }
    if isSafe { return }
    throw GitError(
      .corruptObject, "a tree has the path \(RepositoryPath(bytes: path)), which git refuses to check out",
      help: "`git fsck` lists it")
  }

  private var tooLarge: GitError {
    GitError(
      .tooLarge,
      "the trees differ in more than \(limits.changes) paths or \(limits.folders) folders, or \(limits.depth) deep",
      help: "compare fewer folders")
  }
}

extension RepositoryPath {
  /// Whether the path lies in a folder of these bytes.
  fileprivate func isWithin(_ folder: [UInt8]) -> Bool {
    bytes.count > folder.count && bytes[folder.count] == Self.separator && bytes.starts(with: folder)
  }
}

extension [UInt8] {
  fileprivate mutating func append(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    unsafe bytes.extracting(range).withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
  }
}
