internal import Calendars
internal import Findings
internal import Git
package import Policy

/// Refuses to release another commit than the one that was frozen.
package struct NotTheCandidate: DeploymentRule {
  package let metadata = RuleMetadata(
    id: "release/not-the-candidate",
    title: "Commit is not the release candidate",
    rationale: """
      The train releases what was tested: the newest deployment to the frozen environment that began before the freeze \
      and succeeded. A newer commit was not tested, an older one takes work back, and one that staging never ran is \
      unknown. Once a hotfix was released, the candidate is the newest deployment to staging that contains the old \
      candidate and the hotfix: anything else would take the hotfix back.
      """,
    remedy: """
      Release the candidate, which is also what the gate takes where no commit is named. To get another commit aboard, \
      deploy it to staging before the freeze of the next train. What cannot wait is a hotfix.
      """,
    severity: .error,
    bad: [
      .deployment(
        commit: "0",
        deployments: [
          .record("production", "2", began: "2026-11-13T08:57:00Z", at: "2026-11-13T09:00:00Z")
        ]),
      .deployment(commit: "2", smoke: [.smoke("2")]),
      .deployment(deployments: [
        .record("staging", "2", "in_progress", began: "2026-11-18T17:50:00Z", at: "2026-11-18T17:51:00Z")
      ]),
    ],
    good: [
      .deployment(),
      .deployment(deployments: [
        .record("staging", "2", "failure", began: "2026-11-18T17:50:00Z", at: "2026-11-18T17:51:00Z")
      ]),
    ])

  package init() {}

  package func conditions(of request: DeploymentRequest) -> [Condition] {
    guard request.isTimeKnown, request.place == .released, !request.isExempt else { return [] }
    let staging = request.ledger.staging.name
    let help = "deploy it to \(staging) before the freeze of the next train to get it aboard"
    switch request.candidate {
    case .deployment(let record) where record.commit == request.commit:
      return [.met("\(request.shownCommit) is the candidate: \(staging) ran it at the freeze", since: record.at)]
    case .deployment(let record):
      return [
        .unmet(
          "\(request.shownCommit) is not the candidate of the train of \(request.status.train.date), which is "
            + "`\(record.commit.abbreviated)` (deployed to \(staging) at \(request.shown(record.at)))",
          help: request.hasRun ? "to go back to it, add --rollback" : help)
      ]
    case .none(let why):
      return [.unmet("the train of \(request.status.train.date) has no candidate: \(why)", help: help)]
    case .unknown(let possible, let why):
      let train = request.status.train.date
      guard possible.isEmpty || request.commit.map(possible.contains) ?? true else {
        return [.unmet("\(request.shownCommit) is not the candidate of the train of \(train)", help: help)]
      }
      return [
        .unknown(
          "could not check which commit is the candidate of the train of \(train): \(why)",
          help: "wait for it, and collect the evidence again")
      ]
    case .lacksHotfix(let record, let hotfix):
      return [
        .unmet(
          "the candidate `\(record.commit.abbreviated)` would take back the hotfix `\(hotfix.commit.abbreviated)`, which "
            + "was deployed to \(request.environment) at \(request.shown(hotfix.at))",
          help:
            "deploy a commit with both to \(staging), and test it: release-train gate deploy --environment \(staging) "
            + "--commit REV")
      ]
    }
  }
}

extension DeploymentRequest {
  /// Whether the environment ran the commit as a cut, a hotfix or a rollback.
  var hasRun: Bool { commit.map { ledger.production(environment)?.hasRun($0) == true } ?? false }
}
