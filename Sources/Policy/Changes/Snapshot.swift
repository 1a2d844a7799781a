package import Git

/// One side of a change: what stands at each path, and the bytes of it.
///
/// It is the tree of a commit, with files laid over it that no commit has: those of the working tree, or the few of an
/// example.
package struct Snapshot {
  let committed: Committed?
  private let overlay: [RepositoryPath: OverlaidFile]

  /// A tree of a repository.
  struct Committed {
    let commit: ObjectID
    let tree: ObjectID
    let repository: Repository
  }

  /// A file that lies over the tree.
  enum OverlaidFile {
    /// The path is gone.
    case absent
    /// These are its bytes.
    case bytes(FileVersion, [UInt8])
    /// A file of the working tree, read when it is asked for.
    case workingFile(FileVersion)

    var version: FileVersion? {
      switch self {
      case .absent: nil
      case .bytes(let version, _), .workingFile(let version): version
      }
    }
  }

  /// The tree of a commit.
  ///
  /// - Throws: `GitError` of reading a commit.
  package init(of commit: ObjectID, in repository: Repository) throws(GitError) {
    self.init(Committed(commit: commit, tree: try repository.commit(commit).tree, repository: repository))
  }

  /// The tree of a commit, with the files of the working tree below some folders laid over it.
  ///
  /// - Throws: `GitError` of reading a commit or the working tree.
  init(
    workingTreeOver commit: ObjectID, in folders: [RepositoryPath], of repository: Repository
  ) throws(GitError) {
    let tree = try repository.commit(commit).tree
    let overlay = try repository.workingTreeChanges(from: tree, in: folders).map { changed in
      (changed.path, changed.new.map(OverlaidFile.workingFile) ?? .absent)
    }
    self.init(Committed(commit: commit, tree: tree, repository: repository), overlay: Dictionary(overlay) { $1 })
  }

  init(_ committed: Committed?, overlay: [RepositoryPath: OverlaidFile] = [:]) {
    self.committed = committed
    self.overlay = overlay
  }

  /// The paths at which a file lies over the tree, or is gone from it.
  var overlaidPaths: some Collection<RepositoryPath> { overlay.keys }

  /// What stands at a path; `nil` where nothing does.
  package func version(of path: RepositoryPath) throws(GitError) -> FileVersion? {
    let laidOver = overlay[path]
    if let version = laidOver?.version { return version }
    // A file may have made room for a folder of its name.
    if overlay.contains(where: { $0.key.hasPrefix(path) && $0.value.version != nil }) {
      return FileVersion(mode: .tree, id: .zero)
    }
    guard laidOver == nil, let committed else { return nil }
    return try committed.repository.version(of: path, inTree: committed.tree)
  }

  /// The bytes of a file or of a symbolic link (its target).
  ///
  /// - Throws: `GitError` with the code `tooLarge` for more bytes than the limit, or one of reading an object.
  package func bytes(of path: RepositoryPath, _ version: FileVersion, limit: Int) throws(GitError) -> [UInt8] {
    if let bytes = try uncommittedBytes(of: path, limit: limit) { return bytes }
    guard let committed else { return [] }
    return try committed.repository.blob(version.id, limit: limit)
  }

  /// Lends the bytes of a file or of a symbolic link (its target) for the time of a call.
  ///
  /// - Throws: `GitError` as `bytes(of:_:limit:)` does.
  package func withBytes<Result>(
    of path: RepositoryPath, _ version: FileVersion, limit: Int, _ body: (Span<UInt8>) -> Result
  ) throws(GitError) -> Result {
    if let bytes = try uncommittedBytes(of: path, limit: limit) { return body(bytes.span) }
    guard let committed else { return body(Span()) }
    return try committed.repository.withBlob(version.id, limit: limit, body)
  }

  /// The bytes of a file that no commit has.
  private func uncommittedBytes(of path: RepositoryPath, limit: Int) throws(GitError) -> [UInt8]? {
    switch overlay[path] {
    case .bytes(_, let bytes): return bytes
    case .workingFile:
      guard let file = try committed?.repository.workingFile(path, limit: limit) else {
        throw GitError(.unreadableFile, "\(path) is gone since the working tree was read", help: "run the check again")
      }
      return file.bytes
    case .absent, nil: return nil
    }
  }

  /// The files, links and submodules that stand in a folder itself, sorted; none where there is no such folder.
  ///
  /// - Throws: `GitError` of reading a tree.
  package func files(directlyIn folder: RepositoryPath) throws(GitError) -> [RepositoryPath] {
    var paths: Set<RepositoryPath> = []
    if let committed, let version = try committed.repository.version(of: folder, inTree: committed.tree),
      version.mode == .tree
    {
      for entry in try committed.repository.entries(ofTree: version.id) where entry.mode != .tree {
        paths.insert(folder.appending(entry.name))
      }
    }
    for (path, file) in overlay where path.parent == folder {
      if file.version == nil { paths.remove(path) } else { paths.insert(path) }
    }
    return paths.sorted()
  }

  /// The files, links and submodules below a folder, sorted.
  ///
  /// - Throws: `GitError` of reading a tree.
  package func files(below folder: RepositoryPath) throws(GitError) -> [(path: RepositoryPath, version: FileVersion)] {
    var files: [(path: RepositoryPath, version: FileVersion)] = []
    for file in try changedFiles(since: Snapshot(nil), in: [folder]) {
      if let version = file.new { files.append((file.path, version)) }
    }
    return files
  }

  /// The tree of another commit of the same repository; `nil` where it is not in the clone.
  ///
  /// - Throws: `GitError` of reading a commit.
  package func snapshot(at commit: ObjectID) throws(GitError) -> Snapshot? {
    guard let repository = committed?.repository, ApprovalHistory.has(commit, repository) else { return nil }
    return try Snapshot(of: commit, in: repository)
  }

  /// Whether it is that of a repository: an example consists of its files alone.
  package var isOfCommit: Bool { committed != nil }

  /// The paths below some folders at which this snapshot differs from another one, sorted.
  ///
  /// - Throws: `GitError` of reading trees.
  package func changedPaths(
    since old: Snapshot, in folders: [RepositoryPath]
  ) throws(GitError) -> [RepositoryPath] {
    try changedFiles(since: old, in: folders).map(\.path)
  }

  /// The paths below the folders at which this snapshot differs from another one, sorted.
  func changedFiles(since old: Snapshot, in folders: [RepositoryPath]) throws(GitError) -> [ChangedPath] {
    let laidOver = Set(overlay.keys).union(old.overlay.keys).filter { path in folders.contains { path.hasPrefix($0) } }
    var changed: [ChangedPath] = []
    if let repository = (committed ?? old.committed)?.repository {
      changed = try repository.changedPaths(from: old.committed?.tree, to: committed?.tree, in: folders)
        .filter { !laidOver.contains($0.path) }
    }
    for path in laidOver {
      let before = try old.fileVersion(of: path)
      let after = try fileVersion(of: path)
      if before != after { changed.append(ChangedPath(path: path, old: before, new: after)) }
    }
    return changed.sorted { $0.path < $1.path }
  }

  /// What stands at a path, unless it is a folder: that is no file that changed but the paths of others.
  private func fileVersion(of path: RepositoryPath) throws(GitError) -> FileVersion? {
    guard let version = try version(of: path), version.mode != .tree else { return nil }
    return version
  }
}
