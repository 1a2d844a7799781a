internal import Documents
package import Findings
internal import Git
package import Policy
internal import SQL

/// Flags a new migration that the changelog does not name under Unreleased.
package struct MissingChangelogEntry: Rule {
  package let metadata = RuleMetadata(
    id: "db/missing-changelog-entry",
    title: "New migration is not in the changelog",
    rationale: """
      Operators read the changelog before a release. A migration that is not there is applied without \
      anyone expecting it.
      """,
    remedy: """
      Name the version or the file of each new migration under `## Unreleased`.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      DatabaseExample.files(
        "-- db/migrations/eng/20260105090000_a.sql --\n👉begin; create table a (id int); commit;\n-- down\nbegin; drop table a; commit;\n-- CHANGELOG.md --\n# Changelog\n\n## Unreleased\n\n## 1.0\n\n- 20260105090000 a\n",
        policy: "documents: { changelog: CHANGELOG.md }")
    ],
    good: [
      DatabaseExample.files(
        "-- db/migrations/eng/20260105090000_a.sql --\nbegin; create table a (id int); commit;\n-- down\nbegin; drop table a; commit;\n-- CHANGELOG.md --\n# Changelog\n\n## Unreleased\n\n- 20260105090000 a\n",
        policy: "documents: { changelog: CHANGELOG.md }")
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    guard let path = change.policy.documents.changelog else { return [] }
    let text = change.surroundings.changelog.map { Changelog($0) }
    let missing = change.newVersions.filter { file, version in
      text?.unreleased.names(version) != true && text?.unreleased.names(file.name.stem) != true
    }.map { file, version in
      finding(
        "`\(path)` does not name `\(version)` under Unreleased",
        at: Place(
          path: file.path, file.paths?.up?.script.statements.first?.range, of: file.paths?.source ?? SourceText("")),
        help: "add a line with the version of the migration")
    }
    let added = text?.versions.subtracting(change.surroundings.oldChangelog.map { Changelog($0).versions } ?? []) ?? []
    let known = change.history.merged + change.history.new
    let unknown = added.filter { version in !known.contains { $0.stem.hasPrefix(version) } }.sorted().map { version in
      finding(
        "`\(path)` names `\(version)`, and there is no such migration", at: Place(path: path.description),
        help: "correct the version")
    }
    return missing + unknown
  }
}
