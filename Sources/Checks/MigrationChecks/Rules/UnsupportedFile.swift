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
      Example(
        "-- given: policy --\nrunner: own\n-- db/migrations/eng/20260105090000_a.sql --\n-- +migrate Up\ncreate table a (id int);"
      ),
      Example("begin;\n👉\\set name 'a'\ncreate table a (id int);\ncommit;"),
      Example("begin;\n👉copy a from stdin;\n1\n\\.\ncommit;"),
      Example("begin;\ncreate table 👉{{ .Name }} (id int);\ncommit;"),
    ],
    good: [
      Example("begin; create table a (id int); commit;\n-- down\nbegin; drop table a; commit;")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.files.flatMap { file in
      (file.paths?.misreadings ?? []).compactMap { misreading -> Finding? in
        let place = Place(path: file.path, misreading.range, of: file.paths?.source ?? SourceText(""))
        switch misreading.kind {
        case .unsupportedFile:
          // What is true of hundreds of files is told once.
          return finding(
            misreading.message, at: place, help: misreading.help,
            cause: misreading.range == nil ? misreading.message : nil)
        case .uncheckedPart: return undecided(misreading.message, at: place, help: misreading.help)
        case .appliesWayBack, .ignoresMarker: return nil
        }
      }
    }
  }
}
