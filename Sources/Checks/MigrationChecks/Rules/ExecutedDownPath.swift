internal import Documents
package import Findings
package import Policy

/// Flags a way back that the runner applies together with the way up.
package struct ExecutedDownPath: Rule {
  package let metadata = RuleMetadata(
    id: "db/executed-down-path",
    title: "Runner applies the down path",
    rationale: """
      psql and the Supabase CLI know no way back: they run a whole file, and every file of the folder. A \
      table is created and dropped again, and the ledger says that all went well.
      """,
    remedy: """
      Move the way back to a folder that the runner does not apply.
      """,
    severity: .error,
    requires: [],
    bad: [
      Example(
        "-- given: policy --\nrunner: psql\n-- db/migrations/eng/20260105090000_a.sql --\nbegin; create table a (id int); commit;\n👉-- down\nbegin; drop table a; commit;"
      )
    ],
    good: [
      Example(
        "-- given: policy --\nrunner: psql\n-- db/migrations/eng/20260105090000_a.sql --\nbegin; create table a (id int); commit;"
      )
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.files.flatMap { file in
      (file.paths?.misreadings ?? []).filter { $0.kind == .appliesWayBack }.map { misreading in
        finding(
          misreading.message, at: Place(path: file.path, misreading.range, of: file.paths?.source ?? SourceText("")),
          help: misreading.help)
      }
    }
  }
}
