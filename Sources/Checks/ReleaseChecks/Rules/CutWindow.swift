internal import Calendars
internal import Changes
package import Findings
internal import Git
package import Policy

/// Refuses a deployment to production outside of the cut, and one of another commit than was cut.
package struct CutWindow: Rule {
  package let metadata = RuleMetadata(
    id: "release/cut-window",
    title: "Production changes in the window of the cut only, and to one commit",
    rationale: """
      Everybody knows when production changes, and is there. In the window the first deployment that succeeds is the \
      cut; after it the same commit may be deployed again, to finish what was begun, and no other one.
      """,
    remedy: """
      Wait for the window of the next train; the answer says when it opens. What cannot wait is a hotfix, for which \
      the policy names who has to approve.
      """,
    severity: .error,
    bad: [
      Self.example(now: "2026-11-18T23:59:59Z"), Self.example(now: "2026-11-20T00:00:00Z"),
      Self.example(now: "2026-11-19T10:00:00Z", cut: "2222222222222222222222222222222222222222"),
    ],
    good: [
      Self.example(now: "2026-11-19T00:00:00Z"),
      Self.example(now: "2026-11-19T10:00:00Z", cut: "1111111111111111111111111111111111111111"),
    ])

  package init() {}

  package func findings(in request: DeploymentRequest) -> [Finding] {
    guard request.isTimeKnown, request.isToReleased else { return [] }
    let phase = request.status.phase
    guard phase.productionIsOpen else { return [closed(request)] }
    guard request.timeline.knowsCuts else {
      return [
        undecided(
          "whether the train of \(phase.train.date) was cut already, and with which commit, is not known",
          help: "give evidence that tells of deployments: --evidence FILE")
      ]
    }
    guard phase.state == .cut, let cut = request.timeline.cut(of: phase.train), cut.commit != request.commit else {
      return []
    }
    return [
      finding(
        "the train of \(phase.train.date) was cut with \(cut.commit.abbreviated), not with \(request.commit.abbreviated)",
        help: "let the commit ride the next train")
    ]
  }

  private func closed(_ request: DeploymentRequest) -> Finding {
    let train = request.status.phase.train
    if let skipped = train.skipped {
      return finding("\(skipped), so \(request.environment) is closed", help: help(request))
    }
    let isOver = request.status.phase.range.lowerBound >= train.cut.upperBound
    let window =
      isOver
      ? "the cut of the train of \(train.date) ended at \(request.shown(train.cut.upperBound))"
      : "the train of \(train.date) is not cut before \(request.shown(train.cut.lowerBound))"
    return finding("\(request.environment) is closed: \(window)", help: help(request))
  }

  private func help(_ request: DeploymentRequest) -> String {
    request.status.production.until.map { "wait until it opens at \(request.shown($0))" } ?? "no train is to come"
  }

  private static func example(now: String, cut: String? = nil) -> Example {
    let deployment = cut.map { commit in
      """
      { "environment": "production", "commit": "\(commit)", "state": "success",
          "at": "2026-11-19T08:00:00Z" }
      """
    }
    return Example(
      """
      -- given: deployment --
      production 1111111111111111111111111111111111111111
      -- given: now --
      \(now)
      -- given: evidence --
      { "version": 1, "changes": [],
        "source": { "kind": "manual", "repository": "acme/platform", "collectedAt": "\(now)" },
        "deployments": [\(deployment ?? "")] }
      """)
  }
}
