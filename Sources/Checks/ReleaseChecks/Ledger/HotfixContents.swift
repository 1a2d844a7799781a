import Changes
import Git

/// Whether commits have what a hotfix brought, on whatever way it came to them.
struct HotfixContents {
  private let history: any CommitHistory

  /// The pull requests that the evidence tells whole.
  private let changes: [PullRequest]

  init(_ history: any CommitHistory, _ changes: [PullRequest]) {
    self.history = history
    self.changes = changes
  }

  /// Whether a commit contains a hotfix: the deployed commit is its ancestor, or all that it brought came by other commits.
  ///
  /// A merge of the pull request has the deployed head for an ancestor. A squash makes the same change of lines in one
  /// commit, a rebase and a cherry-pick make the same changes in as many.
  ///
  /// - Throws: `GitError` where the commits are not known.
  func isContained(_ hotfix: ObjectID, in commit: ObjectID) throws(GitError) -> Bool {
    if try history.isAncestor(hotfix, of: commit) { return true }
    let own = try ownCommits(of: hotfix)
    guard !own.isEmpty else { return false }
    var wanted: Set<PatchID> = []
    for id in own {
      guard let patch = try history.patchID(of: id) else { return false }
      wanted.insert(patch)
    }
    let whole = try change(of: hotfix)?.forkPoint.flatMap { base throws(GitError) in
      try history.patchID(from: base, to: hotfix)
    }
    var missing = wanted
    for other in try history.commits(from: hotfix, to: commit) where !other.isMerge {
      guard let patch = try history.patchID(of: other.id) else { continue }
      if patch == whole { return true }
      missing.remove(patch)
      if missing.isEmpty { return true }
    }
    return false
  }

  /// Whether a commit belongs to a pull request: one of its own, the merge of it that brings nothing else, or one that
  /// makes the same change.
  ///
  /// - Throws: `GitError` where the commits are not known.
  func belongs(_ commit: HistoryCommit, to change: PullRequest) throws(GitError) -> Bool {
    let own = change.commits?.map(\.id) ?? []
    if commit.id == change.head.commit || own.contains(commit.id) { return true }
    if commit.isMerge {
      guard commit.parents.dropFirst().contains(change.head.commit) else { return false }
      return try history.isPlainMerge(commit.id)
    }
    guard let patch = try history.patchID(of: commit.id) else { return false }
    if let base = change.forkPoint, try history.patchID(from: base, to: change.head.commit) == patch { return true }
    for id in own where try history.patchID(of: id) == patch {
      return true
    }
    return false
  }

  /// The commits that a hotfix consists of: those of its pull request, or else the deployed one by itself.
  private func ownCommits(of hotfix: ObjectID) throws(GitError) -> [ObjectID] {
    guard let commits = change(of: hotfix)?.commits else { return [hotfix] }
    var own: [ObjectID] = []
    for commit in commits where (commit.parents?.count ?? 1) < 2 { own.append(commit.id) }
    return own
  }

  private func change(of hotfix: ObjectID) -> PullRequest? { changes.first { $0.head.commit == hotfix } }
}
