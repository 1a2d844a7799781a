extension Repository {
  /// Returns whether a commit is on the line of first parents that ends at a tip (git-log, `--first-parent`).
  ///
  /// - Parameters:
  ///   - tip: where the line ends.
  ///   - commit: the commit to look for.
  /// - Returns: also true for the tip itself.
  /// - Throws: `GitError` with the code `shallowBoundary` where a shallow clone ends before the answer is certain, or one
  ///   of reading a commit.
  package func firstParents(of tip: ObjectID, include commit: ObjectID) throws(GitError) -> Bool {
    var current = tip
    while current != commit {
      let parents = try links(of: current).parents
      if shallowCommits.contains(current) { throw cutOff(at: current) }
      guard let parent = parents.first else { return false }
      current = parent
    }
    return true
  }
}
