internal import Changes
internal import Findings
internal import Git
package import Policy

/// Asks for the results that a release requires, for exactly the commit that is deployed.
package struct RequiredCheckNotPassed: DeploymentRule {
  package let metadata = RuleMetadata(
    id: "release/required-check-not-passed",
    title: "Required check has not passed",
    rationale: """
      A smoke test of another commit says nothing about this one, and one from before the freeze tested something else. \
      Results after another commit came to staging count for nothing either, nor do those from the future, those older \
      than `max-age`, and those that a person wrote whom the policy does not name. What was skipped, or still runs, has \
      not passed. A name alone means a result of a workflow, after the freeze.
      """,
    remedy: """
      Run what the policy requires (`train.cut.requires`, `hotfix.requires`) for this commit while staging runs it, wait \
      for it, and collect the evidence again.
      """,
    severity: .error,
    bad: [
      .deployment(smoke: []), .deployment(smoke: [.smoke("1", "failure")]), .deployment(smoke: [.smoke("2")]),
      .deployment(smoke: [.smoke(at: "2026-11-18T11:50:00Z")]),
      .deployment(smoke: [.smoke(at: "2026-11-20T20:00:00Z")]),
      .deployment(
        deployments: [.record("staging", "2", began: "2026-11-18T19:00:00Z", at: "2026-11-18T19:03:00Z")]),
      .deployment(policy: "train: { cut: { requires: [{ name: smoke, app: github-actions, max-age: 1h }] } }"),
    ],
    good: [.deployment(), .deployment(policy: "train: { cut: { requires: [] } }", smoke: [])])

  package init() {}

  package func conditions(of request: DeploymentRequest) -> [Condition] {
    guard request.isTimeKnown, request.place == .released, !request.isAgain, !request.isRollback,
      request.isRelease
    else { return [] }
    return request.results.map { condition($0, request) }
  }

  private func condition(_ result: RequiredResult, _ request: DeploymentRequest) -> Condition {
    let (name, commit) = (result.requirement.name, request.shownCommit)
    let discounted = result.discounted.prefix(5).map { Explanation($0) }
    switch result.answer {
    case .success(let at): return .met("\(name) has passed for \(commit)", since: at)
    case .failure(let word):
      return .unmet(
        "\(name) for \(commit) is no success, but \(word)", discounted, help: "repair it, or run it again")
    case .pending:
      return .unknown("\(name) for \(commit) has not ended yet", help: "wait for it, and collect the evidence again")
    case .missing:
      return .unmet(
        "there is no result of \(name) for \(commit) that counts", discounted, help: "run it for this commit")
    case .unknown(let why):
      return .unknown(
        "could not check whether \(name) has passed for \(commit): \(why)",
        help: "give evidence that tells of check runs and statuses: --evidence FILE")
    }
  }
}

extension DeploymentRequest {
  /// Whether it may be what the train releases, or a hotfix: of anything else nothing further is asked.
  var isRelease: Bool {
    switch candidate {
    case .deployment(let record): record.commit == commit || hotfix?.isLabelled == true
    case .none, .unknown, .lacksHotfix: hotfix?.isLabelled == true
    }
  }
}
