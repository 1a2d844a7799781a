internal import Documents
package import Findings
package import Policy
internal import PostgresCatalog
internal import SQL

/// Flags a policy that is true for every row, for a role that may not write.
package struct AlwaysTruePolicy: Rule {
  package let metadata = RuleMetadata(
    id: "db/always-true-policy",
    title: "Policy lets every row through",
    rationale: """
      A policy whose condition is always true is no row security for its roles.
      """,
    remedy: """
      Write the condition on the rows, or grant the policy to the writers only: `TO service_role`.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.migration("👉create policy p on eng.a to analyst using (true);", down: "drop policy p on eng.a;"),
      DatabaseExample.migration(
        "👉create policy p on eng.a to public using (id = 1 or 1 = 1);", down: "drop policy p on eng.a;"),
    ],
    good: [
      DatabaseExample.migration(
        "create policy p on eng.a to service_role using (true);", down: "drop policy p on eng.a;"),
      DatabaseExample.migration(
        "create policy p on eng.a to analyst using (state = 'open');", down: "drop policy p on eng.a;"),
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.effects.flatMap { effect in
      effect.changedPolicies.compactMap { name, policy, value in
        guard change.isExposed(name.schema), value.isPermissive,
          !value.roles.isSubset(of: change.policy.schemas.writers),
          value.using?.isAlwaysTrue == true || value.check?.isAlwaysTrue == true
        else { return nil }
        // What everyone may read is the choice of a team whose API is public.
        if change.policy.profile == .supabase, value.command == .select {
          return Finding(
            rule: metadata.id, kind: .violation(.note),
            message: "policy `\(policy)` of `\(name)` lets \(MigrationChange.list(value.roles)) read every row",
            place: effect.place(ofPolicy: policy, on: name))
        }
        return finding(
          "policy `\(policy)` of `\(name)` lets every row through for \(MigrationChange.list(value.roles))",
          at: effect.place(ofPolicy: policy, on: name), help: "restrict the rows, or grant the policy to the writers")
      }
    }
  }
}
