/// How far a comparison of trees goes before it gives up: trees can share subtrees and so stand for endless paths.
package struct ComparisonLimits: Hashable, Sendable {
  /// The most changed paths.
  package let changes: Int
  /// The most pairs of folders that are looked into.
  package let folders: Int
  /// The most folders within each other; git itself stops at 2,048 (git-config, `core.maxTreeDepth`).
  package let depth: Int

  package init(changes: Int = 1_000_000, folders: Int = 1_000_000, depth: Int = 1_000) {
    self.changes = changes
    self.folders = folders
    self.depth = depth
  }
}

extension Repository {
  /// Returns the paths at which two trees differ, sorted by their bytes.
  ///
  /// The set is that of `git diff --name-only --no-renames`. Equal subtrees are not read, nor are folders beside the
  /// wanted ones.
  ///
  /// - Parameters:
  ///   - old: the tree before; nil is an empty one.
  ///   - new: the tree after; nil is an empty one.
  ///   - folders: the wanted folders or single paths; the top folder is everything, and none is nothing.
  ///   - limits: when to give up.
  /// - Returns: one change for each path.
  /// - Throws: `GitError` with the code `tooLarge`, or as `entries(ofTree:)` does.
  package func changedPaths(
    from old: ObjectID?, to new: ObjectID?, in folders: [RepositoryPath] = [.root],
    limits: ComparisonLimits = ComparisonLimits()
  ) throws(GitError) -> [ChangedPath] {
    guard old != new, !folders.isEmpty else { return [] }
    var comparison = TreeComparison(in: folders, limits: limits)
    try comparison.compare(old, new, in: self)
    return comparison.changes
  }
}
