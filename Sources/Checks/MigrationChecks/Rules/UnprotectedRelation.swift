internal import Documents
package import Findings
package import Policy
internal import PostgresCatalog
internal import SQL

/// Flags a materialised view or a foreign table that others can read: neither can have row security.
package struct UnprotectedRelation: Rule {
  package let metadata = RuleMetadata(
    id: "db/unprotected-relation",
    title: "Relation that cannot have row security is granted",
    rationale: """
      A materialised view keeps the rows that its owner saw, and a foreign table those of another server. Row security \
      of the tables below applies to neither, so a right to read them is a right to read every row.
      """,
    remedy: "Grant SELECT on a view over the table instead, or revoke the right.",
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.migration(
        "create materialized view eng.m as select state from eng.a;\n👉grant select on eng.m to analyst;",
        down: "drop materialized view eng.m;")
    ],
    good: [
      DatabaseExample.migration(
        "create materialized view eng.m as select state from eng.a;\ngrant select on eng.m to service_role;",
        down: "drop materialized view eng.m;")
    ],
    references: [
      "[PostgreSQL, section 5.8: row security policies](https://www.postgresql.org/docs/15/ddl-rowsecurity.html)"
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.effects.flatMap { effect in
      effect.changedRelations.compactMap { name, before, after in
        guard change.isExposed(name.schema), after.kind == .materializedView || after.kind == .foreignTable else {
          return nil
        }
        let roles = after.access.roles(with: .select)
          .filter { !change.isTrusted($0, owner: after.owner) && before?.access.allows($0, .select) != true }
        guard !roles.isEmpty else { return nil }
        return finding(
          "\(MigrationChange.list(roles)) can read every row of the \(after.kind.rawValue) `\(name)`",
          at: effect.place(openingTo: roles, name), help: "grant SELECT on a view over the table instead")
      }
    }
  }
}
