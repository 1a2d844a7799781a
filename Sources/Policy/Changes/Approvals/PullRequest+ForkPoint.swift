package import Git

extension PullRequest {
  /// The commit that all of the pull request's own commits come after, by what the evidence tells of their parents.
  ///
  /// `nil` where the commits or their parents were not collected, or where they begin at more than one commit, as after a
  /// merge of the base branch into it.
  package var forkPoint: ObjectID? {
    guard let commits, !commits.isEmpty else { return nil }
    let own = Set(commits.map(\.id))
    var outside: Set<ObjectID> = []
    for commit in commits {
      guard let parents = commit.parents else { return nil }
      outside.formUnion(parents.filter { !own.contains($0) })
    }
    return outside.count == 1 ? outside.first : nil
  }

  /// The same, where a branch has the head of the pull request already; `nil` where it has not.
  func forkPoint(ifMergedInto branch: ObjectID, in repository: Repository) -> ObjectID? {
    do throws(GitError) {
      guard try repository.isAncestor(head.commit, of: branch) else { return nil }
      return forkPoint
    } catch {
      // What keeps this from being known keeps the change from being known, and is told there.
      return nil
    }
  }
}
