internal import Documents
package import Findings
package import Policy
internal import PostgresCatalog
internal import SQL

/// Flags a table of an exposed schema that someone can reach without effective row security.
package struct MissingRowSecurity: Rule {
  package let metadata = RuleMetadata(
    id: "db/missing-row-security",
    title: "Table can be reached without row security",
    rationale: """
      Without row security every row is open to each role with a right on the table. Between two \
      transactions that is long enough, so the table is looked at at each COMMIT.
      """,
    remedy: """
      Enable row security in the transaction that creates the table, before the first grant.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.migration(
        "create table eng.b (id int);\n👉grant select on eng.b to analyst;", down: "drop table eng.b;"),
      DatabaseExample.migration(
        "create table eng.b as select id from eng.a;\n👉grant select on eng.b to public;", down: "drop table eng.b;"),
      DatabaseExample.migration("grant select on eng.a to analyst;\n👉alter table eng.a disable row level security;"),
    ],
    good: [
      DatabaseExample.migration(
        "create table eng.b (id int);\nalter table eng.b enable row level security;\ngrant select on eng.b to analyst;",
        down: "drop table eng.b;"),
      DatabaseExample.migration("create table eng.b (id int);", down: "drop table eng.b;"),
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.effects.flatMap { effect -> [Finding] in
      var reported: Set<QualifiedName> = []
      return effect.commits.flatMap { commit in
        effect.changedNames.sorted().compactMap { name in
          guard change.isExposed(name.schema), let table = commit.catalog.reachableRelation(name),
            let roles = Self.openTo(table), effect.before.relations[name].flatMap(Self.openTo) != roles,
            reported.insert(name).inserted
          else { return nil }
          return finding(
            "`\(name)` can be reached by \(MigrationChange.list(roles)) without row security from this transaction on",
            at: effect.place(openingTo: roles, name),
            help: "enable row security in the transaction that opens the table: "
              + "`ALTER TABLE \(name) ENABLE ROW LEVEL SECURITY;`")
        }
      }
    }
  }

  /// The roles beside the owner that can reach a table whose row security has no effect; `nil` for none.
  private static func openTo(_ table: Relation) -> Set<String>? {
    guard table.isTable, table.persistence != .temporary, !table.rowSecurity.isEnabled else { return nil }
    let roles = Set(table.access.rights.keys.map(\.role)).subtracting([table.owner])
    return roles.isEmpty ? nil : roles
  }
}
