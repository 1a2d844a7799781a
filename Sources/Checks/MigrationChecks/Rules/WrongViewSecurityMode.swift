internal import Documents
package import Findings
package import Policy
internal import PostgresCatalog
internal import SQL

/// Flags a contract view that is not as `views.mode` asks.
package struct WrongViewSecurityMode: Rule {
  package let metadata = RuleMetadata(
    id: "db/wrong-view-security-mode",
    title: "Contract view has the wrong security mode",
    rationale: """
      A view reads with the rights of its owner or with those of its reader. Either is safe when it is \
      whole; CREATE OR REPLACE VIEW without WITH drops the options without a word.
      """,
    remedy: """
      Mode `owner`: `WITH (security_barrier = true)` and the owner of the policy. Mode `invoker`: `WITH \
      (security_invoker = true)`, each time.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.migration(
        "👉create view eng.s as select state from eng.a;\ngrant select on eng.s to anon;", down: "drop view eng.s;",
        policy: "profile: supabase\nschemas: { exposed: [eng] }"),
      DatabaseExample.migration("👉create view eng.v_eng_s as select state from eng.a;", down: "drop view eng.v_eng_s;"),
    ],
    good: [
      DatabaseExample.migration(
        "create view eng.v_eng_s with (security_barrier = true) as select state from eng.a;",
        down: "drop view eng.v_eng_s;")
    ])

  package init() {}

  /// Whether an API shows the view: in `supabase`, each view of an exposed schema that a role beside the writers may read.
  private func isReachable(_ name: QualifiedName, _ view: Relation, in change: MigrationChange) -> Bool {
    change.policy.profile == .supabase && change.policy.views.mode == .invoker && change.isExposed(name.schema)
      && view.access.roles(with: .select).contains { !change.isTrusted($0, owner: view.owner) }
  }

  package func findings(in change: MigrationChange) -> [Finding] {
    change.effects.flatMap { effect in
      effect.changedRelations.flatMap { name, before, after -> [Finding] in
        guard after.kind == .view,
          change.policy.schemas.isContractView(name.name) || isReachable(name, after, in: change)
        else { return [] }
        let views = change.policy.views
        let problem: String?
        switch views.mode {
        case .owner where after.isSecurityInvoker: problem = "has security_invoker, and the policy says `mode: owner`"
        case .owner where !after.isOn("security_barrier"): problem = "has no security_barrier"
        case .owner where views.owner != nil && views.owner != after.owner:
          problem = "is owned by `\(after.owner)` and not by `\(views.owner ?? "")`"
        case .invoker where !after.isSecurityInvoker: problem = "has no security_invoker"
        default: problem = nil
        }
        guard let problem else { return [] }
        return [
          finding(
            "`\(name)` \(problem)",
            at: effect.place(changing: .relation(name)) { part in
              switch part {
              case .created(.relation, _): true
              case .altered(.relation, _, _): before != nil
              default: false
              }
            },
            help: views.mode == .owner
              ? "write `WITH (security_barrier = true)`" : "write `WITH (security_invoker = true)`")
        ]
      }
    }
  }
}
