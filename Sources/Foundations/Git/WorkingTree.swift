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
  /// - Throws: `GitError` with the code `noWorkingTree`, `unreadableFile` or `tooLarge`, or as `entries(ofTree:)` does.
  package func workingTreeChanges(
    from tree: ObjectID?, in folders: [RepositoryPath] = [.root], limit: Int = objectLimit
  ) throws(GitError) -> [ChangedPath] {
    try requireWorkingTree()
    var changes: [ChangedPath] = []
    for path in Set(try differingPaths(from: tree, in: folders)).sorted() {
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

  /// The paths that libgit2 finds differing or untracked; it knows of ignored files and line ends.
  private func differingPaths(from tree: ObjectID?, in folders: [RepositoryPath]) throws(GitError) -> [RepositoryPath] {
    guard !folders.isEmpty else { return [] }
    var oldTree: OpaquePointer?
    defer { unsafe git_tree_free(oldTree) }
    if let tree {
      var raw = tree.raw
      let status = unsafe git_tree_lookup(&oldTree, handle, &raw)
      guard status == 0 else { throw failure(status, reading: tree) }
    }
    var options = unsafe git_diff_options()
    try LibGit2.check(unsafe clibgit2_diff_options_init(&options), "a comparison cannot be prepared")
    unsafe options.flags =
      GIT_DIFF_INCLUDE_UNTRACKED.rawValue | GIT_DIFF_RECURSE_UNTRACKED_DIRS.rawValue
      | GIT_DIFF_INCLUDE_TYPECHANGE.rawValue | GIT_DIFF_INCLUDE_TYPECHANGE_TREES.rawValue
      | GIT_DIFF_IGNORE_SUBMODULES.rawValue | GIT_DIFF_DISABLE_PATHSPEC_MATCH.rawValue
    let isEverything = folders.contains(.root)
    var difference: OpaquePointer?
    let status = unsafe withCStrings(isEverything ? [] : folders.map(\.bytes)) { strings in
      unsafe options.pathspec = git_strarray(strings: strings.baseAddress, count: strings.count)
      return unsafe git_diff_tree_to_workdir(&difference, handle, oldTree, &options)
    }
    try LibGit2.check(status, "the working tree cannot be compared")
    defer { unsafe git_diff_free(difference) }
    var paths: [RepositoryPath] = []
    for index in 0..<(unsafe git_diff_num_deltas(difference)) {
      guard let delta = unsafe git_diff_get_delta(difference, index)?.pointee else { continue }
      for bytes in [unsafe bytes(of: delta.old_file.path), unsafe bytes(of: delta.new_file.path)] {
        // A slash at the end marks a repository of its own.
        if let last = bytes.last, last != RepositoryPath.separator { paths.append(RepositoryPath(bytes: bytes)) }
      }
    }
    return isEverything ? paths : paths.filter { path in folders.contains { path.hasPrefix($0) } }
  }
}

/// A copy of the bytes of a C string; none for nil.
private func bytes(of string: UnsafePointer<CChar>?) -> [UInt8] {
  var bytes: [UInt8] = []
  guard var next = unsafe string else { return bytes }
  while unsafe next.pointee != 0 {
    bytes.append(UInt8(bitPattern: unsafe next.pointee))
    unsafe next += 1
  }
  return bytes
}

/// Lends byte strings as C strings.
private func withCStrings<Result>(
  _ strings: [[UInt8]], _ body: (UnsafeMutableBufferPointer<UnsafeMutablePointer<CChar>?>) -> Result
) -> Result {
  // One block for all of them, so that it can be lent as a whole.
  var bytes = strings.flatMap { (string: [UInt8]) -> [CChar] in string.map { CChar(bitPattern: $0) } + [0] }
  return unsafe bytes.withUnsafeMutableBufferPointer { block in
    var start = block.baseAddress
    var pointers: [UnsafeMutablePointer<CChar>?] = unsafe []
    for string in strings {
      unsafe pointers.append(start)
      unsafe start = start.map { unsafe $0 + string.count + 1 }
    }
    return unsafe pointers.withUnsafeMutableBufferPointer { unsafe body($0) }
  }
}
