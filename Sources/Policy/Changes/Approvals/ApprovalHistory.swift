internal import Calendars
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

  /// The instant that was named for the verdict; what was said after it does not count.
  let asOf: Instant?

  /// Takes the branch that the pull request goes to as the evidence has it, or else the base.
  ///
  /// Once it is merged, its commits are on that branch. So where it left the branch is found by its commits then.
  init(
    of change: PullRequest, _ evidence: Evidence, base: ObjectID, paths: GovernedPaths, in repository: Repository,
    asOf: Instant?
  ) {
    self.repository = repository
    self.evidence = evidence
    self.change = change
    self.paths = paths
    self.asOf = asOf
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

  /// Why something was said too late to count, in words; `nil` where it was not.
  ///
  /// The evidence cannot tell of what came after it was collected, nor a verdict depend on what came after its instant.
  func reasonOfFuture(_ instant: Instant?) -> String? {
    guard let instant else { return nil }
    let collected = evidence.source.serverTime ?? evidence.source.collectedAt
    if instant > collected { return "it is dated after \(collected), when the evidence was collected" }
    if let asOf, instant > asOf { return "it was given after \(asOf), the instant of this verdict" }
    return nil
  }

  /// Whether a commit is in the object database.
  static func has(_ commit: ObjectID, _ repository: Repository) -> Bool {
    do throws(GitError) {
      return try repository.header(of: commit).kind == .commit
    } catch {
      return false
    }
  }
}
