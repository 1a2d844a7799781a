package import Git

extension Comparison {
  /// The base of a commit for which nobody named one, the tip of the default branch, and what is to be said about it.
  ///
  /// - Throws: `Undecidable` where nothing can serve as a base, or `GitError` of reading commits.
  static func defaultBase(
    of judged: ObjectID, _ request: ComparisonRequest, onBranch branch: String?, in repository: Repository
  ) throws -> Base {
    let defaultBranch = try repository.defaultBranch(for: branch)
    let parents = request.head == nil ? try repository.commit(judged).parents : []
    if parents.count == 2, branch == nil && defaultBranch == nil {
      // A workflow checks out what merging a pull request would give, on no branch, and often fetches nothing else.
      let remark = "no default branch is known, so HEAD is taken for a merge into its first parent"
      return Base(commit: parents[0], tip: parents[0], remarks: [remark])
    }
    if parents.count == 2, branch == defaultBranch {
      // Without a remote nothing else tells what the default branch was before it took in another one.
      return Base(commit: parents[0], tip: parents[0], remarks: [])
    }
    guard let defaultBranch else {
      throw Undecidable(
        "the repository knows no default branch to compare with",
        help: repository.isShallow
          ? "fetch it all (`fetch-depth: 0` of actions/checkout fetches every branch), or name a commit: --base REV"
          : "name a commit: --base REV, or say which branch it is: git remote set-head origin --auto")
    }
    let tip = try repository.commitID(of: defaultBranch)
    guard let base = try repository.mergeBase(judged, tip) else {
      throw Undecidable(
        "\(judged.abbreviated) and \(defaultBranch) have no commit in common", help: "name a commit: --base REV")
    }
    guard base == judged, !request.includesWorkingTree else { return Base(commit: base, tip: tip, remarks: []) }
    let head = request.head ?? "HEAD"
    return Base(
      commit: base, tip: tip,
      remarks: [
        "\(defaultBranch) has all of \(head) already, so nothing is checked; name a base: --base \(head)~1, or check "
          + "what is not committed yet: --worktree"
      ])
  }
}

extension Repository {
  /// The default branch of the remote that a branch follows, of `origin`, or of the only remote; where there is none,
  /// the default branch here.
  package func defaultBranch(for branch: String?) throws(GitError) -> String? {
    if let remote = try usualRemote(for: branch), let branch = try defaultBranch(ofRemote: remote) { return branch }
    return try defaultBranch(ofRemote: nil)
  }

  /// The remote that a branch follows, `origin`, or the only one.
  func usualRemote(for branch: String?) throws(GitError) -> String? {
    let remotes = try remotes.map(\.name)
    var upstream: String?
    if let branch { upstream = try self.upstream(of: branch) }
    let followed = remotes.first { upstream?.hasPrefix("refs/remotes/\($0)/") == true }
    return followed ?? (remotes.contains("origin") ? "origin" : remotes.count == 1 ? remotes[0] : nil)
  }
}
