internal import Calendars
internal import Findings
package import Policy

/// Refuses a deployment to an environment that a one-off freeze holds.
package struct OneOffFreeze: DeploymentRule {
  package let metadata = RuleMetadata(
    id: "release/one-off-freeze",
    title: "Environment frozen",
    rationale: """
      A one-off freeze is a time in which nothing is to change, as the days around New Year. The policy names it, or an \
      open issue with the label of freezes whose labeller may write to the repository. It goes before the week of the \
      train, and several add up. A hotfix may go into one unless it says `hotfix: false`; a rollback always may.
      """,
    remedy: """
      Wait until the freeze ends, or ask its owner, who is named, to end it: by a change of the policy with the approval \
      that one needs, or by closing the issue.
      """,
    severity: .error,
    bad: [
      .deployment(to: "staging", commit: "2", now: "2026-11-17T12:00:00Z", policy: Self.move),
      .deployment(
        to: "staging", commit: "2", now: "2026-11-17T12:00:00Z",
        issues: [
          """
          { "number": 9, "title": "sale", "labels": ["freeze"], "openedAt": "2026-11-16T09:00:00Z", "body": "be careful",
              "labelled": [{ "name": "freeze", "by": "pat", "at": "2026-11-16T09:00:00Z" }] }
          """
        ], members: " \"permissions\": { \"pat\": \"write\" },"),
    ],
    good: [
      .deployment(to: "staging", commit: "2", now: "2026-11-17T11:59:59Z", policy: Self.move),
      .deployment(to: "staging", commit: "2", now: "2026-11-17T13:00:00Z", policy: Self.move),
    ])

  package init() {}

  package func conditions(of request: DeploymentRequest) -> [Condition] {
    guard request.isTimeKnown, request.place != .other, !request.isAgain, !request.isRollback else { return [] }
    let holding = request.status.holding.filter { $0.includes(request.environment) && !$0.isBlocker }
    var conditions = holding.map { freeze -> Condition in
      let end = freeze.until.map { "until \(request.shown($0))" } ?? "until it is taken back"
      let text = "the freeze \"\(freeze.name)\" blocks \(request.environment) \(end): \(freeze.reason)"
      if request.isApprovedHotfix, freeze.allowsHotfix {
        return .met("\(text); a hotfix may go into it", since: freeze.range.lowerBound)
      }
      return .unmet(
        text, since: freeze.range.lowerBound,
        help: "wait until then, or ask \(freeze.owner)\(freeze.link.map { ": \($0)" } ?? "")")
    }
    conditions += request.ledger.unreadableFreezes.map { Condition.unknown($0, help: "repair the issue, or close it") }
    if request.place == .released, !request.ledger.knowsIssues, request.knowsEvidence {
      conditions.append(
        .unknown(
          "could not check whether an issue blocks \(request.environment): issues were not collected",
          help: "collect the evidence with --part issues"))
    }
    return conditions.isEmpty ? [.met("no one-off freeze blocks \(request.environment)")] : conditions
  }

  private static let move = """
    freezes:
      - { name: migration, environments: [staging], from: 2026-11-17T12:00:00Z, until: 2026-11-17T13:00:00Z,
          owner: pat, reason: the database moves }
    """
}
