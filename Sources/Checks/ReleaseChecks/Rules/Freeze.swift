internal import Calendars
package import Findings
package import Policy

/// Refuses a deployment to staging while it is frozen for the cut.
package struct Freeze: Rule {
  package let metadata = RuleMetadata(
    id: "release/freeze",
    title: "Staging does not change between the freeze and the cut",
    rationale: """
      What is tested in staging is what goes to production. A deployment in between makes the test one of something \
      else. The freeze ends when the cut is recorded: with the first successful deployment to production in its window.
      """,
    remedy: """
      Wait until the cut is made, or until the freeze ends; the answer says when. `release-train status` shows the \
      week. With `--evidence` the gate knows whether the cut was made.
      """,
    severity: .error,
    bad: [
      Self.example(now: "2026-11-18T18:00:00Z"), Self.example(now: "2026-11-19T10:00:00Z"),
      Self.example(now: "2026-11-19T10:00:00Z", deployments: []),
    ],
    good: [
      Self.example(now: "2026-11-18T17:59:59Z"),
      Self.example(now: "2026-11-19T10:00:00Z", deployments: ["2026-11-19T10:00:00Z"]),
      Self.example(now: "2026-11-20T00:00:00Z"),
    ])

  package init() {}

  package func findings(in request: DeploymentRequest) -> [Finding] {
    let phase = request.status.phase
    guard request.isTimeKnown, request.isToFrozen, !phase.stagingIsOpen else { return [] }
    let train = phase.train
    let frozen = "\(request.environment) is frozen for the train of \(train.date)"
    let end = request.shown(train.ends)
    // Before its window there is no cut that somebody could have recorded.
    if phase.range.lowerBound >= train.cut.lowerBound, !request.timeline.knowsCuts {
      return [
        undecided(
          "\(frozen) until it is cut, and whether it was is not known",
          help: "give evidence that tells of deployments: --evidence FILE; without a cut the freeze ends at \(end)")
      ]
    }
    return [
      finding("\(frozen), since \(request.shown(train.freezes))", help: "wait for the cut, at the latest until \(end)")
    ]
  }

  private static func example(now: String, deployments: [String]? = nil) -> Example {
    var text = """
      -- given: deployment --
      staging 1111111111111111111111111111111111111111
      -- given: now --
      \(now)
      """
    if let deployments {
      let list = deployments.map { at in
        """
        { "environment": "production", "commit": "2222222222222222222222222222222222222222",
          "state": "success", "at": "\(at)" }
        """
      }.joined(separator: ", ")
      text += """

        -- given: evidence --
        { "version": 1, "changes": [],
          "source": { "kind": "manual", "repository": "acme/platform", "collectedAt": "\(now)" },
          "deployments": [\(list)] }
        """
    }
    return Example(text)
  }
}
