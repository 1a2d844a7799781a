internal import Changes
package import Findings
package import Policy

/// Asks both roles whether what a change costs is worth it.
package struct MissingCostReview: Rule {
  package let metadata = RuleMetadata(
    id: "change/missing-cost-review",
    title: "Infrastructure change without cost review",
    rationale: """
      Who runs the platform knows whether a size is needed, and who pays knows whether it can be. One of them alone \
      decides half of it; CODEOWNERS lets either of two owners suffice. A complete plan without a change costs nothing \
      and needs none.
      """,
    remedy: """
      Ask a member of each role for an approving review of the final change. An edit of the environment ends both; an \
      unrelated push does not.
      """,
    severity: .error,
    requires: [.history, .folder, .evidence],
    bad: [
      .plan(
        changes: [.bucket("production-orders")], others: "cost: { approvals: [platform-engineering, finance] }")
    ],
    good: [.plan(changes: [], others: "cost: { approvals: [platform-engineering, finance] }")])

  package init() {}

  package func findings(in change: ControlledChange) -> [Finding] {
    let costs = change.approvals.costs.map { Explanation($0.words) }
    let shown = costs.isEmpty ? [] : [Explanation("Infracost estimates:", costs)]
    return change.approvals.costAnswers.flatMap { answer in
      answer.findings(of: metadata, at: change.stage).map { finding in
        Finding(
          rule: metadata.id, kind: finding.kind, message: finding.message, explanation: shown + finding.explanation,
          help: finding.help)
      }
    }
  }
}
