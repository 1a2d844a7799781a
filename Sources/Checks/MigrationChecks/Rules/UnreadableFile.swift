package import Findings
package import Policy
internal import SQL

/// Says which migrations could not be read, so that nobody takes them for judged.
package struct UnreadableFile: Rule {
  package let metadata = RuleMetadata(
    id: "db/unreadable-file",
    title: "File could not be read",
    rationale: """
      A file that is missing from this clone, damaged, too large, or kept in another repository was not checked, and \
      neither was what comes after a statement that changes how PostgreSQL reads SQL. What is not known blocks: the \
      check is undecided until the file can be read or the policy excludes it.
      """,
    remedy: """
      The message says what to do: mostly a `git fetch` that completes the clone. A submodule belongs to another \
      repository and is checked there. A file above 16 MB is data rather than a migration.
      """,
    severity: .error,
    bad: [
      Example("-- db/migrations/eng/20260105090000_a.sql (submodule) --")
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
    let files = change.files.compactMap { file -> Finding? in
      guard case .unreadable(let why, let help) = file.content else { return nil }
      return undecided(why, at: Place(path: file.path), help: help)
    }
    let starved = change.errors(.resources) { error, place in
      undecided(error.message, at: Place(path: place.path), help: "give the process more memory")
    }
    let unread = change.directions.compactMap { file, direction -> Finding? in
      guard let range = direction.script.unread else { return nil }
      return undecided(
        "could not check what follows, because PostgreSQL may read it by another setting",
        at: Place(path: file.path, range, of: direction.script.source), help: "remove the statement before it")
    }
    let listing = change.listingFailure.map { [undecided($0.message, help: $0.help)] } ?? []
    return files + starved + unread + listing
  }
}
