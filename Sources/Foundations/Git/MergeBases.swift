extension Repository {
  /// Returns the merge base of two commits (git-merge-base): the youngest when there are several, nil for none.
  ///
  /// - Throws: `GitError` with the code `shallowBoundary`, or one of reading an object.
  package func mergeBase(_ first: ObjectID, _ second: ObjectID) throws(GitError) -> ObjectID? {
    try mergeBases(first, [second]).first
  }

  /// Returns all merge bases of a commit and a hypothetical merge of others, youngest first (`--all`).
  ///
  /// - Throws: `GitError` as `mergeBase(_:_:)` does.
  package func mergeBases(_ first: ObjectID, _ others: [ObjectID]) throws(GitError) -> [ObjectID] {
    let walk = try AncestryWalk(left: [first], right: others, in: self, stopsAtStart: true)
    if let start = walk.reachedStart { return [start] }
    try walk.requireCompleteHistory(in: self)
    let candidates = walk.candidates
    // Beyond the end of a shallow clone one of several could be an ancestor of another.
    if candidates.count > 1, walk.hasStaleBoundary { throw cutOff(at: candidates[0]) }
    return try independent(candidates)
  }

  /// Returns the best common ancestors of all the commits, youngest first (`--octopus`).
  ///
  /// - Throws: `GitError` as `mergeBase(_:_:)` does.
  package func octopusMergeBases(_ commits: [ObjectID]) throws(GitError) -> [ObjectID] {
    guard let first = commits.first else { return [] }
    var bases = [first]
    for commit in commits.dropFirst() {
      var next: [ObjectID] = []
      for base in bases {
        for shared in try mergeBases(base, [commit]) where !next.contains(shared) { next.append(shared) }
      }
      bases = next
    }
    return try independent(bases)
  }

  /// Whether a commit is an ancestor of another one, or the same (git-merge-base, `--is-ancestor`).
  ///
  /// - Throws: `GitError` as `mergeBase(_:_:)` does.
  package func isAncestor(_ ancestor: ObjectID, of commit: ObjectID) throws(GitError) -> Bool {
    let walk = try AncestryWalk(left: [ancestor], right: [commit], in: self, stopsAtStart: true)
    if let start = walk.reachedStart { return start == ancestor }
    try walk.requireCompleteHistory(in: self)
    return false
  }

  /// Leaves out what is an ancestor of another one of the commits.
  private func independent(_ commits: [ObjectID]) throws(GitError) -> [ObjectID] {
    guard commits.count > 1 else { return commits }
    var kept: [ObjectID] = []
    for commit in commits {
      var isRedundant = false
      for other in commits where other != commit && !isRedundant {
        isRedundant = try isAncestor(commit, of: other)
      }
      if !isRedundant { kept.append(commit) }
    }
    return kept
  }
}
