package import Git
package import Policy

/// The tip of the default branch, and the policy that is in force there: what everything goes by that judges no change.
package struct TipSource {
  /// `nil` where the policy comes from elsewhere and no default branch is known.
  package let tip: ObjectID?
  let files: PolicyFiles
  private let repository: Repository

  /// - Throws: `Undecidable` where no default branch is known, or its policy cannot be read.
  package init(
    policy: PolicyFolder, organisation: [String: [UInt8]]?, in repository: Repository
  ) throws(Undecidable) {
    self.repository = repository
    let tip = try Undecidable.ofGit { () throws(GitError) -> ObjectID? in
      guard let branch = try repository.defaultBranch(for: repository.currentBranch) else { return nil }
      return try repository.commitID(of: branch)
    }
    self.tip = tip
    if tip == nil, case .base = policy {
      throw Undecidable(
        "the repository knows no default branch, whose policy a gate goes by",
        help: "fetch it, and say which branch it is: git remote set-head origin --auto")
    }
    let revision = try Undecidable.ofGit { () throws(GitError) in
      guard let tip, case .base = policy else { return PolicyRevision(Snapshot(nil)) }
      return PolicyRevision(tip: try Snapshot(of: tip, in: repository), of: "the default branch")
    }
    files = PolicyFiles(policy, organisation: organisation, at: revision)
  }

  /// - Throws: `Undecidable` where a file is no policy.
  package func policy<C: Check>(of check: C.Type) throws(Undecidable) -> EffectivePolicy<C.Policy> {
    try files.policy(of: check)
  }

  /// All files at the tip.
  ///
  /// - Throws: `Undecidable` where the commit cannot be read.
  package func tree() throws(Undecidable) -> Snapshot {
    guard let tip else { return Snapshot(nil) }
    return try Undecidable.ofGit { () throws(GitError) in try Snapshot(of: tip, in: repository) }
  }

  /// All files at a revision.
  ///
  /// - Throws: `Undecidable` where there is no such commit.
  package func tree(of revision: String) throws(Undecidable) -> (tree: Snapshot, commit: ObjectID) {
    try Undecidable.ofGit { () throws(GitError) in
      let commit = try repository.commitID(of: revision)
      return (try Snapshot(of: commit, in: repository), commit)
    }
  }

  /// What a commit changes since it left the default branch; `nil` where it is not in the clone.
  ///
  /// - Throws: `Undecidable` where the history cannot be read.
  package func changedPaths(of commit: ObjectID) throws(Undecidable) -> [RepositoryPath]? {
    try Undecidable.ofGit { () throws(GitError) in
      guard let tip, let head = try Snapshot(of: tip, in: repository).snapshot(at: commit),
        let base = try repository.mergeBase(tip, commit)
      else { return nil }
      return try head.changedPaths(since: Snapshot(of: base, in: repository), in: [.root])
    }
  }

  /// The files of the working tree below some folders, over those of its commit.
  ///
  /// - Throws: `Undecidable` where they cannot be read.
  package func workingTree(in folders: [RepositoryPath]) throws(Undecidable) -> Snapshot {
    try Undecidable.ofGit { () throws(GitError) in
      try Snapshot(workingTreeOver: repository.commitID(of: "HEAD"), in: folders, of: repository)
    }
  }
}

extension Undecidable {
  /// Does what may fail for reasons of git's alone.
  static func ofGit<Answer>(_ body: () throws(GitError) -> Answer) throws(Undecidable) -> Answer {
    do throws(GitError) {
      return try body()
    } catch {
      throw Undecidable(error)
    }
  }
}
