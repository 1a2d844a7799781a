internal import Calendars
internal import Findings
internal import Git
package import Policy

/// Refuses a way back to what was never there.
package struct InvalidRollback: DeploymentRule {
  package let metadata = RuleMetadata(
    id: "release/invalid-rollback",
    title: "Rollback to a commit that production did not run",
    rationale: """
      The way back is the most urgent deployment of all, so it is open at any time, also in freezes. That is true of \
      what ran there as a cut, as a hotfix or as an earlier rollback. What failed there, or came there against the \
      rules, is no known ground.
      """,
    remedy: """
      Name a commit that ran rightfully; `release-train history` lists them. To go forward instead, make a hotfix.
      """,
    severity: .error,
    bad: [], good: [])

  package init() {}

  package func conditions(of request: DeploymentRequest) -> [Condition] {
    guard request.isRollback, request.isTimeKnown else { return [] }
    guard request.place == .released, let production = request.ledger.production(request.environment) else {
      return [
        .unmet(
          "a rollback is of an environment that the train releases, and \(request.environment) is none",
          help: "leave --rollback out")
      ]
    }
    guard let commit = request.commit else {
      return [.unmet("a rollback needs the commit to go back to", help: "name it: --commit REV")]
    }
    switch production.hasRun(commit) {
    case true?: return [.met("\(request.environment) ran \(request.shownCommit) before: this is a ROLLBACK")]
    case nil:
      return [
        .unknown(
          "could not check whether \(request.environment) ran \(request.shownCommit): "
            + (production.records.problem ?? "older deployments are not listed"),
          help: "collect the evidence again: --part deployments --environment \(production.records.name)")
      ]
    case false?:
      if let breach = production.breach(of: commit) {
        return [
          .unmet(
            "\(request.shownCommit) came to \(request.environment) at \(request.shown(breach.at)) against the rules, so "
              + "it is no target of a rollback", help: "name a commit that was cut, or a hotfix")
        ]
      }
      return [
        .unmet(
          "\(request.environment) never ran \(request.shownCommit)",
          help: "name a commit that ran there: `release-train history` lists them")
      ]
    }
  }
}
