internal import Documents
package import Findings
package import Policy

/// Flags a marker that the runner ignores or refuses.
package struct IgnoredRunnerMarker: Rule {
  package let metadata = RuleMetadata(
    id: "db/ignored-runner-marker",
    title: "Runner does not see a marker",
    rationale: """
      dbmate and goose look for their markers at the start of a line. What they do not see belongs to the \
      direction before it, and the way back is applied with the way up.
      """,
    remedy: """
      Write the marker at the start of its line, in the letters of the runner.
      """,
    severity: .error,
    requires: [],
    bad: [
      Example(
        "-- given: policy --\nrunner: dbmate\n-- db/migrations/eng/20260105090000_a.sql --\n-- migrate:up\ncreate table a (id int);\n  👉-- migrate:down\ndrop table a;"
      ),
      Example(
        "-- given: policy --\nrunner: goose\n-- db/migrations/eng/20260105090000_a.sql --\n-- +goose Up\ncreate table a (id int);\n-- +goose Down\ndrop table 👉a"
      ),
      Example(
        "-- given: policy --\nrunner: goose\n-- db/migrations/eng/20260105090000_a.sql --\n-- +goose Up\ncreate function f() returns int language plpgsql as $$\nbegin\n  return 1👉;\nend $$;\n-- +goose Down\ndrop function f();"
      ),
    ],
    good: [
      Example(
        "-- given: policy --\nrunner: dbmate\n-- db/migrations/eng/20260105090000_a.sql --\n-- migrate:up\ncreate table a (id int);\n-- migrate:down\ndrop table a;"
      ),
      Example(
        "-- given: policy --\nrunner: goose\n-- db/migrations/eng/20260105090000_a.sql --\n-- +goose Up\n-- +goose StatementBegin\ncreate function f() returns int language plpgsql as $$\nbegin\n  return 1;\nend $$;\n-- +goose StatementEnd\n-- +goose Down\ndrop function f();"
      ),
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.files.flatMap { file in
      (file.paths?.misreadings ?? []).filter { $0.kind == .ignoresMarker }.map { misreading in
        finding(
          misreading.message, at: Place(path: file.path, misreading.range, of: file.paths?.source ?? SourceText("")),
          help: misreading.help)
      }
    }
  }
}
