internal import Findings
internal import Git
internal import Policy

/// Which state of the repository a change takes its policy from.
///
/// It is the tip of the branch that the change goes to, as this clone knows it: the base of the comparison, or a merge
/// that was checked out, may be old, and a person has left a role since. Where the tip has what is judged already, the
/// base of the comparison is what was in force before.
struct PolicyRevision {
  /// The state whose policy is in force.
  let snapshot: Snapshot
  let source: Report.PolicyLayer.Source

  /// How messages call it: `main`, or `base`.
  let name: String

  /// The base of the comparison, where its policy folder is another one.
  private(set) var otherBase: Snapshot?

  /// Whether that base was on the branch, so that the entries of its baseline count, too.
  private(set) var wasOtherBaseMerged = false

  /// What a reader should know about the choice.
  private(set) var remarks: [String] = []

  /// A state that is taken as it is.
  init(_ snapshot: Snapshot, named name: String = "base") {
    self.init(snapshot, .base, name)
  }

  /// The tip of a branch, which has a name in messages.
  init(tip: Snapshot, of name: String) {
    self.init(tip, .tip, name)
  }

  private init(_ snapshot: Snapshot, _ source: Report.PolicyLayer.Source, _ name: String) {
    self.snapshot = snapshot
    self.source = source
    self.name = name
  }

  /// Finds the policy that a comparison is judged by.
  ///
  /// - Throws: `Undecidable` where the tip of the branch is not in the clone, or the branch is not governed.
  init(
    for comparison: Comparison, from base: Snapshot, by branches: BranchPolicy,
    organisation: [String: [UInt8]]?, _ circumstances: Circumstances, in repository: Repository
  ) throws(Undecidable) {
    guard let target = comparison.target else {
      throw Undecidable(
        "could not read the policy: the repository knows no default branch",
        help: "fetch it, and say which branch it is: git remote set-head origin --auto; without a remote: "
          + "git config init.defaultBranch NAME")
    }
    try target.requireGoverned(by: branches)
    guard let known = try target.commit(in: repository, at: circumstances.stage) else {
      self.init(base)
      return
    }
    self = try Undecidable.catching {
      let tip = try target.newest(known, circumstances.evidence, in: repository)
      if tip == comparison.judged { return PolicyRevision(base) }
      let atTip = try Snapshot(of: tip, in: repository)
      let isSame = try base.version(of: .policyFolder) == atTip.version(of: .policyFolder)
      if isSame { return PolicyRevision(tip: atTip, of: target.shortName) }
      // What the branch has already, it had before under the policy of its base.
      if try repository.isAncestor(comparison.judged, of: tip) { return PolicyRevision(base) }
      var revision = PolicyRevision(tip: atTip, of: target.shortName)
      if let queue = MergeQueue(circumstances.evidence, from: tip) {
        if try queue.approvesPolicy(of: base, organisation: organisation, comparison, in: repository) {
          revision = PolicyRevision(base)
          revision.remarks = ["the policy is that of base: the pull requests ahead in the queue may change it"]
          return revision
        }
      }
      revision.otherBase = base
      if let commit = comparison.base { revision.wasOtherBaseMerged = try repository.isAncestor(commit, of: tip) }
      revision.remarks = ["the policy is that of \(target.shortName), which base had otherwise"]
      return revision
    }
  }
}

extension PolicyRevision {
  /// What became of the policy folder before this state.
  var past: PolicyPast { snapshot.policyPast }

  /// Holds that the policy folder is a folder: a link, or a file of its name, would read as no policy at all.
  ///
  /// - Throws: `Undecidable` with what is there.
  func requireFolder() throws(Undecidable) {
    try Undecidable.catching {
      guard let version = try snapshot.version(of: .policyFolder), version.mode != .tree else { return }
      throw Undecidable(
        "could not read the policy of \(name): \(PolicyFolder.name) is \(version.mode.noun), not a folder",
        help: "put the folder with the policy files there")
    }
  }
}

extension RepositoryPath {
  /// The folder of the policy, at the top of a repository.
  static let policyFolder = RepositoryPath(PolicyFolder.name)
}

extension FileMode {
  /// What stands at a path, in words.
  var noun: String {
    switch self {
    case .file, .executable: "a file"
    case .symbolicLink: "a symbolic link"
    case .submodule: "a submodule"
    case .tree: "a folder"
    }
  }
}

extension TargetBranch {
  /// The newer of the tip that the clone knows and the one that the forge told.
  ///
  /// - Throws: `Undecidable` where the clone does not have the one that the forge told, or the two have parted.
  fileprivate func newest(_ known: ObjectID, _ evidence: Evidence?, in repository: Repository) throws -> ObjectID {
    guard let told = evidence?.changes.last(where: { $0.base.ref == shortName })?.base.commit, told != known else {
      return known
    }
    guard repository.hasCommit(told) else {
      throw Undecidable(
        "could not read the policy at the tip of \(shortName): the evidence has it at \(told.abbreviated), which this "
          + "clone does not have",
        help: fetch)
    }
    if try repository.isAncestor(told, of: known) { return known }
    if try repository.isAncestor(known, of: told) { return told }
    throw Undecidable(
      "could not read the policy at the tip of \(shortName): it is at \(known.abbreviated) here and at "
        + "\(told.abbreviated) by the evidence, and neither contains the other",
      help: "\(fetch), and collect the evidence again")
  }
}

extension Repository {
  /// Whether a commit is in the object database.
  func hasCommit(_ commit: ObjectID) -> Bool {
    do throws(GitError) {
      return try header(of: commit).kind == .commit
    } catch {
      return false
    }
  }
}
