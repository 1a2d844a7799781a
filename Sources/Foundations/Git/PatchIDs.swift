internal import CLibGit2

/// What a change does to files, whatever its commit and its place in the history: paths, modes, and the changed lines with
/// those around them, byte for byte.
///
/// It is stricter than git-patch-id: white space counts, also in names; a file that is binary is known by its content; and
/// attributes, which the change itself could set, make no file binary.
package struct PatchID: Hashable, Sendable {
  private let id: ObjectID

  package init(_ id: ObjectID) {
    self.id = id
  }
}

extension Repository {
  /// Returns the patch id of what a commit makes of its first parent.
  ///
  /// - Throws: `GitError` of reading the commit or its trees, and `shallowBoundary` where a shallow clone lacks the parent.
  package func patchID(of commit: ObjectID) throws(GitError) -> PatchID {
    let details = try self.commit(commit)
    if shallowCommits.contains(commit) { throw cutOff(at: commit) }
    let parent = try details.parents.first.map { id throws(GitError) in try self.commit(id).tree }
    return try patchID(from: parent, to: details.tree)
  }

  /// Returns the patch id of the difference of two trees.
  ///
  /// - Throws: `GitError` with the code `unexpected` where a tree cannot be read.
  package func patchID(from old: ObjectID?, to new: ObjectID) throws(GitError) -> PatchID {
    let oldTree = unsafe try old.map { id throws(GitError) in unsafe try tree(id) }
    defer { unsafe git_tree_free(oldTree) }
    let newTree = unsafe try tree(new)
    defer { unsafe git_tree_free(newTree) }
    var options = unsafe git_diff_options()
    try LibGit2.check(unsafe clibgit2_diff_options_init(&options), "a comparison cannot be prepared")
    unsafe options.flags |= GIT_DIFF_FORCE_TEXT.rawValue
    var diff: OpaquePointer?
    try LibGit2.check(
      unsafe git_diff_tree_to_tree(&diff, handle, oldTree, newTree, &options), "two trees cannot be compared")
    defer { unsafe git_diff_free(diff) }
    var content: [UInt8] = []
    for index in 0..<(unsafe git_diff_num_deltas(diff)) {
      guard let delta = unsafe git_diff_get_delta(diff, index) else { continue }
      try unsafe append(delta.pointee, at: index, of: diff, to: &content)
    }
    var id = git_oid()
    try LibGit2.check(
      unsafe git_odb_hash(&id, content, content.count, GIT_OBJECT_BLOB), "a change cannot be digested")
    return PatchID(ObjectID(id))
  }

  /// Appends what happens to one file, in a form from which it could be read back.
  private func append(
    _ delta: git_diff_delta, at index: Int, of diff: OpaquePointer?, to content: inout [UInt8]
  ) throws(GitError) {
    content += unsafe Self.header(delta.old_file) + Self.header(delta.new_file)
    var patch: OpaquePointer?
    try LibGit2.check(unsafe git_patch_from_diff(&patch, diff, index), "the change of a file cannot be read")
    defer { unsafe git_patch_free(patch) }
    // One that is too large for lines is known by its objects.
    let flags = unsafe git_patch_get_delta(patch)?.pointee.flags ?? GIT_DIFF_FLAG_BINARY.rawValue
    if flags & GIT_DIFF_FLAG_BINARY.rawValue != 0 {
      content += Array(unsafe "\(ObjectID(delta.old_file.id)) \(ObjectID(delta.new_file.id))".utf8) + [0]
      return
    }
    for hunk in 0..<(unsafe git_patch_num_hunks(patch)) {
      content += [UInt8(ascii: "@"), 0]
      for number in 0..<(unsafe git_patch_num_lines_in_hunk(patch, hunk)) {
        var line: UnsafePointer<git_diff_line>?
        try LibGit2.check(
          unsafe git_patch_get_line_in_hunk(&line, patch, hunk, Int(number)), "the lines of a change cannot be read")
        guard let line = unsafe line?.pointee, let text = unsafe line.content else { continue }
        unsafe content.append(UInt8(bitPattern: line.origin))
        content += Array(unsafe "\(line.content_len) ".utf8)
        unsafe content += UnsafeRawBufferPointer(start: text, count: line.content_len)
      }
    }
  }

  private static func header(_ file: git_diff_file) -> [UInt8] {
    Array(unsafe "\(file.mode) \(file.path.map { unsafe String(cString: $0) } ?? "")".utf8) + [0]
  }

  private func tree(_ id: ObjectID) throws(GitError) -> OpaquePointer {
    var tree: OpaquePointer?
    var raw = id.raw
    try LibGit2.check(unsafe git_tree_lookup(&tree, handle, &raw), "the tree \(id) cannot be read")
    guard let tree = unsafe tree else { throw GitError(.unexpected, "libgit2 gave no tree \(id)") }
    return unsafe tree
  }
}
