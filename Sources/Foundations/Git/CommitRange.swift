extension Repository {
  /// Returns the commits that can be reached from `head` and not from `base`, youngest first (`BASE..HEAD`).
  ///
  /// - Parameters:
  ///   - base: the commit whose history is left out; nil leaves out nothing.
  ///   - head: the commit whose history is listed.
  /// - Returns: the ids of the commits.
  /// - Throws: `GitError` with the code `shallowBoundary`, or one of reading an object.
  package func commits(from base: ObjectID?, to head: ObjectID) throws(GitError) -> [ObjectID] {
    let walk = try AncestryWalk(left: base.map { [$0] } ?? [], right: [head], in: self, slop: 16)
    try walk.requireCompleteHistory(in: self)
    return walk.rightOnly
  }
}
