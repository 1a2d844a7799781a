package import Git
package import Policy

/// A state of the repository before a snapshot, with the name that people know it by.
package struct EarlierSnapshot {
  /// A tag, or the abbreviated id of the commit.
  package let name: String
  package let snapshot: Snapshot
}

extension Snapshot {
  /// The commit of the tree; of files that lie over it nobody made one.
  package var commit: ObjectID? { committed?.commit }

  /// The states of a folder on the line of first parents up to this commit, youngest first and this one among them.
  ///
  /// - Throws: `GitError` with the code `shallowBoundary` where a shallow clone ends before the history does, with
  ///   `tooLarge` for more states than the limit, or one of reading an object.
  package func history(of folder: RepositoryPath, limit: Int = 10_000) throws(GitError) -> [EarlierSnapshot] {
    guard let committed else { return [] }
    let repository = committed.repository
    let changes = try repository.firstParentHistory(of: folder, from: committed.commit, limit: limit + 1)
    guard changes.count <= limit else {
      throw GitError(
        .tooLarge, "\(folder) changed at more than \(limit) commits", help: "name the versions that count by their tags"
      )
    }
    var earlier: [EarlierSnapshot] = []
    for change in changes where change.new != nil {
      let name = String(change.commit.description.prefix(12))
      earlier.append(EarlierSnapshot(name: name, snapshot: try Snapshot(of: change.commit, in: repository)))
    }
    return earlier
  }

  /// What tags name among the commits that this one contains, youngest first.
  ///
  /// - Throws: `GitError` with the code `shallowBoundary` where a shallow clone ends before the history does, or one of
  ///   reading an object.
  package func tagged(_ patterns: [PathPattern]) throws(GitError) -> [EarlierSnapshot] {
    guard let committed else { return [] }
    let repository = committed.repository
    let tags = try repository.tags.filter { tag in patterns.contains { $0.matches(Array(tag.name.utf8)) } }
    guard !tags.isEmpty else { return [] }
    let names = Dictionary(grouping: tags, by: \.commit)
    var earlier: [EarlierSnapshot] = []
    for commit in try repository.commits(from: nil, to: committed.commit) {
      guard let name = names[commit]?.first?.name else { continue }
      earlier.append(EarlierSnapshot(name: name, snapshot: try Snapshot(of: commit, in: repository)))
    }
    return earlier
  }
}

extension Snapshot {
  /// The files below a folder at which this state differs from an older one.
  package func changes(since older: Snapshot, below folder: RepositoryPath) throws(GitError) -> [ChangedPath] {
    try changedFiles(since: older, in: [folder])
  }
}
