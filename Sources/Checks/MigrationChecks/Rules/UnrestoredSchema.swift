package import Findings
package import Policy
internal import RehearsalDocuments

/// Flags what was not as before once a migration was rehearsed up and down.
package struct UnrestoredSchema: Rule {
  package let metadata = RuleMetadata(
    id: "db/unrestored-schema",
    title: "Schema is not restored by the down path",
    rationale: """
      All that the catalogs of a server say was compared before the migration and after up and down. What is left or \
      missing stops the next way up, or stays in production without a migration that says so.
      """,
    remedy: """
      Write the statements that are named into the down path. If that is not possible, say why: `-- irreversible: \
      reason`.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      RehearsedExample.example(
        "create type eng.v as enum ('x');", down: "select 1;",
        findings: RehearsedExample.finding("not-restored", "`type eng.v` is left", undoing: "DROP TYPE eng.v;"))
    ],
    good: [
      RehearsedExample.example("create table eng.b (id int);", down: "drop table eng.b;")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.rehearsalGroups(.notRestored).map { told in
      finding(
        "after up and down, \(told.message)", at: told.place,
        help: told.undoing.map { "in the down path: \($0)" } ?? "restore it in the down path")
    }
  }
}
