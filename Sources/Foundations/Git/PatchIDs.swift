internal import CLibGit2

/// What a change does to lines, whatever its commit, its place in the history and the lines around it (git-patch-id,
/// `--stable`).
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
    var diff: OpaquePointer?
    try LibGit2.check(
      unsafe git_diff_tree_to_tree(&diff, handle, oldTree, newTree, &options), "two trees cannot be compared")
    defer { unsafe git_diff_free(diff) }
    var id = git_oid()
    try LibGit2.check(unsafe git_diff_patchid(&id, diff, nil), "the patch id of a change cannot be computed")
    return PatchID(ObjectID(id))
  }

  private func tree(_ id: ObjectID) throws(GitError) -> OpaquePointer {
    var tree: OpaquePointer?
    var raw = id.raw
    try LibGit2.check(unsafe git_tree_lookup(&tree, handle, &raw), "the tree \(id) cannot be read")
    guard let tree = unsafe tree else { throw GitError(.unexpected, "libgit2 gave no tree \(id)") }
    return unsafe tree
  }
}
