package import Findings
package import Policy
internal import Terraform

/// Finds IAM statements that allow more than anyone needs.
package struct ExcessivePrivilege: Rule {
  package let metadata = RuleMetadata(
    id: "change/excessive-privilege",
    title: "IAM policy allows more than needed",
    rationale: """
      `*` lets a stolen credential do what was never meant, and `NotAction` also what AWS adds next year. A role that anyone \
      may assume belongs to anyone. What a plan creates or updates is checked, statement by statement; a statement that \
      was there before is the audit's. Conditions are read: one that names the organisation narrows a principal of `*`.
      """,
    remedy: """
      List the actions and the resources. A principal that has to have more for a time is named under `access.allow`, \
      with a reason, an owner and a day.
      """,
    severity: .error,
    requires: [.history, .folder, .evidence],
    bad: [
      .plan(changes: [.policy(#"{ "Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::orders/*" }"#)]),
      .plan(changes: [.policy(#"{ "Effect": "Allow", "NotAction": "iam:*", "Resource": "arn:aws:s3:::orders" }"#)]),
    ],
    good: [
      .plan(changes: [.policy(#"{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::orders/*" }"#)]
      )
    ],
    references: [
      "[IAM JSON policy elements](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html)"
    ])

  package init() {}

  package func findings(in change: ControlledChange) -> [Finding] {
    change.access.policies.flatMap { environment, policy -> [Finding] in
      guard policy.state == .known else { return [] }
      return policy.statements.filter(\.isNew).flatMap { statement in
        WidePolicy.faults(of: statement, in: policy).map { fault in
          let statementName = statement.sid.map { " (`\($0)`)" } ?? ""
          return Finding(
            rule: metadata.id, kind: .violation(fault.isError ? .error : .warning),
            message: "`\(environment)`: \(policy.address)\(statementName): \(fault.message)", help: fault.help)
        }
      }
    }
  }
}
