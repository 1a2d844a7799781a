package import Findings
package import Policy
internal import SQL

/// Flags a direction that does nothing.
package struct EmptyMigration: Rule {
  package let metadata = RuleMetadata(
    id: "db/empty-migration",
    title: "Migration has no statements",
    rationale: """
      An empty way back reads as if there were one, until somebody needs it. An empty way up is a migration that \
      is recorded on every server and changed none.
      """,
    remedy: """
      Write the statements. If a migration cannot be taken back, say so with a waiver that has a reason and an \
      owner, not with an empty down path.
      """,
    severity: .error,
    bad: [
      Example(
        """
        begin; create table a (id int); commit;
        👉-- down
        -- nothing to do
        """),
      Example(
        """
        begin; create table a (id int); commit;
        -- down
        👉begin; commit;
        """),
      Example(
        """
        -- migrate:up
        👉begin; commit;
        -- migrate:down
        begin; drop table a; commit;
        """),
    ],
    good: [
      Example(
        """
        begin; create table a (id int); commit;
        -- down
        begin; drop table a; commit;
        """)
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.directions.compactMap { file, direction in
      guard direction.isEmpty else { return nil }
      let range = direction.script.statements.first?.range ?? direction.heading
      return finding(
        "the \(direction.name.rawValue) path does nothing",
        at: Place(path: file.path, range, of: direction.script.source),
        help: direction.name == .down
          ? "write the statements that take the migration back" : "write the statements of the migration, or remove it")
    }
  }
}
