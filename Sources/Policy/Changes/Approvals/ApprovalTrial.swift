internal import Findings
internal import Git
internal import Policy

/// The question whether one pull request has an approval.
struct ApprovalTrial {
  let requirement: ApprovalRequirement
  let role: Role?
  let history: ApprovalHistory

  private let contributors: Result<Contributors, Uncertainty>

  init(requirement: ApprovalRequirement, role: Role?, history: ApprovalHistory) {
    self.requirement = requirement
    self.role = role
    self.history = history
    contributors = Result { () throws(Uncertainty) in try Contributors(to: history) }
  }

  private var change: PullRequest { history.change }
  private var evidence: Evidence { history.evidence }

  /// What became of one candidate.
  private enum Outcome {
    case counts
    case not(String, [Explanation] = [])
    case uncertain(Uncertainty)
  }

  /// Looks at every candidate; one that counts is enough.
  func answer() -> ApprovalAnswer {
    do throws(Uncertainty) {
      let governed = try history.governedChange(of: change.head.commit)
      guard !governed.isEmpty else { return .notNeeded }
      let candidates = try ApprovalCandidate.all(for: requirement, in: change, evidence)
      let outcomes = candidates.map { ($0, outcome(of: $0, governed)) }
      return answer(outcomes, governed)
    } catch {
      let message = "whether \(requirement.role) approves of #\(change.number) cannot be said: \(error.reason)"
      return .undecided(
        ApprovalAnswer.Account(requirement, for: "#\(change.number)", message, help: error.help))
    }
  }

  /// The approvals that count, each with its person and its instant, and what is said of all there are.
  func counted() -> PullRequestApprovals {
    let answer = answer()
    do throws(Uncertainty) {
      let governed = try history.governedChange(of: change.head.commit)
      let candidates = try ApprovalCandidate.all(for: requirement, in: change, evidence)
      let counted = candidates.filter { candidate in
        guard case .counts = outcome(of: candidate, governed) else { return false }
        return true
      }
      return PullRequestApprovals(
        given: counted.compactMap { candidate in
          guard let by = candidate.by, let at = candidate.at else { return nil }
          return PullRequestApprovals.Given(by: by, at: at)
        }, answer: answer)
    } catch {
      return PullRequestApprovals(given: [], answer: answer)
    }
  }

  private func answer(
    _ outcomes: [(candidate: ApprovalCandidate, outcome: Outcome)], _ governed: GovernedChange
  ) -> ApprovalAnswer {
    var there: [Explanation] = []
    var uncertainty: Uncertainty?
    for (candidate, outcome) in outcomes {
      switch outcome {
      case .counts: return .given([Explanation("#\(change.number): \(candidate.description)")])
      case .not(let reason, let details):
        there.append(Explanation("\(candidate.description) does not count: \(reason)", details))
      case .uncertain(let reason):
        uncertainty = uncertainty ?? reason
        there.append(Explanation("\(candidate.description) may not count: \(reason.reason)"))
      }
    }
    if role == nil {
      uncertainty = Uncertainty(
        "the policy defines no role \(requirement.role)", help: "define it in .signalbox/roles.yml on the base branch")
    }
    let files = history.paths.files(governed.deltas.count)
    let tree = explanation(there, governed)
    if let uncertainty {
      let message =
        "whether \(requirement.role) approves of #\(change.number), which changes \(files), cannot be said: "
        + uncertainty.reason
      return .undecided(
        ApprovalAnswer.Account(requirement, for: files, message, tree, help: uncertainty.help ?? next))
    }
    let message = "#\(change.number) changes \(files) without an approval from \(requirement.role)"
    return .missing(ApprovalAnswer.Account(requirement, for: files, message, tree, help: next))
  }

  private func outcome(of candidate: ApprovalCandidate, _ governed: GovernedChange) -> Outcome {
    do throws(Uncertainty) {
      guard let by = candidate.by else { throw Uncertainty("the code host cannot name who gave it") }
      if let reason = history.reasonOfFuture(candidate.at) { return .not(reason) }
      if let reason = try candidate.takenBack(in: change, evidence) { return .not(reason) }
      guard try isMember(by) else { return .not("\(by) is not in the role \(requirement.role)") }
      if let how = try contributors.get().contribution(of: by) {
        return .not("\(by) contributed to the pull request: \(how)")
      }
      let commit = try candidate.commit.get()
      let changed = try pathsChanged(since: commit, governed)
      guard changed.isEmpty else {
        let shown = changed.prefix(5).map { Explanation($0.description) }
        let rest = changed.count > 5 ? [Explanation("and \(changed.count - 5) more")] : []
        return .not("given for commit \(commit.abbreviated); changed since:", shown + rest)
      }
      return .counts
    } catch {
      return .uncertain(error)
    }
  }

  private func pathsChanged(
    since commit: ObjectID, _ governed: GovernedChange
  ) throws(Uncertainty) -> [RepositoryPath] {
    guard commit != change.head.commit else { return [] }
    switch requirement.binding {
    case .change: return governed.paths(differingFrom: try history.governedChange(of: commit))
    case .tree: return try history.folders(of: commit, differingFrom: change.head.commit)
    }
  }

  private func isMember(_ login: Login) throws(Uncertainty) -> Bool {
    guard let role else { throw Uncertainty("the policy defines no role \(requirement.role)") }
    if role.users.contains(login) { return true }
    var unread: Uncertainty?
    for team in role.teams {
      switch evidence.teams[FoldedName(team)] {
      case .members(let members): if members.contains(login) { return true }
      case .unreadable(let why): unread = unreadable(team, why)
      case nil: unread = unreadable(team, "it was not asked for")
      }
    }
    if let unread { throw unread }
    return false
  }

  private func unreadable(_ team: String, _ why: String) -> Uncertainty {
    Uncertainty(
      "the members of \(team) are not known (\(why))",
      help: "list the role's people under users: in .signalbox/roles.yml, or collect with a token that may read teams")
  }

  // MARK: The words

  private func explanation(_ there: [Explanation], _ governed: GovernedChange) -> [Explanation] {
    let files = governed.deltas.prefix(5).map { Explanation($0.path.description) }
    let rest = governed.deltas.count > 5 ? [Explanation("and \(governed.deltas.count - 5) more")] : []
    return [
      Explanation("needed: \(requirement.meansInWords), from \(requirement.role), for", files + rest),
      there.isEmpty ? Explanation("found: no label or review") : Explanation("found:", there),
      Explanation("who can give it: \(givers)"),
    ]
  }

  /// The members of the role who may approve this pull request.
  private var givers: String {
    guard let role else { return "no members: the policy does not define the role `\(requirement.role)`" }
    var people = role.users
    var teams: [String] = []
    for team in role.teams {
      if case .members(let members) = evidence.teams[FoldedName(team)] {
        people += members.filter { !people.contains($0) }
      } else {
        teams.append("the members of \(team)")
      }
    }
    if case .success(let contributors) = contributors { people.removeAll(where: contributors.hasContribution) }
    let shown = people.prefix(10).map(\.text) + (people.count > 10 ? ["\(people.count - 10) more"] : []) + teams
    return shown.isEmpty
      ? "no member left: every member of \(requirement.role) contributed to it" : shown.joined(separator: ", ")
  }

  private var next: String {
    let label = "add the label \(requirement.label) to #\(change.number)"
    let review = "approve #\(change.number) in a review"
    let steps = requirement.means.map { $0 == .label ? label : review }
    return "ask one of them to \(steps.joined(separator: " or to "))"
  }
}
