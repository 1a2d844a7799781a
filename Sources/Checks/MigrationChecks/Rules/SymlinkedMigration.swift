package import Findings
package import Policy

/// Flags a migration that is a symbolic link.
package struct SymlinkedMigration: Rule {
  package let metadata = RuleMetadata(
    id: "db/symlinked-migration",
    title: "Migration is a symbolic link",
    rationale: """
      The target of a link can be changed without a change in the folder of the migrations, so that a migration \
      that is merged would become another one; and outside of the repository it is another file on every machine.
      """,
    remedy: """
      Commit the file itself.
      """,
    severity: .error,
    bad: [
      Example("-- db/migrations/eng/20260105090000_a.sql -> ../../../shared/a.sql --")
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
    change.files.compactMap { file in
      guard case .link(let target) = file.content else { return nil }
      return finding(
        "this migration is a symbolic link to \"\(target)\"", at: Place(path: file.path), help: "commit the file itself"
      )
    }
  }
}
