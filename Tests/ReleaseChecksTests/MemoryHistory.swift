import Calendars
import Changes
import Findings
import Git
import Policy

/// Commits, patches and approvals that a test makes up.
struct MemoryHistory: CommitHistory {
  /// The parents of each commit, first parents first.
  var parents: [ObjectID: [ObjectID]] = [:]
  var tip: ObjectID?

  /// What each commit changes, where commits are to be told apart by that.
  var patches: [ObjectID: ObjectID] = [:]

  /// The approvals by role, of each pull request.
  var approvals: [Int: [String: [PullRequestApprovals.Given]]] = [:]

  var files: [String: String] = [:]
  var tags: [LedgerTag] = []

  func isOnDefaultBranch(_ commit: ObjectID) throws(GitError) -> Bool {
    guard parents[commit] != nil else { return true }
    var next = tip
    while let id = next {
      if id == commit { return true }
      next = parents[id]?.first
    }
    return false
  }

  func isAncestor(_ ancestor: ObjectID, of commit: ObjectID) throws(GitError) -> Bool {
    reached(from: commit).contains(ancestor)
  }

  func commits(from base: ObjectID, to head: ObjectID) throws(GitError) -> [HistoryCommit] {
    reached(from: head).subtracting(reached(from: base)).sorted().map { id in
      HistoryCommit(id: id, parents: parents[id] ?? [], message: "")
    }
  }

  func details(of commit: ObjectID) throws(GitError) -> HistoryCommit? {
    parents[commit].map { HistoryCommit(id: commit, parents: $0, message: "") }
  }

  func isPlainMerge(_ merge: ObjectID) throws(GitError) -> Bool { true }

  func patchID(of commit: ObjectID) throws(GitError) -> PatchID? { PatchID(patches[commit] ?? commit) }

  func patchID(from base: ObjectID, to head: ObjectID) throws(GitError) -> PatchID? { nil }

  func approvals(of change: PullRequest, by role: String, _ evidence: Evidence) -> PullRequestApprovals {
    PullRequestApprovals(given: approvals[change.number]?[role] ?? [], answer: .notNeeded)
  }

  func tags(withPrefix prefix: String) throws(GitError) -> [LedgerTag] { tags.filter { $0.name.hasPrefix(prefix) } }

  func file(_ path: RepositoryPath) throws(GitError) -> [UInt8]? { files[path.description].map { Array($0.utf8) } }

  private func reached(from commit: ObjectID) -> Set<ObjectID> {
    var found: Set<ObjectID> = [commit]
    var rest = [commit]
    while let id = rest.popLast() {
      for parent in parents[id] ?? [] where found.insert(parent).inserted { rest.append(parent) }
    }
    return found
  }
}
