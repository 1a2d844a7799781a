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
        guard change.isExposed(name.schema), after.isTable, after.rowSecurity.isEnabled, !after.rowSecurity.isForced,
          before?.rowSecurity != after.rowSecurity
        else { return nil }
        return finding(
          "row security of `\(name)` does not apply to its owner `\(after.owner)`",
          at: effect.place(changing: .relation(name)), help: "write `ALTER TABLE \(name) FORCE ROW LEVEL SECURITY;`")
      }
    }
  }
}
