internal import Documents
package import Findings
package import Policy
internal import PostgresCatalog
internal import SQL

/// Flags a new table of an exposed schema whose owner passes by row security.
package struct UnforcedRowSecurity: Rule {
  package let metadata = RuleMetadata(
    id: "db/unforced-row-security",
    title: "Row security is not forced",
    rationale: """
      The owner of a table is not subject to its row security unless it is forced, and functions with its \
      rights are not either.
      """,
    remedy: """
      Write `ALTER TABLE … FORCE ROW LEVEL SECURITY`, or set `schemas.force: false` in the policy.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.migration(
        "create table eng.b (id int);\n👉alter table eng.b enable row level security;", down: "drop table eng.b;")
    ],
    good: [
      DatabaseExample.migration(
        "create table eng.b (id int);\nalter table eng.b enable row level security;\nalter table eng.b force row level security;",
        down: "drop table eng.b;")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    guard change.policy.forcesRowSecurity else { return [] }
    return change.effects.flatMap { effect in
      effect.changedRelations.compactMap { name, before, after in
        guard change.isExposed(name.schema), after.isTable, after.persistence != .temporary,
          !after.rowSecurity.isForced || !after.rowSecurity.isEnabled, before?.rowSecurity != after.rowSecurity,
          after.rowSecurity.isEnabled || !after.isOpen
        else { return nil }
        return finding(
          after.rowSecurity.isEnabled
            ? "row security of `\(name)` does not apply to its owner `\(after.owner)`"
            : "`\(name)` has no row security",
          at: effect.place(changing: .relation(name)),
          help: after.rowSecurity.isEnabled
            ? "write `ALTER TABLE \(name) FORCE ROW LEVEL SECURITY;`"
            : "write `ALTER TABLE \(name) ENABLE ROW LEVEL SECURITY;` and `… FORCE ROW LEVEL SECURITY;`")
      }
    }
  }
}

extension Relation {
  /// Whether others than its owner can reach it, which is told as missing row security.
  fileprivate var isOpen: Bool { access.rights.keys.contains { $0.role != owner } }
}
