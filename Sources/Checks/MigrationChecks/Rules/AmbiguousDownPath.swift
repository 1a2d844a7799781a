package import Findings
package import Policy

/// Flags a migration whose two directions cannot be told apart.
package struct AmbiguousDownPath: Rule {
  package let metadata = RuleMetadata(
    id: "db/ambiguous-down-path",
    title: "Ambiguous up and down parts",
    rationale: """
      What one reader takes for the way back, another one runs on the way up. Markers that are given twice, in the \
      wrong order, or for two runners are read differently by each of them; what comes before the first marker is \
      run by some and left out by others.
      """,
    remedy: """
      Use one convention in all migrations, and name it in the policy: `-- migrate:up` and `-- migrate:down`, `-- \
      +goose Up` and `-- +goose Down`, a comment of its own that says `-- down`, or a second file `x.down.sql`.
      """,
    severity: .error,
    bad: [
      Example(
        """
        -- migrate:up
        begin; create table a (id int); commit;
        👉-- +goose Down
        begin; drop table a; commit;
        """),
      Example(
        """
        -- migrate:up
        begin; create table a (id int); commit;
        -- migrate:down
        begin; drop table a; commit;
        👉-- migrate:down
        begin; commit;
        """),
      Example(
        """
        👉begin; create table a (id int); commit;
        -- migrate:up
        -- migrate:down
        begin; drop table a; commit;
        """),
      Example(
        """
        -- db/migrations/eng/20260105090000_a.sql --
        begin; create table a (id int); commit;
        👉-- down
        begin; drop table a; commit;
        -- db/migrations/eng/20260105090000_a.down.sql --
        begin; drop table a; commit;
        """),
    ],
    good: [
      Example(
        """
        -- migrate:up
        begin; create table a (id int); commit;
        -- migrate:down
        begin; drop table a; commit;
        """),
      Example(
        """
        -- +goose Up
        -- +goose StatementBegin
        begin; create table a (id int); commit;
        -- +goose StatementEnd
        -- +goose Down
        begin; drop table a; commit;
        """),
      Example(
        """
        -- db/migrations/eng/20260105090000_a.up.sql --
        begin; create table a (id int); commit;
        -- db/migrations/eng/20260105090000_a.down.sql --
        begin; drop table a; commit;
        """),
    ],
    references: [
      "[dbmate: migration files](https://github.com/amacneil/dbmate#creating-migrations)",
      "[goose: SQL migrations](https://pressly.github.io/goose/documentation/annotations/)",
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.files.flatMap { file -> [Finding] in
      guard let paths = file.paths else { return [] }
      return paths.problems.map { problem in
        let place = problem.range.map { Place($0, of: paths.source, path: file.path) } ?? Place(path: file.path)
        return finding(problem.message, at: place, help: problem.help)
      }
    }
  }
}
