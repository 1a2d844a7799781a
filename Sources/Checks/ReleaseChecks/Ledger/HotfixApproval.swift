package import Calendars
internal import Changes
internal import Documents
package import Findings
package import Policy

/// Whether a pull request is approved as a hotfix at an instant.
package enum HotfixApproval: Sendable {
  /// It is, by these people for their roles, until an instant, half open.
  case given([Given], until: Instant)

  /// It is not, and why.
  case missing(String, [Explanation], help: String)

  /// It may be, and why that is not known.
  case unknown(String, help: String?)

  /// The pull request has not the label of a hotfix.
  case notLabelled

  package struct Given: Sendable {
    package let role: String
    package let by: Login
    package let at: Instant
  }
}

/// Judges the approvals of hotfixes by the policy.
struct HotfixJudge {
  let policy: HotfixPolicy
  let evidence: Evidence
  let history: any CommitHistory

  /// Whether a pull request was approved as a hotfix at an instant.
  func approval(of change: PullRequest, at instant: Instant) -> HotfixApproval {
    guard let labels = change.labels else {
      return .unknown("the evidence does not tell the labels of #\(change.number)", help: "collect the evidence again")
    }
    let label = labels.first { $0.name.lowercased() == policy.label.lowercased() }
    guard let label, label.at.map({ $0 <= instant }) ?? true else { return .notLabelled }
    let roles = policy.approvals.map { role in
      (role: role, approvals: history.approvals(of: change, by: role, evidence))
    }
    let given = roles.map { role, approvals in
      approvals.given.filter { $0.at <= instant }.map { HotfixApproval.Given(role: role, by: $0.by, at: $0.at) }
    }
    guard let best = Self.latest(given) else {
      return missing(change, zip(roles, given).map { (role: $0.role, approvals: $0.approvals, given: $1) })
    }
    let older = best.map(\.at).min() ?? instant
    let until = Instant(secondsSince1970: older.secondsSince1970 + policy.valid, nanoseconds: older.nanoseconds)
    guard instant < until else {
      return .missing(
        "#\(change.number) was approved as a hotfix until \(until), which is over", Self.explanation(best),
        help: "ask \(best.filter { $0.at == older }.map(\.by.text).joined(separator: " and ")) to approve it again")
    }
    return duty(best, until: until)
  }

  /// For each role another person, so that the oldest of the approvals is as young as can be; `nil` where there are not
  /// enough people.
  static func latest(_ roles: [[HotfixApproval.Given]], without taken: [Login] = []) -> [HotfixApproval.Given]? {
    guard let first = roles.first else { return [] }
    var best: [HotfixApproval.Given]?
    for candidate in first where !taken.contains(candidate.by) {
      guard let rest = latest(Array(roles.dropFirst()), without: taken + [candidate.by]) else { continue }
      let choice = [candidate] + rest
      if let current = best, let old = current.map(\.at).min(), let new = choice.map(\.at).min(), new <= old {
        continue
      }
      best = choice
    }
    return best
  }

  private static func explanation(_ given: [HotfixApproval.Given]) -> [Explanation] {
    given.map { Explanation("\($0.role): \($0.by) at \($0.at)") }
  }

  private func missing(
    _ change: PullRequest,
    _ roles: [(role: String, approvals: PullRequestApprovals, given: [HotfixApproval.Given])]
  ) -> HotfixApproval {
    var explanation: [Explanation] = []
    var lacking: [String] = []
    for (role, approvals, given) in roles where given.isEmpty {
      switch approvals.answer {
      case .undecided(let account): return .unknown(account.message, help: account.help)
      case .missing(let account): explanation += [Explanation("\(role): missing", account.explanation)]
      case .notNeeded, .notApplicable, .given: explanation.append(Explanation("\(role): missing"))
      }
      lacking.append(role)
    }
    guard !lacking.isEmpty else {
      let people = Set(roles.flatMap(\.given).map(\.by)).map(\.text).sorted()
      return .missing(
        "#\(change.number) needs approvals of \(policy.approvals.joined(separator: " and ")) by different people",
        [Explanation("approved by \(people.joined(separator: ", "))")], help: "ask another member of one of the roles")
    }
    return .missing(
      "#\(change.number) is labelled \(policy.label) and lacks the approval of \(lacking.joined(separator: " and "))",
      explanation,
      help: "ask for an approving review of #\(change.number) from \(lacking.joined(separator: " and from "))")
  }

  /// Holds the commander against the rota, where the policy has one.
  private func duty(_ given: [HotfixApproval.Given], until: Instant) -> HotfixApproval {
    guard let path = policy.rota, let commander = given.first else { return .given(given, until: until) }
    switch IncidentRota(at: path, in: history).onDuty(at: commander.at) {
    case .person(let login) where login == commander.by: return .given(given, until: until)
    case .person(let login):
      return .missing(
        "\(commander.by) approved as \(commander.role) at \(commander.at), when \(login) was on duty",
        Self.explanation(given), help: "ask \(login) for an approving review")
    case .unknown(let reason):
      return .unknown("could not check who was on duty at \(commander.at): \(reason)", help: "repair \(path)")
    }
  }
}
