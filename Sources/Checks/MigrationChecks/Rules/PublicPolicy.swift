internal import Documents
package import Findings
package import Policy
internal import PostgresCatalog
internal import SQL

/// Flags a policy TO PUBLIC.
package struct PublicPolicy: Rule {
  package let metadata = RuleMetadata(
    id: "db/public-policy",
    title: "Policy applies to every role",
    rationale: """
      A policy without `TO` is for every role that exists, and for every role that will.
      """,
    remedy: """
      Name the roles: `TO service_role`.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.migration("👉create policy p on eng.a using (state = 'open');", down: "drop policy p on eng.a;")
    ],
    good: [
      DatabaseExample.migration(
        "create policy p on eng.a to analyst using (state = 'open');", down: "drop policy p on eng.a;")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.effects.flatMap { effect in
      effect.changedPolicies.compactMap { name, policy, value in
        guard change.isExposed(name.schema), value.isPermissive, change.policy.profile == .governed,
          value.roles.contains(AccessList.everyone)
        else { return nil }
        return finding(
          "policy `\(policy)` of `\(name)` is for every role",
          at: effect.place(ofPolicy: policy, on: name), help: "write `TO` and the roles")
      }
    }
  }
}
