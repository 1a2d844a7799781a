internal import Calendars
internal import Findings
package import Policy

/// Refuses a deployment to production outside of the windows of the cut.
package struct OutsideDeploymentWindow: DeploymentRule {
  package let metadata = RuleMetadata(
    id: "release/outside-deployment-window",
    title: "Deployment outside the release window",
    rationale: """
      Everybody knows when production changes, and is there. What production runs already may be deployed again at any \
      time, a rollback and a hotfix may go there, and nothing else.
      """,
    remedy: """
      Wait for the window of the next train; the answer says when it opens. What cannot wait is a hotfix, for which \
      the policy names who has to approve, or a rollback.
      """,
    severity: .error,
    bad: [
      .deployment(now: "2026-11-18T23:59:59Z"), .deployment(now: "2026-11-20T00:00:00Z"),
      .deployment(policy: "skip: [2026-11-19]"),
    ],
    good: [
      .deployment(now: "2026-11-19T00:00:00Z"), .deployment(now: "2026-11-19T23:59:59Z"),
      .deployment(commit: "0", now: "2026-11-17T09:00:00Z"),
    ])

  package init() {}

  package func conditions(of request: DeploymentRequest) -> [Condition] {
    guard request.isTimeKnown, request.place == .released, !request.isExempt else { return [] }
    let phase = request.status.phase
    let train = phase.train
    if phase.productionIsOpen {
      let window = train.windows.first { $0.contains(phase.range.lowerBound) } ?? train.cut
      return [.met("the window is open until \(request.shown(window.upperBound))", since: window.lowerBound)]
    }
    let opens = request.status.production.until.map { "wait until it opens at \(request.shown($0))" }
    if let skipped = train.skipped {
      return [.unmet("\(skipped), so \(request.environment) is closed", help: opens ?? "no train is to come")]
    }
    let isOver = phase.range.lowerBound >= train.cut.upperBound
    let next = train.windows.first { $0.lowerBound >= phase.range.lowerBound }?.lowerBound ?? train.cut.lowerBound
    let window =
      isOver
      ? "the window of the train of \(train.date) ended at \(request.shown(train.cut.upperBound))"
      : "the train of \(train.date) is not cut before \(request.shown(next))"
    return [.unmet("\(request.environment) is closed: \(window)", help: opens ?? "no train is to come")]
  }
}
