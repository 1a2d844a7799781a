internal import Calendars
internal import Findings
internal import Git
package import Policy

/// Warns of a deployment that changed staging in the freeze.
package struct BrokenFreeze: DeploymentRule {
  package let metadata = RuleMetadata(
    id: "release/broken-freeze",
    title: "Staging changed during the freeze",
    rationale: """
      A deployment to the frozen environment that is no hotfix breaks the freeze: what is tested after it is not the \
      candidate. The candidate stays what it was, and results from before still count. The warning is shown until the \
      cut.
      """,
    remedy: "Deploy the candidate to staging again, and run what the cut requires once more.",
    severity: .warning,
    bad: [
      .deployment(deployments: [
        .record("staging", "2", began: "2026-11-19T06:57:00Z", at: "2026-11-19T07:00:00Z")
      ])
    ],
    good: [
      .deployment(deployments: [
        .record("staging", "1", began: "2026-11-19T06:57:00Z", at: "2026-11-19T07:00:00Z")
      ])
    ])

  package init() {}

  package func conditions(of request: DeploymentRequest) -> [Condition] {
    guard request.isTimeKnown, request.place != .other, request.ledger.timeline.cut(of: request.status.train) == nil
    else { return [] }
    return request.broken.suffix(3).map { record in
      .warning(
        "`\(record.commit.abbreviated)` was deployed to \(record.environment) in the freeze, at "
          + "\(request.shown(record.beganAtLatest)); results after it do not count",
        since: record.beganAtLatest, help: "deploy the candidate to \(record.environment) again, and test it")
    }
  }
}
