package import Findings
package import Policy

/// Flags a pull request whose title and body name none of its new migrations.
package struct MissingMigrationReference: Rule {
  package let metadata = RuleMetadata(
    id: "db/missing-migration-reference",
    title: "Pull request does not name its migration",
    rationale: """
      The audit of a release goes from the migration to the pull request that brought it, by its version.
      """,
    remedy: """
      Name the version of each new migration in the title or the body of the pull request.
      """,
    severity: .error,
    requires: [.history, .evidence],
    bad: [
      Example(
        """
        -- given: policy --
        documents: { changelog: CHANGELOG.md }
        -- given: evidence --
        {
          "version": 1,
          "source": { "kind": "manual", "repository": "acme/eng", "collectedAt": "2026-11-17T12:00:00Z" },
          "changes": [
            {
              "number": 7, "title": "Add orders", "body": "See the ticket.", "author": "dana",
              "base": { "ref": "main", "sha": "1111111111111111111111111111111111111111" },
              "head": { "ref": "orders", "sha": "2222222222222222222222222222222222222222" }
            }
          ]
        }
        -- db/migrations/eng/20260105090000_a.sql --
        begin; create table a (id int); commit;
        -- down
        begin; drop table a; commit;
        """)
    ],
    good: [
      Example(
        "-- db/migrations/eng/20260105090000_a.sql --\nbegin; create table a (id int); commit;\n-- down\nbegin; drop table a; commit;"
      )
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    guard change.policy.documents.changelog != nil, let texts = change.surroundings.pullRequests else { return [] }
    let visible = texts.map { VisibleText($0) }
    return change.newVersions.compactMap { file, version in
      guard !visible.contains(where: { $0.names(version) || $0.names(file.name.stem) }) else { return nil }
      return finding(
        "the pull request does not name the migration `\(version)`", at: Place(path: file.path),
        help: "add the version to the title or the body")
    }
  }
}
