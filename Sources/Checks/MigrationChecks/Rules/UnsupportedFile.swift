internal import Documents
package import Findings
package import Policy

/// Flags a file that only another tool can read.
package struct UnsupportedFile: Rule {
  package let metadata = RuleMetadata(
    id: "db/unsupported-file",
    title: "File of an unsupported tool",
    rationale: """
      A template, a dump or a file with the markers of another tool means something else than its SQL \
      says. One finding names what it is; hundreds about its parts would only hide that.
      """,
    remedy: """
      Commit the SQL that the template becomes, name the runner in the policy, or exclude the files.
      """,
    severity: .error,
    requires: [],
    bad: [
      Example("-- +migrate Up\ncreate table a (id int);"),
      Example("begin;\ncreate table 👉{{ .Name }} (id int);\ncommit;"),
    ],
    good: [
      Example("begin; create table a (id int); commit;\n-- down\nbegin; drop table a; commit;")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.files.flatMap { file in
      (file.paths?.misreadings ?? []).filter { $0.kind == .unsupportedFile }.map { misreading in
        finding(
          misreading.message, at: Place(path: file.path, misreading.range, of: file.paths?.source ?? SourceText("")),
          help: misreading.help)
      }
    }
  }
}
