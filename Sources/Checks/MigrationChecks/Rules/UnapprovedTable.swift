internal import Changes
internal import Documents
package import Findings
package import Policy
internal import PostgresCatalog

/// Flags a new table whose name the policy does not allow, without the approval of its role.
package struct UnapprovedTable: Rule {
  package let metadata = RuleMetadata(
    id: "db/unapproved-table",
    title: "New table without approval",
    rationale: """
      A schema is for one product. A table of another kind, as the state of another product's workflow, belongs to that \
      product's database.
      """,
    remedy:
      "Name the table by `schemas.tables.allow`, or have the role of `schemas.tables.approval` approve the change.",
    severity: .error,
    requires: [.history, .evidence],
    bad: [
      DatabaseExample.migration(
        "👉create table eng.workflow_state (id int);", down: "drop table eng.workflow_state;",
        policy: "schemas: { owned: [eng], tables: { allow: [\"eng_*\"] } }")
    ],
    good: [
      DatabaseExample.migration(
        "create table eng.eng_notes (id int);", down: "drop table eng.eng_notes;",
        policy: "schemas: { owned: [eng], tables: { allow: [\"eng_*\"] } }")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    let allowed = change.policy.schemas.allowedTables
    guard !allowed.isEmpty else { return [] }
    let tables = change.effects.flatMap { effect in
      effect.changedRelations.compactMap { name, before, after -> Finding? in
        guard before == nil, after.isTable, after.persistence != .temporary, change.isOwned(name.schema),
          !allowed.contains(where: { $0.matches(Array(name.name.utf8)) })
        else { return nil }
        return finding(
          "`\(name)` is none of the tables of `schemas.tables.allow`", at: effect.place(changing: .relation(name)),
          help: "name it by one of the patterns, or ask for the approval of `schemas.tables.approval`")
      }
    }
    guard !tables.isEmpty, let approval = change.tableApproval else { return tables }
    return approval.findings(of: metadata, at: change.stage)
  }
}
