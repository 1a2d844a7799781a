internal import Calendars
internal import Findings
internal import Git
package import Policy

/// Refuses a deployment to staging while it is frozen for the cut.
package struct WeeklyFreeze: DeploymentRule {
  package let metadata = RuleMetadata(
    id: "release/weekly-freeze",
    title: "Environment frozen for the weekly release",
    rationale: """
      What is tested in staging is what goes to production. A deployment in between makes the test one of something \
      else. The freeze ends with the cut: the first success of the candidate in the window. A rollback, a hotfix or a \
      breach does not end it. The candidate itself may be deployed again, and a commit that carries a released hotfix \
      and the candidate.
      """,
    remedy: """
      Wait until the cut is made, or until the freeze ends; the answer says when. `release-train status` shows the \
      week. With `--evidence` the gate knows whether the cut was made. What cannot wait is a hotfix.
      """,
    severity: .error,
    bad: [
      .deployment(to: "staging", commit: "2", now: "2026-11-18T18:00:00Z"),
      .deployment(to: "staging", commit: "2"),
      .deployment(
        to: "staging", commit: "2",
        deployments: [.record("production", "0", began: "2026-11-19T00:07:00Z", at: "2026-11-19T00:10:00Z")]),
    ],
    good: [
      .deployment(to: "staging", commit: "2", now: "2026-11-18T17:59:59Z"),
      .deployment(
        to: "staging", commit: "2",
        deployments: [.record("production", "1", began: "2026-11-19T07:57:00Z", at: "2026-11-19T08:00:00Z")]),
      .deployment(to: "staging", commit: "1"),
      .deployment(to: "staging", commit: "2", now: "2026-11-20T00:00:00Z"),
    ])

  package init() {}

  package func conditions(of request: DeploymentRequest) -> [Condition] {
    guard request.isTimeKnown, request.place == .frozen, !request.isExempt else { return [] }
    let phase = request.status.phase
    let train = phase.train
    if phase.stagingIsOpen {
      return [.met("\(request.environment) is not frozen before \(request.shown(train.freezes))")]
    }
    switch request.frozenPass {
    case .candidate?:
      return [.met("\(request.shownCommit) is the candidate, which \(request.environment) may run again")]
    case .carriesHotfix(let hotfix)?:
      return [
        .met("\(request.shownCommit) contains the candidate and the hotfix `\(hotfix.commit.abbreviated)`")
      ]
    case nil: break
    }
    let frozen = "\(request.environment) is frozen until the release of \(train.date)"
    let end = request.policy.train.holdsUntilCut ? "" : ", at the latest until \(request.shown(train.ends))"
    // Before its window there is no cut that could be recorded.
    if phase.range.lowerBound >= train.cut.lowerBound, let doubt = request.cutDoubt {
      return [
        .unknown(
          "\(frozen) until it is cut, and could not check whether it was: \(doubt)",
          help: "give evidence that tells of deployments: --evidence FILE")
      ]
    }
    return [
      .unmet(
        "\(frozen), since \(request.shown(train.freezes))", since: train.freezes, help: "wait for the cut\(end)")
    ]
  }
}

extension DeploymentRequest {
  /// Why it is not known whether the train is cut; `nil` where it is.
  var cutDoubt: String? {
    for production in ledger.released {
      if let problem = production.records.problem { return problem }
      for event in production.events where status.train.windows.contains(where: { $0.contains(event.record.at) }) {
        if case .unknown(let why) = event.kind { return why }
      }
    }
    return nil
  }
}
