package import Calendars
package import Git
package import Policy

/// What a gate may ask about commits and pull requests: of a repository, or of the few commits of an example.
package protocol CommitHistory {
  /// The tip of the default branch; `nil` where none is known.
  var tip: ObjectID? { get }

  /// Whether a commit is, or was, the tip of the default branch: one of its line of first parents.
  ///
  /// A commit that came in with a merge is none: what it was tested with is another tree.
  ///
  /// - Throws: `GitError` where that is not known, as in a shallow clone.
  func isOnDefaultBranch(_ commit: ObjectID) throws(GitError) -> Bool

  /// Whether a commit is another one, or an ancestor of it.
  ///
  /// - Throws: `GitError` where that is not known.
  func isAncestor(_ ancestor: ObjectID, of commit: ObjectID) throws(GitError) -> Bool

  /// The commits that can be reached from a head and not from a base.
  ///
  /// - Throws: `GitError` where they are not known.
  func commits(from base: ObjectID, to head: ObjectID) throws(GitError) -> [HistoryCommit]

  /// A commit with its parents and its message; `nil` where it is not here.
  ///
  /// - Throws: `GitError` where it cannot be read.
  func details(of commit: ObjectID) throws(GitError) -> HistoryCommit?

  /// Whether a merge is what a merge of its parents gives, so that it brings nothing of its own.
  ///
  /// - Throws: `GitError` where the commits are not known.
  func isPlainMerge(_ merge: ObjectID) throws(GitError) -> Bool

  /// What a commit makes of the lines of its first parent.
  ///
  /// - Throws: `GitError` where the commit or its parent cannot be read.
  func patchID(of commit: ObjectID) throws(GitError) -> PatchID?

  /// What a head makes of the lines of a base, in all of its commits together.
  ///
  /// - Throws: `GitError` where the commits cannot be read.
  func patchID(from base: ObjectID, to head: ObjectID) throws(GitError) -> PatchID?

  /// The approvals that count for a pull request as a whole.
  func approvals(of change: PullRequest, by role: String, _ evidence: Evidence) -> PullRequestApprovals

  /// The annotated tags of a ledger whose names begin with a prefix, by their names.
  ///
  /// - Throws: `GitError` where one cannot be read.
  func tags(withPrefix prefix: String) throws(GitError) -> [LedgerTag]

  /// The bytes of a file at the tip of the default branch; `nil` where there is none.
  ///
  /// - Throws: `GitError` where it cannot be read, or is no file.
  func file(_ path: RepositoryPath) throws(GitError) -> [UInt8]?
}

/// An annotated tag that records something of a commit.
package struct LedgerTag: Sendable, Hashable {
  /// The name without `refs/tags/`.
  package let name: String
  package let target: ObjectID
  package let tagger: String?
  package let message: String

  package init(name: String, target: ObjectID, tagger: String?, message: String) {
    (self.name, self.target, self.tagger, self.message) = (name, target, tagger, message)
  }
}

/// A commit as a gate sees it.
package struct HistoryCommit: Sendable, Hashable {
  package let id: ObjectID
  package let parents: [ObjectID]
  package let message: String
  package let author: String

  /// When it was committed, by the committer's clock.
  package let committed: Instant

  package init(
    id: ObjectID, parents: [ObjectID], message: String, author: String = "",
    committed: Instant = Instant(secondsSince1970: 0)
  ) {
    self.id = id
    self.parents = parents
    self.message = message
    self.author = author
    self.committed = committed
  }

  package var isMerge: Bool { parents.count > 1 }
}

extension HistoryCommit {
  fileprivate init(_ commit: Commit) {
    self.init(
      id: commit.id, parents: commit.parents, message: commit.message, author: commit.author.name,
      committed: Instant(secondsSince1970: Int(commit.committer.time)))
  }
}

/// The history of a repository, seen from the tip of its default branch.
package struct RepositoryHistory: CommitHistory {
  private let repository: Repository
  private let roles: [String: Role]
  package let tip: ObjectID?

  /// - Parameters:
  ///   - repository: the repository.
  ///   - tip: the tip of the default branch; `nil` where none is known.
  ///   - roles: who may approve what.
  package init(of repository: Repository, tip: ObjectID?, roles: [String: Role]) {
    self.repository = repository
    self.tip = tip
    self.roles = roles
  }

  package func isOnDefaultBranch(_ commit: ObjectID) throws(GitError) -> Bool {
    try repository.firstParents(of: try knownTip, include: commit)
  }

  package func isAncestor(_ ancestor: ObjectID, of commit: ObjectID) throws(GitError) -> Bool {
    if ancestor == commit { return true }
    return try repository.isAncestor(ancestor, of: commit)
  }

  package func commits(from base: ObjectID, to head: ObjectID) throws(GitError) -> [HistoryCommit] {
    var commits: [HistoryCommit] = []
    for id in try repository.commits(from: base, to: head) { commits.append(HistoryCommit(try repository.commit(id))) }
    return commits
  }

  package func details(of commit: ObjectID) throws(GitError) -> HistoryCommit? {
    HistoryCommit(try repository.commit(commit))
  }

  package func isPlainMerge(_ merge: ObjectID) throws(GitError) -> Bool {
    try repository.firstHandmadePath(ofMerge: repository.commit(merge)) == nil
  }

  package func patchID(of commit: ObjectID) throws(GitError) -> PatchID? { try repository.patchID(of: commit) }

  package func patchID(from base: ObjectID, to head: ObjectID) throws(GitError) -> PatchID? {
    try repository.patchID(from: repository.commit(base).tree, to: repository.commit(head).tree)
  }

  package func approvals(of change: PullRequest, by role: String, _ evidence: Evidence) -> PullRequestApprovals {
    PullRequestApprovals(
      of: change, by: role, among: roles, evidence, baseTip: tip ?? change.base.commit, in: repository)
  }

  package func tags(withPrefix prefix: String) throws(GitError) -> [LedgerTag] {
    try repository.annotatedTags(withPrefix: prefix).map { name, tag in
      LedgerTag(name: name, target: tag.target, tagger: tag.tagger?.name, message: tag.message)
    }
  }

  package func file(_ path: RepositoryPath) throws(GitError) -> [UInt8]? {
    try Snapshot(of: try knownTip, in: repository).policyBytes(at: path)
  }

  private var knownTip: ObjectID {
    get throws(GitError) {
      if let tip { return tip }
      throw GitError(
        .unknownRevision, "the repository knows no default branch",
        help: "fetch it, and say which branch it is: git remote set-head origin --auto")
    }
  }
}
