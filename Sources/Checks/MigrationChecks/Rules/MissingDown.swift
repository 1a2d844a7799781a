package import Findings
package import Policy
internal import SQL

/// Flags a migration that has no way back.
package struct MissingDown: Rule {
  package let metadata = RuleMetadata(
    id: "db/missing-down",
    title: "Missing down migration",
    rationale: """
      A release can be taken back only if its schema can. A way back that is written when it is needed, is written \
      at night and run for the first time on the database that is broken.
      """,
    remedy: """
      Write the statements that take the migration back, behind `-- migrate:down`, behind `-- down`, or in a \
      second file `x.down.sql`; which of them, says `migrations.down` in the policy.
      """,
    severity: .error,
    bad: [
      Example("👉begin; create table a (id int); commit;"),
      Example(
        """
        -- db/migrations/eng/20260105090000_a.up.sql --
        👉begin; create table a (id int); commit;
        """),
    ],
    good: [
      Example(
        """
        begin; create table a (id int); commit;
        -- down
        begin; drop table a; commit;
        """),
      Example(
        """
        -- db/migrations/eng/20260105090000_a.sql --
        begin; create table a (id int); commit;
        -- db/migrations/eng/20260105090000_a.down.sql --
        begin; drop table a; commit;
        """),
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.files.compactMap { file in
      guard let paths = file.paths, paths.expectsDown else { return nil }
      let first = paths.up?.script.statements.first?.range
      return finding(
        "this migration has no down path", at: Place(path: file.path, first, of: paths.source),
        help: "add a down migration that takes it back")
    }
  }
}
