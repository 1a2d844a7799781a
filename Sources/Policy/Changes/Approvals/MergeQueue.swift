internal import Findings
internal import Git
internal import Policy

/// The pull requests of a merge queue between the tip of its branch and the base of a merge group.
///
/// A group is built on top of those ahead of it, so its base may have a policy that the branch does not have yet.
struct MergeQueue {
  private let evidence: Evidence

  /// The pull requests ahead, first the one that is merged first.
  private let ahead: [PullRequest]

  /// Takes the pull requests ahead in the order of their slices; `nil` where the evidence does not tell them.
  init?(_ evidence: Evidence?, from tip: ObjectID) {
    guard let evidence, let told = evidence.changesAhead else { return nil }
    self.evidence = evidence
    var slices: [ObjectID: PullRequest] = [:]
    for change in told {
      guard let group = change.group, slices.updateValue(change, forKey: group.base) == nil else { return nil }
    }
    var ahead: [PullRequest] = []
    var end = tip
    while let change = slices.removeValue(forKey: end), let group = change.group {
      ahead.append(change)
      end = group.head
    }
    guard slices.isEmpty, !ahead.isEmpty else { return nil }
    self.ahead = ahead
  }

  /// Whether the queue leads to the base of a group, and each pull request ahead was approved for what it does to the
  /// policy, by those who own the policy before it.
  ///
  /// - Throws: `Undecidable` where a policy of the way cannot be read, or `GitError` of reading trees.
  func approvesPolicy(
    of base: Snapshot, organisation: [String: [UInt8]]?, _ comparison: Comparison, in repository: Repository
  ) throws -> Bool {
    guard let last = ahead.last?.group, base.commit == last.head else { return false }
    for change in ahead {
      guard let slice = change.group else { return false }
      let before = try Snapshot(of: slice.base, in: repository)
      let after = try Snapshot(of: slice.head, in: repository)
      let files = try after.changedFiles(since: before, in: [.policyFolder])
      let roles = try PolicyFiles(.base, organisation: organisation, at: PolicyRevision(before)).roles()
      let approvals = Approvals(
        for: comparison.slice(from: slice.base, to: slice.head), in: repository,
        evidence: evidence.about([change]), roles: roles)
      switch approvals.answer(to: .policyOwner, for: GovernedPaths([.policyFolder], name: "the policy"), changed: files)
      {
      case .notNeeded, .given: continue
      case .notApplicable, .missing, .undecided: return false
      }
    }
    return true
  }
}

extension ApprovalRequirement {
  /// What a change of the policy needs.
  static let policyOwner = ApprovalRequirement(label: "policy-approved", role: "policy-owner")
}
