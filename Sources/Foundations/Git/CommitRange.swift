/// A commit of a range and what it touches.
package struct CommitChanges: Hashable, Sendable {
  package let commit: Commit
  /// What differs from its first parent; from an empty tree for a root commit.
  package let changes: [ChangedPath]
  /// The paths of a merge that differ from every parent, so that somebody made them there (`git diff-tree -c`).
  ///
  /// Those of `changes` when it is no merge.
  package let ownPaths: [RepositoryPath]
}

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

  /// Returns the commits of `BASE..HEAD`, youngest first, with the paths that each touches.
  ///
  /// - Parameters:
  ///   - base: the commit whose history is left out; nil leaves out nothing.
  ///   - head: the commit whose history is listed.
  ///   - folders: the wanted folders or single paths.
  /// - Returns: every commit of the range, also those that touch nothing that is wanted.
  /// - Throws: `GitError` as `commits(from:to:)` and `changedPaths(from:to:in:limits:)` do.
  package func changes(
    from base: ObjectID?, to head: ObjectID, in folders: [RepositoryPath] = [.root]
  ) throws(GitError) -> [CommitChanges] {
    var all: [CommitChanges] = []
    for id in try commits(from: base, to: head) { all.append(try changes(of: commit(id), in: folders)) }
    return all
  }

  /// Returns what a commit touches.
  ///
  /// - Throws: `GitError` as `changedPaths(from:to:in:limits:)` does; `shallowBoundary` when a shallow clone lacks its
  ///   parents.
  package func changes(
    of commit: Commit, in folders: [RepositoryPath] = [.root]
  ) throws(GitError) -> CommitChanges {
    if shallowCommits.contains(commit.id) { throw cutOff(at: commit.id) }
    var differences: [[ChangedPath]] = []
    for parent in commit.parents {
      differences.append(try changedPaths(from: self.commit(parent).tree, to: commit.tree, in: folders))
    }
    if commit.parents.isEmpty { differences = [try changedPaths(from: nil, to: commit.tree, in: folders)] }
    let changes = differences[0]
    var own = Set(changes.map(\.path))
    for others in differences.dropFirst() { own.formIntersection(others.map(\.path)) }
    return CommitChanges(
      commit: commit, changes: changes, ownPaths: changes.map(\.path).filter { own.contains($0) })
  }
}
