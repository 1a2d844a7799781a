internal import Findings
internal import Git
internal import Policy

/// A prepared check of whichever kind, as a run has several of them.
protocol ChangeJudging {
  /// The folders whose changes it has to see.
  var folders: [RepositoryPath] { get }

  /// Who may approve what.
  var roles: [String: Role] { get }

  /// The report of a change, and of what else could not be asked.
  func report(on change: Change, leftAlone: [Report.NotExecuted]) async -> Report
}

extension PreparedCheck: ChangeJudging {
  var roles: [String: Role] { policy.roles }

  /// The whole folder of the policy is seen: what takes its place is a change of the policy, too.
  var folders: [RepositoryPath] { C.governedFolders(policy) + [.policyFolder] }

  func report(on change: Change, leftAlone: [Report.NotExecuted]) async -> Report {
    let subject = await C.subject(of: change, policy: policy)
    var answer = await answer(about: subject, by: C.rules, in: Set(change.files.map(\.path.description)), change.moves)
    let review = PolicyReview(of: change, self, moved: answer.moved)
    let hidden = HiddenFiles<C>(in: change, policy)
    answer.findings = change.markingChangedLines(answer.findings + review.findings + hidden.findings)
    answer.notExecuted += review.notExecuted + leftAlone
    return report(of: subject, answer, remarks: origin, asOf: C.identity.dependsOnInstant ? circumstances.now : nil)
  }
}
