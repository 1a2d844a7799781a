package import Git

/// A change under judgement: both of its sides, and the paths at which they differ below the governed folders.
///
/// Both sides of a rename are among the paths: one was deleted, the other added.
package struct Change {
  package let base: Snapshot
  package let judged: Snapshot

  /// The paths that differ, sorted by their bytes.
  package let files: [ChangedPath]

  /// Compares two snapshots below some folders, in one walk that skips what is equal.
  ///
  /// - Throws: `GitError` of reading trees.
  package init(from base: Snapshot, to judged: Snapshot, in folders: [RepositoryPath]) throws(GitError) {
    self.base = base
    self.judged = judged
    files = try judged.changedFiles(since: base, in: folders)
  }
}

extension Change {
  /// Compares two commits of a repository, or a commit with another one that the working tree lies over.
  init(
    _ comparison: Comparison, from base: Snapshot, in folders: [RepositoryPath], of repository: Repository
  ) throws(Undecidable) {
    do throws(GitError) {
      let judged =
        comparison.includesWorkingTree
        ? try Snapshot(workingTreeOver: comparison.judged, in: folders, of: repository)
        : try Snapshot(of: comparison.judged, in: repository)
      try self.init(from: base, to: judged, in: folders)
    } catch {
      throw Undecidable(error)
    }
  }
}

extension Snapshot {
  /// The side that is there now.
  init(ofBase comparison: Comparison, in repository: Repository) throws(Undecidable) {
    do throws(GitError) {
      try self.init(of: comparison.base, in: repository)
    } catch {
      throw Undecidable(error)
    }
  }
}
