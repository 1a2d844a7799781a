internal import CLibGit2

extension Repository {
  /// Returns the paths at which the files as they are differ from a tree, sorted by their bytes.
  ///
  /// New files count unless they are ignored (gitignore); submodules and repositories within the working tree do not.
  /// The ids of the new versions are those of the bytes as `workingFile(_:limit:)` reads them; the object database need
  /// not have them.
  ///
  /// - Parameters:
  ///   - tree: the tree before, as a rule that of HEAD; nil is an empty one.
  ///   - folders: the wanted folders or single paths; the top folder is everything, and none is nothing.
  ///   - limit: the most bytes that a changed file may have.
  /// - Returns: one change for each path.
  /// - Throws: `GitError` with the code `noWorkingTree`, `unreadableFile` or `tooLarge`, or as `entries(ofTree:)` does.
  package func workingTreeChanges(
    from tree: ObjectID?, in folders: [RepositoryPath] = [.root], limit: Int = objectLimit
  ) throws(GitError) -> [ChangedPath] {
    try requireWorkingTree()
    var changes: [ChangedPath] = []
    for path in try pathsToCompare(with: tree, in: folders).sorted() {
      let version = if let tree { try version(of: path, inTree: tree) } else { FileVersion?.none }
      if version?.mode == .submodule { continue }
      let old = version?.mode == .tree ? nil : version
      let new = try workingVersion(of: path, insteadOf: old, limit: limit)
      if old != new { changes.append(ChangedPath(path: path, old: old, new: new)) }
    }
    return changes
  }

  private func workingVersion(
    of path: RepositoryPath, insteadOf old: FileVersion?, limit: Int
  ) throws(GitError) -> FileVersion? {
    guard let file = try workingFile(path, limit: limit) else { return nil }
    var id = git_oid()
    let status = unsafe file.bytes.withUnsafeBytes { bytes in
      unsafe git_odb_hash(&id, bytes.baseAddress, bytes.count, GIT_OBJECT_BLOB)
    }
    try LibGit2.check(status, "the id of \(path) cannot be computed")
    let mode = file.mode == .executable && old?.mode == .file && !hasFileModes ? .file : file.mode
    return FileVersion(mode: mode, id: ObjectID(id))
  }

  /// Whether the permission to execute means anything here (git-config, `core.fileMode`).
  private var hasFileModes: Bool {
    do throws(GitError) {
      let configuration = try unsafe Configuration(of: handle)
      return !configuration.has("core.filemode") || configuration.flag("core.filemode")
    } catch {
      return true
    }
  }
}
