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
    // What shows the rule at work is evidence, which an example does not have.
    bad: [],
    good: [
      Example(
        "-- db/migrations/eng/20260105090000_a.sql --\nbegin; create table a (id int); commit;\n-- down\nbegin; drop table a; commit;"
      )
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    guard change.policy.documents.changelog != nil, let texts = change.surroundings.pullRequests else { return [] }
    return change.newVersions.compactMap { file, version in
      guard !texts.contains(where: { $0.contains(version) }) else { return nil }
      return finding(
        "the pull request does not name the migration `\(version)`", at: Place(path: file.path),
        help: "add the version to the title or the body")
    }
  }
}
