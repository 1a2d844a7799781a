package import Git

/// What a gate may ask about commits: of a repository, or of the few commits of an example.
package protocol CommitHistory {
  /// Whether a commit is, or was, the tip of the default branch: one of its line of first parents.
  ///
  /// A commit that came in with a merge is none: what it was tested with is another tree.
  ///
  /// - Throws: `GitError` where that is not known, as in a shallow clone.
  func isOnDefaultBranch(_ commit: ObjectID) throws(GitError) -> Bool
}

/// The history of a repository, seen from the tip of its default branch.
package struct RepositoryHistory: CommitHistory {
  private let repository: Repository
  private let tip: ObjectID?

  /// - Parameters:
  ///   - repository: the repository.
  ///   - tip: the tip of the default branch; `nil` where none is known.
  package init(of repository: Repository, tip: ObjectID?) {
    self.repository = repository
    self.tip = tip
  }

  package func isOnDefaultBranch(_ commit: ObjectID) throws(GitError) -> Bool {
    guard let tip else {
      throw GitError(
        .unknownRevision, "the repository knows no default branch",
        help: "fetch it, and say which branch it is: git remote set-head origin --auto")
    }
    return try repository.firstParents(of: tip, include: commit)
  }
}

/// The history that an example of a rule gives: a line `commit parent …` for each commit, the default branch's tip first.
///
/// A commit that no line tells of is on the default branch: most examples are not about that.
package struct ExampleHistory: CommitHistory {
  private let parents: [ObjectID: [ObjectID]]
  private let tip: ObjectID?

  /// Reads the lines; `nil` where one has a word that is no id.
  package init?(_ text: String) {
    var parents: [ObjectID: [ObjectID]] = [:]
    var tip: ObjectID?
    for line in text.split(separator: "\n") {
      let ids = line.split(separator: " ").map { ObjectID($0) }
      guard let id = ids.first ?? nil else { return nil }
      tip = tip ?? id
      parents[id] = ids.dropFirst().compactMap(\.self)
      guard ids.allSatisfy({ $0 != nil }) else { return nil }
    }
    self.parents = parents
    self.tip = tip
  }

  package func isOnDefaultBranch(_ commit: ObjectID) throws(GitError) -> Bool {
    guard parents[commit] != nil else { return true }
    var next = tip
    while let id = next {
      if id == commit { return true }
      next = parents[id]?.first
    }
    return false
  }
}
