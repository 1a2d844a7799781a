/// A file that was moved without a change of its bytes.
package struct Rename: Hashable, Sendable {
  package let old: RepositoryPath
  package let new: RepositoryPath

  package init(old: RepositoryPath, new: RepositoryPath) {
    self.old = old
    self.new = new
  }
}

extension Collection<ChangedPath> {
  /// The deleted paths that were added elsewhere with the same object, as `git diff --find-renames=100%` pairs them.
  ///
  /// Added paths choose in their order, each among the first hundred deleted ones with the same object that nobody has
  /// chosen: the first of the same name, else the first. What is no regular file must have the same mode, too.
  /// The pairs are sorted by their new path; the collection must be sorted by path.
  package var exactRenames: [Rename] {
    var deletedByID: [ObjectID: [Moved]] = [:]
    for change in self where change.status == .deleted {
      guard let old = change.old else { continue }
      deletedByID[old.id, default: []].append(Moved(path: change.path, mode: old.mode))
    }
    if isReversedByGit(sources: count { $0.status == .deleted }) {
      for id in deletedByID.keys { deletedByID[id]?.reverse() }
    }
    var renames: [Rename] = []
    for change in self where change.status == .added {
      guard let new = change.new, let deleted = deletedByID[new.id] else { continue }
      let name = change.path.lastComponent
      var chosen: Int?
      var candidates = 0
      for (index, source) in deleted.enumerated() where source.mode.canBecome(new.mode) {
        let hasSameName = source.path.lastComponent == name
        if chosen == nil || hasSameName { chosen = index }
        candidates += 1
        if hasSameName || candidates == candidateLimit { break }
      }
      guard let chosen, let source = deletedByID[new.id]?.remove(at: chosen) else { continue }
      renames.append(Rename(old: source.path, new: change.path))
    }
    return renames
  }

  private var candidateLimit: Int { 100 }
}

/// Whether git looks at the deleted paths from the last to the first.
///
/// Its table of them is made large enough for all, but for a few numbers (205, 3,277, …) the size is rounded down, and
/// the table grows when the last one is put in, which turns their order round.
private func isReversedByGit(sources count: Int) -> Bool {
  var size = 64
  while size < count * 100 / 80 { size *= 4 }
  return count > size * 80 / 100
}

private struct Moved {
  let path: RepositoryPath
  let mode: FileMode
}

extension FileMode {
  fileprivate func canBecome(_ other: FileMode) -> Bool {
    self == other || hasKind(of: other) && hasKind(of: .file)
  }
}
