/// A commit at which what stands at a path became something else.
package struct PathChange: Hashable, Sendable {
  package let commit: ObjectID
  /// What stood there at the first parent; nil when nothing did.
  package let old: FileVersion?
  /// What stands there at the commit; nil when nothing does.
  package let new: FileVersion?
}

extension Repository {
  /// Returns the commits on the line of first parents at which a path changed, youngest first.
  ///
  /// The path may be that of a folder: its tree changes with everything in it.
  ///
  /// - Parameters:
  ///   - path: the path, never followed through renames.
  ///   - commit: where to start.
  ///   - limit: how many changes to find before stopping.
  /// - Returns: the changes, the addition of the path among them.
  /// - Throws: `GitError` with the code `shallowBoundary` when a shallow clone ends before that many are found, or one
  ///   of reading an object.
  package func firstParentHistory(
    of path: RepositoryPath, from commit: ObjectID, limit: Int = .max
  ) throws(GitError) -> [PathChange] {
    var changes: [PathChange] = []
    var current = try self.commit(commit)
    var new = try version(of: path, inTree: current.tree)
    while changes.count < limit {
      guard let parentID = current.parents.first else {
        if new != nil { changes.append(PathChange(commit: current.id, old: nil, new: new)) }
        break
      }
      // A clone may end just where the history begins: then it lacks nothing.
      if shallowCommits.contains(current.id) { throw cutOff(at: current.id) }
      let parent = try self.commit(parentID)
      let old = parent.tree == current.tree ? new : try version(of: path, inTree: parent.tree)
      if old != new { changes.append(PathChange(commit: current.id, old: old, new: new)) }
      (current, new) = (parent, old)
    }
    return changes
  }
}
