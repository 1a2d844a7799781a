internal import Git
internal import Policy

/// What the repository and the evidence tell of one pull request's commits under the governed paths.
struct ApprovalHistory {
  let repository: Repository
  let evidence: Evidence
  let change: PullRequest
  let paths: GovernedPaths

  /// The tip of the base branch, or the nearest commit of it that is here.
  let baseTip: ObjectID

  /// Takes the branch that the pull request goes to as the evidence has it, or else the base.
  ///
  /// Once it is merged, its commits are on that branch. So where it left the branch is found by its commits then.
  init(
    of change: PullRequest, _ evidence: Evidence, base: ObjectID, paths: GovernedPaths, in repository: Repository
  ) {
    self.repository = repository
    self.evidence = evidence
    self.change = change
    self.paths = paths
    let branch = Self.has(change.base.commit, repository) ? change.base.commit : base
    baseTip = change.forkPoint(ifMergedInto: branch, in: repository) ?? branch
  }

  /// What a commit changes since its merge base with the base branch.
  ///
  /// The forge is believed only for commits that are not here, as after a force-push.
  func governedChange(of commit: ObjectID) throws(Uncertainty) -> GovernedChange {
    guard Self.has(commit, repository) else {
      if let told = evidence.governedChanges[commit] { return GovernedChange(told, in: paths) }
      throw Uncertainty(
        "commit \(commit.abbreviated) is not in this clone, and the evidence does not tell what it changed"
          + evidence.reason(ofMissing: "changes of \(commit.abbreviated)"),
        help: "git fetch origin \(commit)")
    }
    do throws(GitError) {
      guard let base = try repository.mergeBase(commit, baseTip) else {
        throw GitError(.unknownRevision, "\(commit.abbreviated) has no commit in common with the base branch")
      }
      let changed = try repository.changedPaths(
        from: repository.commit(base).tree, to: repository.commit(commit).tree, in: paths.folders)
      return GovernedChange(changed, in: paths)
    } catch {
      throw Uncertainty(error.message, help: error.help.isEmpty ? nil : error.help)
    }
  }

  /// The paths under which two commits do not have the same trees.
  func folders(of commit: ObjectID, differingFrom other: ObjectID) throws(Uncertainty) -> [RepositoryPath] {
    guard Self.has(commit, repository) else {
      throw Uncertainty(
        "commit \(commit.abbreviated) is not in this clone, so its tree is not known",
        help: "git fetch origin \(commit)")
    }
    do throws(GitError) {
      let changed = try repository.changedPaths(
        from: repository.commit(commit).tree, to: repository.commit(other).tree, in: paths.folders)
      return changed.map(\.path).filter(paths.contains)
    } catch {
      throw Uncertainty(error.message, help: error.help.isEmpty ? nil : error.help)
    }
  }

  /// Everybody who had a hand in the pull request: its author, and the authors, co-authors and committers of its
  /// commits.
  ///
  /// A merge commit in which every file is as one of its parents has it contributes nothing.
  func contributors() throws(Uncertainty) -> Set<Login> {
    guard let author = change.author else { throw Uncertainty("the author of #\(change.number) has no login") }
    guard let commits = change.commits else {
      let why = evidence.reason(ofMissing: "commits of #\(change.number)")
      throw Uncertainty("the evidence does not tell who made the commits of #\(change.number)\(why)")
    }
    try requireAll(commits)
    var contributors: Set<Login> = [author]
    for commit in commits where try contributes(commit) {
      for login in commit.authors + [commit.committer] {
        guard let login else {
          let why = evidence.reason(ofMissing: "co-authors of \(commit.id.abbreviated)")
          throw Uncertainty("somebody who made commit \(commit.id.abbreviated) has no login, so may be anybody\(why)")
        }
        contributors.insert(login)
      }
    }
    return contributors
  }

  private func requireAll(_ commits: [PullRequest.Commit]) throws(Uncertainty) {
    let told = Set(commits.map(\.id))
    guard Self.has(change.head.commit, repository) else {
      if told.contains(change.head.commit) { return }
      throw Uncertainty("the evidence does not list the head of #\(change.number) among its commits")
    }
    do throws(GitError) {
      let here = try repository.commits(from: baseTip, to: change.head.commit)
      guard let unknown = here.first(where: { !told.contains($0) }) else { return }
      throw GitError(
        .unknownRevision, "the evidence does not tell who made commit \(unknown.abbreviated)",
        help: "collect the evidence again")
    } catch {
      throw Uncertainty(error.message, help: error.help.isEmpty ? nil : error.help)
    }
  }

  private func contributes(_ commit: PullRequest.Commit) throws(Uncertainty) -> Bool {
    guard Self.has(commit.id, repository) else { return true }
    do throws(GitError) {
      let details = try repository.commit(commit.id)
      guard details.isMerge else { return true }
      return try !repository.changes(of: details).ownPaths.isEmpty
    } catch {
      throw Uncertainty(error.message, help: error.help.isEmpty ? nil : error.help)
    }
  }

  /// Whether a commit is in the object database.
  private static func has(_ commit: ObjectID, _ repository: Repository) -> Bool {
    do throws(GitError) {
      return try repository.header(of: commit).kind == .commit
    } catch {
      return false
    }
  }
}
