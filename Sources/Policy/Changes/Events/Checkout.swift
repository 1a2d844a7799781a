internal import Git

/// The clone that a workflow has: mostly of a single commit, on no branch, with `origin` as its remote.
///
/// What it lacks is told with the setting of `actions/checkout` that brings it.
struct Checkout {
  let repository: Repository

  func commit(named revision: String) throws(Undecidable) -> Commit {
    try decided(help: "check out the commit to check, with `fetch-depth: 0` of actions/checkout") {
      () throws(GitError) in try repository.commit(repository.commitID(of: revision))
    }
  }

  /// The id of a commit that has to be here, as the event tells it; its role is a noun phrase.
  func commit(_ id: ObjectID, _ role: String) throws(Undecidable) -> ObjectID {
    do throws(GitError) {
      return try repository.commit(id).id
    } catch {
      throw Undecidable(
        "\(role) is \(id.abbreviated), which this clone does not have: \(error.message)",
        help: "give actions/checkout `fetch-depth: 0`, or fetch it: `git fetch origin \(id)`")
    }
  }

  /// Where a branch of the remote is now, as far as this clone has fetched it.
  func tip(ofBranch branch: String) throws(Undecidable) -> ObjectID {
    guard repository.referenceExists(Self.tracking(branch)) else {
      throw Undecidable("the clone has no origin/\(branch) to compare with", help: fetching(branch))
    }
    return try decided(help: fetching(branch)) { () throws(GitError) in
      try repository.commitID(of: Self.tracking(branch))
    }
  }

  func mergeBase(_ judged: ObjectID, _ tip: ObjectID, of branch: String) throws(Undecidable) -> ObjectID {
    let base = try decided(help: fetching(branch)) { () throws(GitError) in try repository.mergeBase(judged, tip) }
    guard let base else {
      throw Undecidable(
        "\(judged.abbreviated) and origin/\(branch) have no commit in common",
        help: "name the commits: --base REV --head REV")
    }
    return base
  }

  /// Holds what a merge has as its first parent against the base branch, if that is here.
  ///
  /// Otherwise a merge that the author of a pull request made could have any first parent, and hide what it wants to.
  func require(_ base: ObjectID, inBranch branch: String) throws(Undecidable) {
    guard repository.referenceExists(Self.tracking(branch)) else { return }
    let tip = try tip(ofBranch: branch)
    let isThere = try decided(help: fetching(branch)) { () throws(GitError) in
      try repository.isAncestor(base, of: tip)
    }
    guard isThere else {
      throw Undecidable(
        "the first parent of the merge is \(base.abbreviated), which origin/\(branch) does not have",
        help: "\(fetching(branch)); and let actions/checkout take its own `ref`")
    }
  }

  /// The default branch as this clone knows it, for payloads that do not tell it.
  func defaultBranch() throws(Undecidable) -> String {
    let branch = try decided { () throws(GitError) in try repository.defaultBranch(ofRemote: "origin") }
    guard let branch, let name = branch.wholeSuffix(after: Self.tracking("")) else {
      throw Undecidable(
        "neither the payload nor the clone tells the default branch",
        help: "give actions/checkout `fetch-depth: 0` and run `git remote set-head origin --auto`")
    }
    return name
  }

  func remarkIfNothing(_ base: ObjectID, _ judged: ObjectID, in branch: String) -> [String] {
    base == judged ? ["\(branch) has all of \(judged.abbreviated) already, so nothing is checked"] : []
  }

  /// What is to be said where a branch does not keep what it had.
  func remarkIfLost(_ base: ObjectID, _ judged: ObjectID) throws(Undecidable) -> [String] {
    let isKept = try decided(help: "give actions/checkout `fetch-depth: 0`") { () throws(GitError) in
      try repository.isAncestor(base, of: judged)
    }
    return isKept ? [] : [Self.lost(base, judged)]
  }

  static func lost(_ base: ObjectID, _ judged: ObjectID) -> String {
    "\(judged.abbreviated) does not have all of \(base.abbreviated), so what only that has reads as removed"
  }

  static func tracking(_ branch: String) -> String { "refs/remotes/origin/\(branch)" }

  /// The branch of the remote that a verdict is for.
  ///
  /// - Parameters:
  ///   - branch: its full name at the remote.
  ///   - event: what made the workflow run.
  ///   - pushed: where the event says that the branch is; it counts where the clone does not know the branch.
  /// - Returns: the branch, whose tip is not looked up yet.
  /// - Throws: `Undecidable` where the clone cannot be read.
  func target(_ branch: String, _ event: GitHubEvent, pushed: ObjectID? = nil) throws(Undecidable) -> TargetBranch {
    let name = branch.wholeSuffix(after: "refs/heads/") ?? branch
    let reference = Self.tracking(name)
    var known = event.defaultBranch
    if known == nil {
      let reference = try decided { () throws(GitError) in try repository.defaultBranch(ofRemote: "origin") }
      known = reference?.wholeSuffix(after: Self.tracking(""))
    }
    let isHere = repository.referenceExists(reference)
    return TargetBranch(
      name: branch, defaultBranch: known, tip: isHere || pushed == nil ? .reference(reference) : .told(pushed),
      fetch: fetching(name))
  }

  private func fetching(_ branch: String) -> String {
    let refspec = ShellWord.quoted("+refs/heads/\(branch):\(Self.tracking(branch))")
    let unshallow = repository.isShallow ? "--unshallow " : ""
    return "give actions/checkout `fetch-depth: 0`, or fetch it: `git fetch \(unshallow)origin \(refspec)`"
  }

  /// Asks the repository; a failure has its own repair, or a better one that is known here.
  private func decided<Answer>(
    help: String? = nil, _ question: () throws(GitError) -> Answer
  ) throws(Undecidable) -> Answer {
    do throws(GitError) {
      return try question()
    } catch {
      guard let help else { throw Undecidable(error) }
      throw Undecidable(error.message, help: help)
    }
  }
}

extension String {
  /// What stands behind a prefix; `nil` where it does not begin so.
  func wholeSuffix(after prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
  }
}
