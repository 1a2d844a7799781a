internal import Documents
package import Findings
package import Policy
internal import PostgresCatalog
internal import SQL

/// Flags a contract view whose readers lack a right or a policy on what it reads.
package struct UnreadableContractView: Rule {
  package let metadata = RuleMetadata(
    id: "db/unreadable-contract-view",
    title: "Readers of a contract view cannot read it",
    rationale: """
      A view with security_invoker asks for the rights of its reader on each table. Without them every \
      query is refused (42501), or returns no rows.
      """,
    remedy: """
      Grant SELECT on the tables and write a policy for the reader, or let the view read with the rights \
      of its owner.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.migration(
        "👉create view eng.v_eng_s with (security_invoker = true) as select state from eng.a;\ngrant select on eng.v_eng_s to analyst;",
        down: "drop view eng.v_eng_s;")
    ],
    good: [
      DatabaseExample.migration(
        "create view eng.v_eng_s with (security_barrier = true) as select state from eng.a;\ngrant select on eng.v_eng_s to analyst;",
        down: "drop view eng.v_eng_s;")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.effects.flatMap { effect in
      effect.changedRelations.flatMap { name, before, after -> [Finding] in
        guard change.policy.schemas.isContractView(name.name), after.view != nil else { return [] }
        guard after.isSecurityInvoker else { return [] }
        let readers = after.access.roles(with: .select).filter { $0 != after.owner && $0 != AccessList.everyone }
        return readers.sorted().compactMap { role in
          guard let obstacle = effect.obstacle(to: role, reading: after, depth: 0) else { return nil }
          return finding(
            "`\(role)` may read `\(name)` but \(obstacle): every query of it fails or is empty",
            at: effect.place(changing: .relation(name)) { if case .created = $0 { true } else { before != nil } },
            help: "grant what is missing, or leave security_invoker out")
        }
      }
    }
  }
}
