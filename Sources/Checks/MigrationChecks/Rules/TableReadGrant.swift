internal import Changes
internal import Documents
package import Findings
package import Policy
internal import PostgresCatalog
internal import SQL

/// Flags SELECT on anything but a contract view for a reader.
package struct TableReadGrant: Rule {
  package let metadata = RuleMetadata(
    id: "db/table-read-grant",
    title: "Reader gets SELECT on a table without approval",
    rationale: """
      Readers read contract views, so that tables can change. A direct right binds the table, and needs \
      the approval of the role of `schemas.approved-select`.
      """,
    remedy: """
      Grant SELECT on a contract view, or have the role approve the change.
      """,
    severity: .error,
    requires: [.history, .evidence],
    bad: [
      DatabaseExample.migration("👉grant select on eng.a to analyst;", down: "revoke select on eng.a from analyst;")
    ],
    good: [
      DatabaseExample.migration(
        "create view eng.v_eng_s with (security_barrier = true) as select state from eng.a;\ngrant select on eng.v_eng_s to analyst;",
        down: "drop view eng.v_eng_s;")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    let grants =
      change.effects.flatMap { effect -> [Finding] in
        var reported: Set<String> = []
        return effect.steps.flatMap { step in
          step.changes.compactMap { part in
            guard case .granted(.relation(let name), let right, _) = part, right.privilege == .select,
              change.isForReaders(right.role, effect), !change.policy.schemas.isContractView(name.name),
              change.policy.schemas.contractView == nil || effect.after.relations[name]?.view == nil,
              effect.stillAllows(right, on: .relation(name)), reported.insert("\(name) \(right.role)").inserted
            else { return nil }
            return finding(
              "`\(right.role)` may read `\(name)`, which is not a contract view", at: effect.place(of: step.range),
              help: "grant SELECT on a contract view, or ask for the approval of `schemas.approved-select`")
          }
        }
      }
      + defaults(in: change) + memberships(in: change)
    guard !grants.isEmpty, let approval = change.selectApproval else { return grants }
    return approval.findings(of: metadata, at: change.stage) + withoutPolicy(in: change)
  }

  /// Rights that readers get on tables which later migrations make.
  private func defaults(in change: MigrationChange) -> [Finding] {
    change.effects.flatMap { effect in
      effect.steps.flatMap { step in
        step.changes.compactMap { part in
          guard case .granted(.defaultPrivileges(let scope), let right, _) = part, scope.kind == .table,
            right.privilege == .select, change.isForReaders(right.role, effect),
            effect.stillAllows(right, on: .defaultPrivileges(scope))
          else { return nil }
          return finding(
            "`\(right.role)` may read every table that is made later", at: effect.place(of: step.range),
            help: "grant SELECT on contract views, one by one")
        }
      }
    }
  }

  /// Memberships by which a reader gets what another role may read.
  private func memberships(in change: MigrationChange) -> [Finding] {
    change.effects.flatMap { effect in
      effect.steps.flatMap { step in
        step.changes.compactMap { part in
          guard case .created(.membership(let role, let member), _) = part,
            change.policy.schemas.readers.contains(member)
          else { return nil }
          let roles = effect.roles(of: role)
          let table = effect.after.relations.entries.filter { name, relation in
            relation.isTable && change.isOwned(name.schema)
              && relation.access.rights.keys.contains { $0.privilege == .select && roles.contains($0.role) }
          }.map(\.key).min()
          guard let table, !change.isTrusted(role, owner: "") else { return nil }
          return finding(
            "`\(member)` may read `\(table)` as a member of `\(role)`", at: effect.place(of: step.range),
            help: "grant SELECT on a contract view, or ask for the approval of `schemas.approved-select`")
        }
      }
    }
  }

  /// An approved right still has to pass the table's policies.
  private func withoutPolicy(in change: MigrationChange) -> [Finding] {
    change.effects.flatMap { effect in
      effect.changedRelations.flatMap { name, before, after -> [Finding] in
        guard after.isTable, after.rowSecurity.isEnabled else { return [] }
        return change.policy.schemas.readers.filter { role in
          after.hasColumnRight(role) && before?.hasColumnRight(role) != true && !effect.passesPolicy(role, of: after)
        }.map { role in
          finding(
            "`\(role)` may read `\(name)`, and no policy lets it see a row",
            at: effect.place(openingTo: [role], name), help: "write a policy FOR SELECT TO \(role)")
        }
      }
    }
  }
}
