package import Findings
package import Policy

/// Flags a change of a migration that is merged.
package struct ModifiedMigration: Rule {
  package let metadata = RuleMetadata(
    id: "db/modified-migration",
    title: "Merged migration was modified",
    rationale: """
      Servers have applied it, and will not apply it again. After an edit a fresh database differs from all \
      others, after a renaming the runner applies the same statements a second time, and after a deletion no one \
      can tell how the databases became what they are. That goes for comments, too: most runners compare \
      checksums.
      """,
    remedy: """
      Put the file back as it was, and write a new migration for what has to change. A down file that is missing \
      beside a merged migration may be added.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      Example(
        """
        -- base: db/migrations/eng/20260105090000_a.sql --
        begin; create table a (id int); commit;
        -- down
        begin; drop table a; commit;
        -- db/migrations/eng/20260105090000_a.sql --
        begin; create table a (id bigint); commit;
        -- down
        begin; drop table a; commit;
        """),
      Example(
        """
        -- base: db/migrations/eng/20260105090000_a.sql --
        begin; create table a (id int); commit;
        -- down
        begin; drop table a; commit;
        -- db/migrations/eng/20260106090000_a.sql --
        begin; create table a (id int); commit;
        -- down
        begin; drop table a; commit;
        """),
      Example(
        """
        -- base: db/migrations/eng/20260105090000_a.sql --
        begin; create table a (id int); commit;
        -- down
        begin; drop table a; commit;
        """),
    ],
    good: [
      Example(
        """
        -- base: db/migrations/eng/20260105090000_a.up.sql --
        begin; create table a (id int); commit;
        -- db/migrations/eng/20260105090000_a.up.sql --
        begin; create table a (id int); commit;
        -- db/migrations/eng/20260105090000_a.down.sql --
        begin; drop table a; commit;
        """)
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.history.disturbed.map { file in
      let what =
        switch file.kind {
        case .edited: "this migration is merged, and its text changes"
        case .deleted: "this migration is merged, and the change deletes it"
        case .renamed(let path): "this migration is merged, and the change renames it to \(path)"
        case .replaced: "this migration is merged, and it is no file any more"
        }
      return finding(
        what, at: Place(path: file.path),
        help: "put it back as it was, and write a new migration for what has to change")
    }
  }
}
