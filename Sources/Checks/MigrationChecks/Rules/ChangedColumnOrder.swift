package import Findings
package import Policy
internal import RehearsalDocuments

/// Flags a table that differs by the order of its columns alone after up and down.
package struct ChangedColumnOrder: Rule {
  package let metadata = RuleMetadata(
    id: "db/changed-column-order",
    title: "Down path changes the order of columns",
    rationale: """
      A column that is dropped and added again comes last. Code that reads `SELECT *`, or inserts without the names of \
      columns, reads something else then.
      """,
    remedy: """
      Keep the column, or name the columns wherever rows are read or written.
      """,
    severity: .warning,
    requires: [.history],
    bad: [
      RehearsedExample.example(
        "alter table eng.a drop column id;", down: "alter table eng.a add column id int primary key;",
        findings: RehearsedExample.finding(
          "column-order", "`table eng.a` had columns: id, state; has columns: state, id"))
    ],
    good: [
      RehearsedExample.example("create table eng.b (id int);", down: "drop table eng.b;")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.rehearsalGroups(.columnOrder).map { told in
      finding(
        "after up and down, \(told.message)", at: told.place,
        help: "name the columns wherever rows are read or written")
    }
  }
}
