internal import Findings
package import Git

/// The history that an example of a rule gives: a line `commit parent …` for each commit, the default branch's tip first.
///
/// A commit that no line tells of is on the default branch and contains nothing but itself: most examples are not about
/// that. No pull request of an example is approved.
package struct ExampleHistory: CommitHistory {
  private let parents: [ObjectID: [ObjectID]]
  package let tip: ObjectID?

  /// Reads the lines; `nil` where one has a word that is no id.
  package init?(_ text: String) {
    var parents: [ObjectID: [ObjectID]] = [:]
    var tip: ObjectID?
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      let ids = words.compactMap { ObjectID($0) }
      guard let id = ids.first, ids.count == words.count else { return nil }
      tip = tip ?? id
      parents[id] = Array(ids.dropFirst())
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

  package func isAncestor(_ ancestor: ObjectID, of commit: ObjectID) throws(GitError) -> Bool {
    ancestors(of: commit).contains(ancestor)
  }

  package func commits(from base: ObjectID, to head: ObjectID) throws(GitError) -> [HistoryCommit] {
    ancestors(of: head).subtracting(ancestors(of: base)).sorted().map { id in
      HistoryCommit(id: id, parents: parents[id] ?? [], message: "")
    }
  }

  package func details(of commit: ObjectID) throws(GitError) -> HistoryCommit? {
    parents[commit].map { HistoryCommit(id: commit, parents: $0, message: "") }
  }

  package func isPlainMerge(_ merge: ObjectID) throws(GitError) -> Bool { true }

  package func patchID(of commit: ObjectID) throws(GitError) -> PatchID? { nil }

  package func patchID(from base: ObjectID, to head: ObjectID) throws(GitError) -> PatchID? { nil }

  package func approvals(of change: PullRequest, by role: String, _ evidence: Evidence) -> PullRequestApprovals {
    let requirement = ApprovalRequirement(label: "", role: role, means: [.review])
    let account = ApprovalAnswer.Account(requirement, for: "the pull request", "no approval of \(role)")
    return PullRequestApprovals(given: [], answer: .missing(account))
  }

  package func tags(withPrefix prefix: String) throws(GitError) -> [LedgerTag] { [] }

  package func file(_ path: RepositoryPath) throws(GitError) -> [UInt8]? { nil }

  private func ancestors(of commit: ObjectID) -> Set<ObjectID> {
    var found: Set<ObjectID> = [commit]
    var rest = [commit]
    while let id = rest.popLast() {
      for parent in parents[id] ?? [] where found.insert(parent).inserted { rest.append(parent) }
    }
    return found
  }
}
