package import Calendars
internal import Findings
package import Git
package import Policy

/// Answers whether a change under judgement has the approvals that a policy demands.
package struct Approvals {
  private let comparison: Comparison
  private let repository: Repository
  private let evidence: Evidence?
  private let roles: [String: Role]
  private let asOf: Instant?

  /// - Parameters:
  ///   - comparison: what is compared with what.
  ///   - repository: where both are.
  ///   - evidence: what the code host knows, where that was collected.
  ///   - roles: who is in which role, by name.
  ///   - asOf: the instant that was named for the verdict, if one was.
  package init(
    for comparison: Comparison, in repository: Repository, evidence: Evidence?, roles: [String: Role],
    asOf: Instant? = nil
  ) {
    self.comparison = comparison
    self.repository = repository
    self.evidence = evidence
    self.roles = roles
    self.asOf = asOf
  }

  /// Whether what the comparison changes under some paths is approved.
  ///
  /// - Parameters:
  ///   - requirement: who has to approve it, and how.
  ///   - paths: the governed paths.
  ///   - changed: what the comparison changes, at least under those paths.
  /// - Returns: one answer for all pull requests; in a merge group the worst of theirs.
  package func answer(
    to requirement: ApprovalRequirement, for paths: GovernedPaths, changed: [ChangedPath]
  ) -> ApprovalAnswer {
    let result = GovernedChange(changed, in: paths)
    guard !result.isEmpty else { return .notNeeded }
    if comparison.isPushToDefault {
      return .notApplicable("the change is on the default branch already; approvals were checked before")
    }
    let question = Question(requirement: requirement, paths: paths, result: result)
    do throws(Uncertainty) {
      guard let evidence else {
        throw Uncertainty(
          "no evidence was given",
          help: "`evidence collect --output evidence.json` asks GitHub for it; then give --evidence evidence.json")
      }
      return try answer(question, evidence)
    } catch {
      return .undecided(question.account(error))
    }
  }

  private struct Question {
    let requirement: ApprovalRequirement
    let paths: GovernedPaths
    let result: GovernedChange

    func account(_ uncertainty: Uncertainty) -> ApprovalAnswer.Account {
      let files = paths.files(result.deltas.count)
      let message = "whether \(requirement.role) approves of \(files) cannot be said: \(uncertainty.reason)"
      return ApprovalAnswer.Account(requirement, for: files, message, help: uncertainty.help)
    }
  }

  private func answer(_ question: Question, _ evidence: Evidence) throws(Uncertainty) -> ApprovalAnswer {
    guard let baseTip = comparison.baseTip else { throw Uncertainty("there is no base to compare with") }
    let group = try MergeGroup(of: evidence, comparison, in: repository)
    var given: [Explanation] = []
    var undecided: ApprovalAnswer?
    var made: [GovernedChange] = []
    for change in group.changes {
      let history = ApprovalHistory(
        of: change, evidence, base: baseTip, paths: question.paths, in: repository, asOf: asOf)
      let trial = ApprovalTrial(
        requirement: question.requirement, role: roles[question.requirement.role], history: history)
      made.append(try history.governedChange(of: change.head.commit))
      switch trial.answer() {
      case .given(let explanation): given += explanation
      case .missing(let account): return .missing(account)
      case .undecided(let account): undecided = undecided ?? .undecided(account)
      case .notNeeded, .notApplicable: break
      }
    }
    if let undecided { return undecided }
    guard !given.isEmpty else {
      throw Uncertainty("by the evidence no pull request changes them", help: "collect the evidence again")
    }
    return group.answer(given, question.result, made: made, question.requirement, question.paths)
  }
}

extension Approvals {
  /// Who has approved in each of some roles, for each pull request that the comparison brings in.
  func givers(for requirements: [ApprovalRequirement], _ paths: GovernedPaths) -> [[[Login]]] {
    guard let evidence, let baseTip = comparison.baseTip else { return [] }
    do throws(Uncertainty) {
      return try MergeGroup(of: evidence, comparison, in: repository).changes.map { change in
        let history = ApprovalHistory(of: change, evidence, base: baseTip, paths: paths, in: repository, asOf: asOf)
        return requirements.map { requirement in
          ApprovalTrial(requirement: requirement, role: roles[requirement.role], history: history).counted().given.map(
            \.by)
        }
      }
    } catch {
      // Whether they approve was asked before, and then this is known as well.
      return []
    }
  }
}
