internal import Changes
internal import Findings
internal import Git
package import Policy

/// Warns of a commit aboard that the default branch has reverted since.
package struct RevertedCommit: DeploymentRule {
  package let metadata = RuleMetadata(
    id: "release/reverted-commit",
    title: "Released commit was reverted on the default branch",
    rationale: """
      What was reverted after the freeze is still in the candidate, and goes to production with it. Mostly there was a \
      reason for the revert.
      """,
    remedy: "Read why it was reverted. Hold the train with a blocker, or release it and make the revert a hotfix.",
    severity: .warning,
    bad: [], good: [])

  package init() {}

  package func conditions(of request: DeploymentRequest) -> [Condition] {
    guard request.place == .released, !request.isAgain, !request.isRollback else { return [] }
    return request.reverted.prefix(10).map { revert in
      .warning(
        "`\(revert.commit.abbreviated)` is aboard, and `\(revert.by.abbreviated)` reverted it since",
        help: "read why: git show \(revert.by.abbreviated)")
    }
  }
}
