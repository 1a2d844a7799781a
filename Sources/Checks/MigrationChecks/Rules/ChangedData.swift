package import Findings
package import Policy
internal import RehearsalDocuments

/// Flags rows that were there before a migration and are not as they were after up and down.
package struct ChangedData: Rule {
  package let metadata = RuleMetadata(
    id: "db/changed-data",
    title: "Rows are not restored by the down path",
    rationale: """
      Each table of the history had a few rows when the migration was rehearsed. After up and down some are gone, or \
      have other values: with real rows that is a loss of data.
      """,
    remedy: """
      Let the down path touch only what the up path made. If the loss is meant, say why: `-- irreversible: reason`.
      """,
    severity: .warning,
    requires: [.history],
    bad: [
      RehearsedExample.example(
        "insert into eng.a values (9);", down: "delete from eng.a;",
        findings: RehearsedExample.finding("data-changed", "table `eng.a` had 3 rows and has 0 rows"))
    ],
    good: [
      RehearsedExample.example("create table eng.b (id int);", down: "drop table eng.b;")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.rehearsalGroups(.dataChanged).map { told in
      finding(
        "after up and down, \(told.message)", at: told.place,
        help: "restore the rows, or touch only those that the up path wrote")
    }
  }
}
