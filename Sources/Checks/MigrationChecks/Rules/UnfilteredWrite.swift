internal import Documents
package import Findings
package import Policy
internal import SQL

/// Flags DELETE without WHERE, and UPDATE without WHERE of a column that was there before.
package struct UnfilteredWrite: Rule {
  package let metadata = RuleMetadata(
    id: "db/unfiltered-write",
    title: "UPDATE or DELETE without WHERE",
    rationale: """
      Without WHERE a statement is about every row. DELETE empties the table, and UPDATE overwrites what each row had; \
      neither can be told from a slip when something is wrong afterwards.
      """,
    remedy: """
      Write the condition, also where it is about all rows: WHERE state IS NULL. A column that the same migration adds \
      may be filled without one.
      """,
    severity: .error,
    bad: [
      Example("begin;\n👉delete from a;\ncommit;\n-- down\nbegin; select 1; commit;"),
      Example("begin;\n👉update a set b = 0;\ncommit;\n-- down\nbegin; select 1; commit;"),
    ],
    good: [
      Example(
        "begin;\nalter table a add column c int;\nupdate a set c = b;\ncommit;\n-- down\nbegin; alter table a drop column c; commit;"
      ),
      Example("begin;\ndelete from a where b = 0;\ncommit;\n-- down\nbegin; select 1; commit;"),
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.locks.flatMap { locks in
      var added: Set<String> = []
      return locks.items.compactMap { item -> Finding? in
        switch item.statement {
        case .alterTable(let table):
          for command in table.commands where command.type == .addColumn {
            if let column = ColumnDef(command.definition) { added.insert(column.name) }
          }
          return nil
        case .delete(let delete):
          guard delete.condition == nil, let table = delete.relation, item.isOnOldTable(table) else { return nil }
          return finding(
            "DELETE without WHERE empties `\(table.name)`", at: locks.place(item.range), help: "say which rows")
        case .update(let update):
          guard update.condition == nil, let table = update.relation, item.isOnOldTable(table),
            let target = update.targets.first(where: { $0.name.map { !added.contains($0) } ?? true })
          else { return nil }
          return finding(
            "UPDATE without WHERE overwrites `\(target.name ?? "")` of every row of `\(table.name)`",
            at: locks.place(item.range), help: "say which rows")
        default: return nil
        }
      }
    }
  }
}

extension MigrationLocks.Item {
  /// Whether its table is not one that the change makes.
  fileprivate func isOnOldTable(_ table: RangeVar) -> Bool { !isOnNewTable && table.schema != "pg_temp" }
}
