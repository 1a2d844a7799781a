internal import Changes
package import Findings
package import Policy

/// Asks for an approval of every change of the contracts, by somebody who may give it, for what is really there.
package struct MissingApproval: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/missing-approval",
    title: "Contract change without approval",
    rationale: """
      A contract binds teams that do not see the pull request. An approval counts for the change that it was given \
      for: an edit of a contract after it ends it, while an unrelated push, a rebase or an update of the branch does \
      not. And it counts only from a member of the role who contributed nothing to the change.
      """,
    remedy: """
      Ask a member of the role to add the label or to approve in a review, once the contracts are final. Before a push \
      the approval is listed as pending. `--evidence` names the file that `evidence collect` wrote.
      """,
    severity: .error,
    requires: [.history, .evidence],
    bad: [Example(#"{ "type": "object" }"#)],
    good: [Example("-- docs/notes.md --\nNo contract, so no approval is needed.")])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.approvals.flatMap { $0.findings(of: metadata, at: change.stage) }
  }
}
