internal import Changes
internal import Findings
internal import Git
package import Policy

/// Leaves a release open where it is not known what the environment runs.
package struct UnknownDeployments: DeploymentRule {
  package let metadata = RuleMetadata(
    id: "release/unknown-deployments",
    title: "Unknown deployment state of the environment",
    rationale: """
      Whether a train was cut, and whether a hotfix would be taken back, follows from what was deployed. Two commits in \
      one second, a deployment in progress, one that is dated after the evidence, a list that could not be read, or an \
      environment that the evidence does not speak of: then the order of a list must not decide.
      """,
    remedy: """
      Wait for a deployment in progress, and collect the evidence again with `--part deployments --environment NAME`. \
      A commit that is not the candidate is refused all the same, and a rollback to what ran before is let through.
      """,
    severity: .error,
    bad: [
      .deployment(deployments: [
        .record("production", "1", began: "2026-11-19T07:57:00Z", at: "2026-11-19T08:00:00Z"),
        .record("production", "2", began: "2026-11-19T07:57:00Z", at: "2026-11-19T08:00:00Z"),
      ]),
      .deployment(deployments: [
        .record("production", "2", "in_progress", began: "2026-11-19T08:58:00Z", at: "2026-11-19T08:59:00Z")
      ]),
      .deployment(deployments: [
        .record("production", "1", began: "2026-11-19T14:57:00Z", at: "2026-11-19T15:00:00Z")
      ]),
      .deployment(members: " \"unreadable\": [{ \"what\": \"deployments\", \"why\": \"403\" }],"),
    ],
    good: [.deployment()])

  package init() {}

  package func conditions(of request: DeploymentRequest) -> [Condition] {
    guard request.isTimeKnown, request.place == .released, !request.isRollback, let records = request.records else {
      return []
    }
    let help = "collect the evidence again: --part deployments --environment \(records.name)"
    let behind = request.ledger.behind.map {
      Condition.warning($0, help: "record what is missing: release-train record")
    }
    return behind + conditions(of: request, records, help)
  }

  private func conditions(
    of request: DeploymentRequest, _ records: EnvironmentRecords, _ help: String
  ) -> [Condition] {
    if let running = records.running {
      return [
        .unknown(
          "`\(running.commit.abbreviated)` is being deployed to \(request.environment) since \(running.beganAtLatest)",
          help: "wait for it, and collect the evidence again")
      ]
    }
    switch records.current {
    case .nothing: return [.met("\(request.environment) runs nothing yet")]
    case .deployment(let record):
      let known: Condition = .met("\(request.environment) runs `\(record.commit.abbreviated)`", since: record.at)
      guard !request.isAgain, let doubt = request.hotfixesDoubt else { return [known] }
      return [known, .unknown(doubt, help: help)]
    case .unknown(let why):
      return [.unknown("could not check what \(request.environment) runs: \(why)", help: help)]
    }
  }
}

extension DeploymentRequest {
  /// Why it is not known whether what runs is a hotfix that the commit would take back; `nil` where it is known.
  var hotfixesDoubt: String? {
    guard let last = ledger.production(environment)?.events.last, last.record.commit != commit,
      case .unknown(let why) = last.kind
    else { return nil }
    return "could not check whether `\(last.record.commit.abbreviated)`, which \(environment) runs, is a hotfix: \(why)"
  }
}
