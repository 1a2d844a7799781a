package import Findings
package import Policy

/// Flags a migration in a subfolder of the root.
package struct MisplacedMigration: Rule {
  package let metadata = RuleMetadata(
    id: "db/misplaced-migration",
    title: "Migration in a subfolder",
    rationale: """
      Runners look into one folder. A file below it is never applied, without a message; or, with a runner \
      that does look there, its place in the order depends on the name of the folder.
      """,
    remedy: """
      Move the file up into the folder of the migrations. Files of SQL that are no migrations belong elsewhere, or \
      are named under `exclude` in the policy.
      """,
    severity: .error,
    requires: [.folder],
    bad: [
      Example(
        """
        -- db/migrations/eng/2026/20260105090000_a.sql --
        begin; create table a (id int); commit;
        -- down
        begin; drop table a; commit;
        """)
    ],
    good: [
      Example(
        """
        -- db/migrations/eng/20260105090000_a.sql --
        begin; create table a (id int); commit;
        -- down
        begin; drop table a; commit;
        """),
      Example(
        """
        -- db/seeds/a.sql --
        select 1;
        """),
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.misplaced.map { path in
      finding(
        "this file is in a folder below \(change.root), where no runner looks", at: Place(path: path),
        help: "move it up into \(change.root)")
    }
  }
}
