internal import CLibGit2

// Which files of the working tree are worth a look. libgit2 knows the index, which spares reading files whose times and
// sizes are as they were, and knows what is ignored and how line ends are converted.
extension Repository {
  /// Returns every path at which tree and index, or index and files, differ, and every path that is new.
  ///
  /// A file that differs from the tree differs from the index, or the index differs from the tree: none is left out.
  ///
  /// - Throws: `GitError` with the code `unexpected`, or one of reading an object.
  func pathsToCompare(with tree: ObjectID?, in folders: [RepositoryPath]) throws(GitError) -> Set<RepositoryPath> {
    guard !folders.isEmpty else { return [] }
    if let workingTree { try NamedPipes.refuse(inWorkingTree: workingTree, folders) }
    var oldTree: OpaquePointer?
    defer { unsafe git_tree_free(oldTree) }
    if let tree {
      var raw = tree.raw
      let status = unsafe git_tree_lookup(&oldTree, handle, &raw)
      guard status == 0 else { throw failure(status, reading: tree) }
    }
    var index: OpaquePointer?
    try LibGit2.check(unsafe git_repository_index(&index, handle), "the index cannot be read")
    defer { unsafe git_index_free(index) }
    let staged = try unsafe differingPaths(in: folders) { difference, options in
      unsafe git_diff_tree_to_index(difference, handle, oldTree, index, options)
    }
    let edited = try unsafe differingPaths(in: folders) { difference, options in
      unsafe git_diff_index_to_workdir(difference, handle, index, options)
    }
    return staged.union(edited)
  }

  private func differingPaths(
    in folders: [RepositoryPath],
    _ compare: (UnsafeMutablePointer<OpaquePointer?>, UnsafePointer<git_diff_options>) -> CInt
  ) throws(GitError) -> Set<RepositoryPath> {
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
      return unsafe compare(&difference, &options)
    }
    try LibGit2.check(status, "the working tree cannot be compared")
    defer { unsafe git_diff_free(difference) }
    var paths: Set<RepositoryPath> = []
    for index in 0..<(unsafe git_diff_num_deltas(difference)) {
      guard let delta = unsafe git_diff_get_delta(difference, index)?.pointee else { continue }
      for bytes in [unsafe bytes(of: delta.old_file.path), unsafe bytes(of: delta.new_file.path)] {
        // A slash at the end marks a repository of its own.
        if let last = bytes.last, last != RepositoryPath.separator { paths.insert(RepositoryPath(bytes: bytes)) }
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
