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
        "👉create policy p on eng.a using (auth.role() = 'service_role');", down: "drop policy p on eng.a;"),
      DatabaseExample.migration(
        "👉create policy p on eng.a for select to authenticated using ((auth.jwt() -> 'user_metadata' ->> 'team') = state);",
        down: "drop policy p on eng.a;"),
      DatabaseExample.migration(
        "👉create policy p on eng.a for select to authenticated using (auth.role() = 'service_role');",
        down: "drop policy p on eng.a;"),
    ],
    good: [
      DatabaseExample.migration(
        "create policy p on eng.a for select to authenticated using ((auth.jwt() -> 'app_metadata' ->> 'team') = state);",
        down: "drop policy p on eng.a;"),
      DatabaseExample.migration(
        "create policy p on eng.a to service_role using (auth.role() = 'service_role');",
        down: "drop policy p on eng.a;"),
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.effects.flatMap { effect in
      effect.changedPolicies.compactMap { name, policy, value in
        guard change.isExposed(name.schema), value.isPermissive else { return nil }
        let expressions = [value.using, value.check].compactMap(\.self)
        let isForWriters = Set(value.roles).isSubset(of: change.policy.schemas.writers)
        if !isForWriters, expressions.contains(where: \.readsUserMetadata) {
          return finding(
            "policy `\(policy)` of `\(name)` trusts `user_metadata`, which users change themselves",
            at: effect.place(ofPolicy: policy, on: name), help: "keep the fact in a table or in `app_metadata`")
        }
        if value.roles.contains(AccessList.everyone), expressions.contains(where: \.trustsClaimsAlone) {
          return finding(
            "policy `\(policy)` of `\(name)` is for every role, and any session can set the claim that it trusts",
            at: effect.place(ofPolicy: policy, on: name), help: "write `TO` and the role that the policy is for")
        }
        if !isForWriters, expressions.contains(where: { $0.isTrueWithoutClaims }) {
          return finding(
            "policy `\(policy)` of `\(name)` lets every row through for a session without a claim",
            at: effect.place(ofPolicy: policy, on: name), help: "leave the alternative that asks for NULL out")
        }
        let writers = change.policy.schemas.writers
        guard !isForWriters,
          let writer = writers.first(where: { role in expressions.contains { $0.takesClaim(for: role) } })
        else { return nil }
        return finding(
          "policy `\(policy)` of `\(name)` is for \(MigrationChange.list(value.roles)), and a session of theirs can claim to be `\(writer)`",
          at: effect.place(ofPolicy: policy, on: name), help: "write `TO \(writer)`")
      }
    }
  }
}

extension Expression {
  /// Whether it reads what Supabase lets users write into their own tokens.
  fileprivate var readsUserMetadata: Bool {
    columns.contains("raw_user_meta_data") || form.contains("user_metadata") || form.contains("raw_user_meta_data")
  }

  /// Whether nothing but a claim of the session decides.
  fileprivate var trustsClaimsAlone: Bool { columns.isEmpty && readsClaims }

  /// Whether it compares what any session can set with the name of a role.
  fileprivate func takesClaim(for role: String) -> Bool { readsClaims && form.contains("'\(role)'") }

  private var readsClaims: Bool {
    functions.contains("current_setting") || !functions.isDisjoint(with: ["auth.role", "auth.jwt", "auth.email"])
  }
}
