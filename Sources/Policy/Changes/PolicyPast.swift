internal import Git

/// Whether a base whose policy a check does not find ever had one, as far as its history tells.
///
/// The history is the line of first parents: what the branch itself has been, at one time or another.
enum PolicyPast: Sendable {
  /// There never was a policy folder, so whoever brings one in adopts the check.
  case never

  /// The folder is there, only without the files that the check reads.
  case present

  /// A commit took the folder away.
  case removed(in: ObjectID)

  /// The history cannot be read to its beginning.
  case unknown(GitError)
}

extension Snapshot {
  /// What became of the policy folder before this state.
  var policyPast: PolicyPast {
    guard let committed else { return .never }
    let folder = RepositoryPath(PolicyFolder.name)
    do throws(GitError) {
      if try version(of: folder) != nil { return .present }
      let last = try committed.repository.firstParentHistory(of: folder, from: committed.commit, limit: 1).first
      return last.map { .removed(in: $0.commit) } ?? .never
    } catch {
      return .unknown(error)
    }
  }
}

extension ApprovalAnswer {
  /// The answer of a base that has no policy: an adoption is nobody's to approve, all else stays what it is or is open.
  ///
  /// Where the policy was removed, somebody owned it once, and who that was is not for the change to say.
  func adopting(
    _ requirement: ApprovalRequirement, over past: PolicyPast, of name: String, for files: String
  ) -> ApprovalAnswer {
    switch (self, past) {
    case (.missing, .never), (.undecided, .never):
      .notApplicable("\(name) has no policy yet, so this is its first adoption and needs no approval")
    case (.missing, .removed(let commit)), (.undecided, .removed(let commit)):
      .undecided(
        Account(
          requirement, for: files,
          "\(name) had a policy until \(commit.abbreviated) removed it, so this is not an adoption, and it has no owner left",
          help: """
            an administrator brings the policy back (git checkout \(commit.abbreviated)^ -- \(PolicyFolder.name)), or the \
            organisation's policy names a \(requirement.role) (--organisation-policy DIR)
            """))
    case (.missing, .unknown(let error)), (.undecided, .unknown(let error)):
      .undecided(
        Account(
          requirement, for: files,
          "could not check whether \(name) ever had a policy, so that this would be no adoption: \(error.message)",
          help: error.help))
    default: self
    }
  }
}
