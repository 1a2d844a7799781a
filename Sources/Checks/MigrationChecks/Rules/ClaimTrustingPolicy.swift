internal import Documents
package import Findings
package import Policy
internal import PostgresCatalog
internal import SQL

/// Flags a policy for PUBLIC that is decided by a setting of the session alone.
package struct ClaimTrustingPolicy: Rule {
  package let metadata = RuleMetadata(
    id: "db/claim-trusting-policy",
    title: "Policy trusts a claim of the session",
    rationale: """
      Any session can set `request.jwt.claims`, and `auth.role()` returns what it says. Only the role \
      that a policy is for decides.
      """,
    remedy: """
      Grant the policy to the role: `TO service_role`.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.migration(
        "👉create policy p on eng.a using (auth.role() = 'service_role');", down: "drop policy p on eng.a;")
    ],
    good: [
      DatabaseExample.migration(
        "create policy p on eng.a to service_role using (auth.role() = 'service_role');",
        down: "drop policy p on eng.a;")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.effects.flatMap { effect in
      effect.changedPolicies.compactMap { name, policy, value in
        guard change.isExposed(name.schema), value.isPermissive, value.roles.contains(AccessList.everyone),
          [value.using, value.check].contains(where: {
            $0?.functions.contains("auth.role") == true && $0?.columns.isEmpty == true
          })
        else { return nil }
        return finding(
          "policy `\(policy)` of `\(name)` is for every role, and any session can set the claim that it trusts",
          at: effect.place(ofPolicy: policy, on: name), help: "write `TO` and the role that the policy is for")
      }
    }
  }
}
