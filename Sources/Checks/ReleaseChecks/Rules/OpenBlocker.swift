internal import Calendars
internal import Findings
package import Policy

/// Refuses a release while an open issue blocks it.
package struct OpenBlocker: DeploymentRule {
  package let metadata = RuleMetadata(
    id: "release/open-blocker",
    title: "Open blocker stops the release",
    rationale: """
      An open issue with the label of blockers (`holds.blocker` in the policy) says that production must not change. It \
      blocks production in the name of the person who labelled it, until it is closed or the label is taken off. A \
      rollback may go there all the same.
      """,
    remedy: "Close the issue when it is done, or take the label off; the answer has the link and the name.",
    severity: .error,
    bad: [
      .deployment(issues: [
        """
        { "number": 9, "title": "Refunds are doubled", "labels": ["blocker"], "openedAt": "2026-11-18T09:00:00Z",
            "url": "https://github.com/acme/platform/issues/9" }
        """
      ])
    ],
    good: [
      .deployment(issues: [
        """
        { "number": 9, "title": "Refunds are doubled", "labels": ["blocker"], "openedAt": "2026-11-18T09:00:00Z",
            "closedAt": "2026-11-19T08:00:00Z" }
        """
      ])
    ])

  package init() {}

  package func conditions(of request: DeploymentRequest) -> [Condition] {
    guard request.isTimeKnown, request.place == .released, !request.isAgain, !request.isRollback else { return [] }
    let blockers = request.status.holding.filter(\.isBlocker)
    guard !blockers.isEmpty else { return [.met("no open issue blocks the release")] }
    return blockers.map { blocker in
      .unmet(
        "\(blocker.name) blocks the release: \(blocker.reason) (\(blocker.owner))", since: blocker.range.lowerBound,
        help: "close it, or take the label off: \(blocker.link ?? blocker.name)")
    }
  }
}
