package import Findings
package import Policy

/// Flags a new migration without a time and words in its name.
package struct InvalidName: Rule {
  package let metadata = RuleMetadata(
    id: "db/invalid-name",
    title: "Invalid migration file name",
    rationale: """
      Runners apply migrations in the order of their names. A name with the time down to the second sorts the same \
      everywhere, two people rarely take the same one, and the words behind it say what the file is for.
      """,
    remedy: """
      Name the file `YYYYMMDDHHMMSS_words_like_these.sql`, with a date and time that exist: `date -u \
      +%Y%m%d%H%M%S`. Of a pair, both files have the same name but for `.up.sql` and `.down.sql`. Migrations that \
      are merged keep their names.
      """,
    severity: .error,
    bad: [
      Example(
        """
        -- db/migrations/eng/create_a.sql --
        begin; create table a (id int); commit;
        -- down
        begin; drop table a; commit;
        """),
      Example(
        """
        -- db/migrations/eng/20260230090000_a.sql --
        begin; create table a (id int); commit;
        -- down
        begin; drop table a; commit;
        """),
      Example(
        """
        -- db/migrations/eng/20260105096100_a.sql --
        begin; create table a (id int); commit;
        -- down
        begin; drop table a; commit;
        """),
      Example(
        """
        -- db/migrations/eng/20260105090000_CreateA.sql --
        begin; create table a (id int); commit;
        -- down
        begin; drop table a; commit;
        """),
      Example(
        """
        -- db/migrations/eng/20260105090000.sql --
        begin; create table a (id int); commit;
        -- down
        begin; drop table a; commit;
        """),
    ],
    good: [
      Example(
        """
        -- db/migrations/eng/20260105090000_create_a.sql --
        begin; create table a (id int); commit;
        -- down
        begin; drop table a; commit;
        """),
      Example(
        """
        -- db/migrations/eng/README.md --
        How we migrate.
        """),
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    let names = change.files.compactMap { file -> Finding? in
      guard !file.isMerged, let problem = file.name.problem(of: file.fileName, by: change.runner) else { return nil }
      return finding(
        "the name \(problem)", at: Place(path: file.path), help: "name it as in \(change.runner.exampleName)")
    }
    guard case .sequence = change.runner.traits.naming, let gap = change.history.gap else { return names }
    let missing = finding(
      "number \(gap.missing) is missing before this one, so \(change.runner.traits.name) applies nothing",
      at: Place(path: gap.entry.path), help: "give the migration the next number")
    return names + [missing]
  }
}
