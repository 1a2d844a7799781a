package import Findings
package import Policy
internal import Terraform

/// Says which IAM policies a plan does not tell.
package struct UnknownPolicy: Rule {
  package let metadata = RuleMetadata(
    id: "change/unknown-policy",
    title: "IAM policy is not known before apply",
    rationale: """
      A policy that is put together from what does not exist yet is unknown as a whole, so nothing of it is checked. A \
      policy that is marked as sensitive is not read, and neither is one that is no JSON.
      """,
    remedy: """
      Write the policy as a data source `aws_iam_policy_document`, or put together its ARNs from what is known: the \
      region, the account and the name.
      """,
    severity: .note,
    requires: [.history, .folder, .evidence],
    bad: [
      .plan(
        changes: [
          PlanExample.Resource(
            type: "aws_iam_policy", name: "orders", after: #"{ "name": "production-orders" }"#,
            unknown: #"{ "policy": true }"#)
        ])
    ],
    good: [
      .plan(changes: [.policy(#"{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::orders/*" }"#)]
      )
    ])

  package init() {}

  package func findings(in change: ControlledChange) -> [Finding] {
    change.access.policies.compactMap { environment, policy in
      let what = "`\(environment)`: \(policy.address)"
      switch policy.state {
      case .known: return nil
      case .unknown:
        let message = "\(what): the policy is known when it is applied, so it was not checked"
        let help = "put its ARNs together from what is known, or use `aws_iam_policy_document`"
        return change.access.decidesUnknown ? finding(message, help: help) : undecided(message, help: help)
      case .sensitive:
        return undecided(
          "\(what): could not check the policy because it is marked as sensitive", help: "take the mark from it")
      case .unreadable:
        return undecided("\(what): could not check the policy because it is no JSON", help: "use `jsonencode`")
      }
    }
  }
}
