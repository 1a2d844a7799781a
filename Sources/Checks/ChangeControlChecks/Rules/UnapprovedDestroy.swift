internal import Changes
package import Findings
package import Policy

/// Asks for an approval of its own where something that holds data is ended.
package struct UnapprovedDestroy: Rule {
  package let metadata = RuleMetadata(
    id: "change/unapproved-destroy",
    title: "Data would be destroyed without approval",
    rationale: """
      A database that is replaced is a new one, without its data, and an instance that Terraform drops from its \
      state has no owner. The line that does it looks like any other, so a change that deletes, replaces or drops a \
      resource with data needs a separate approval, which ends with the next edit of the environment.
      """,
    remedy: """
      Say in the description why, and ask for the label that the policy names. Where it is not meant, add `moved`, or \
      `prevent_destroy`.
      """,
    severity: .error,
    requires: [.history, .folder, .evidence],
    bad: [
      .plan(
        changes: [.bucket("production-orders", actions: ["delete"])],
        policy: """
          plan: { json-alone: accepted }
            destroys: { approval: { role: cab, label: destroy-approved }, protected: [aws_s3_bucket] }
          """)
    ],
    good: [
      .plan(
        changes: [.bucket("production-orders")],
        policy: """
          plan: { json-alone: accepted }
            destroys: { approval: { role: cab, label: destroy-approved }, protected: [aws_s3_bucket] }
          """)
    ])

  package init() {}

  package func findings(in change: ControlledChange) -> [Finding] {
    let approvals = change.approvals
    guard let answer = approvals.destroyAnswer else { return [] }
    var explanation = approvals.destroyed.prefix(10).map {
      Explanation("`\($0.environment)`: \($0.address): \($0.words)")
    }
    if approvals.destroyed.count > 10 { explanation.append(Explanation("and \(approvals.destroyed.count - 10) more")) }
    var findings = answer.findings(of: metadata, at: change.stage).map { finding in
      Finding(
        rule: metadata.id, kind: finding.kind,
        message: "data would be destroyed: \(finding.message)", explanation: explanation + finding.explanation,
        help: finding.help)
    }
    if approvals.isDestroyExplained == false {
      findings.append(
        Finding(
          rule: metadata.id, kind: .violation(.warning),
          message: "data would be destroyed, and the description does not say why", explanation: explanation,
          help: "say it in the description of the pull request"))
    }
    return findings
  }
}
