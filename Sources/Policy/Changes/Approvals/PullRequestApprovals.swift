package import Calendars
internal import Git
package import Policy

/// The approvals that a pull request as a whole has from one role.
package struct PullRequestApprovals: Sendable {
  /// One that counts for the change as it is now.
  package struct Given: Sendable, Hashable {
    package let by: Login
    package let at: Instant

    package init(by: Login, at: Instant) {
      self.by = by
      self.at = at
    }
  }

  package let given: [Given]

  /// What is said of all approvals there are, also of those that do not count, or may not.
  package let answer: ApprovalAnswer

  package init(given: [Given], answer: ApprovalAnswer) {
    self.given = given
    self.answer = answer
  }
}

extension PullRequestApprovals {
  /// Looks for approving reviews of all that a pull request changes.
  ///
  /// - Parameters:
  ///   - change: the pull request as the evidence has it.
  ///   - name: the role that has to approve.
  ///   - roles: the roles of the policy.
  ///   - evidence: what the forge knows.
  ///   - baseTip: the tip of the branch that the pull request goes to, where the evidence's own is not here.
  ///   - repository: the repository with its commits.
  init(
    of change: PullRequest, by name: String, among roles: [String: Role], _ evidence: Evidence, baseTip: ObjectID,
    in repository: Repository
  ) {
    let everything = GovernedPaths([.root], name: "the pull request")
    let trial = ApprovalTrial(
      requirement: ApprovalRequirement(label: "", role: name, means: [.review]), role: roles[name],
      history: ApprovalHistory(of: change, evidence, base: baseTip, paths: everything, in: repository, asOf: nil))
    self = trial.counted()
  }
}
