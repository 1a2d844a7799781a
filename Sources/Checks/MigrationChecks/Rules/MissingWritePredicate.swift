internal import Documents
package import Findings
package import Policy
internal import PostgresCatalog

/// Flags a policy for the writers that does not ask for their role again, where the policy of the check wants that.
package struct MissingWritePredicate: Rule {
  package let metadata = RuleMetadata(
    id: "db/missing-write-predicate",
    title: "Write policy does not check the role",
    rationale: """
      `TO service_role` decides who is let through. Where `schemas.write-predicate` is `required`, the team wants \
      `auth.role()` in USING and WITH CHECK as well, so that each of them can be read by itself.
      """,
    remedy: "Write `USING (auth.role() = 'service_role') WITH CHECK (auth.role() = 'service_role')`.",
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.migration(
        "👉create policy p on eng.a to service_role using (true);", down: "drop policy p on eng.a;",
        policy: "schemas: { exposed: [eng], writers: [service_role], write-predicate: required }")
    ],
    good: [
      DatabaseExample.migration(
        "create policy p on eng.a for select to service_role using (true);", down: "drop policy p on eng.a;",
        policy: "schemas: { exposed: [eng], writers: [service_role], write-predicate: required }")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    guard change.policy.schemas.requiresWritePredicate else { return [] }
    return change.effects.flatMap { effect in
      effect.changedPolicies.compactMap { name, policy, value in
        guard change.isExposed(name.schema), value.isPermissive, value.command != .select,
          !value.roles.isDisjoint(with: change.policy.schemas.writers)
        else { return nil }
        let parts: [(String, Expression?)] =
          switch value.command {
          case .insert: [("WITH CHECK", value.check)]
          case .delete: [("USING", value.using)]
          default: [("USING", value.using), ("WITH CHECK", value.check)]
          }
        let missing = parts.filter { $0.1?.functions.contains { $0 == "auth.role" || $0 == "role" } != true }
        guard !missing.isEmpty else { return nil }
        return finding(
          "policy `\(policy)` of `\(name)` does not check `auth.role()` in \(missing.map(\.0).joined(separator: " and "))",
          at: effect.place(ofPolicy: policy, on: name), help: "compare `auth.role()` in each of them")
      }
    }
  }
}
