internal import Documents
package import Findings
package import Policy
internal import SQL

/// Flags a direction that does nothing.
package struct EmptyMigration: Rule {
  package let metadata = RuleMetadata(
    id: "db/empty-migration",
    title: "Migration has no effect",
    rationale: """
      A down path that only selects a constant, or repeats the up path, reads as if there were a way back. An up path \
      without effect is recorded on every server and changes none.
      """,
    remedy: """
      Write the statements. If a migration cannot be taken back, say so in the file: `-- irreversible: reason`.
      """,
    severity: .error,
    bad: [
      Example(
        """
        begin; create table a (id int); commit;
        👉-- down
        -- nothing to do
        """),
      Example(
        """
        begin; create table a (id int); commit;
        -- down
        👉begin; commit;
        """),
      Example(
        """
        -- migrate:up
        👉begin; commit;
        -- migrate:down
        begin; drop table a; commit;
        """),
      Example(
        """
        begin; update a set b = 1 where b is null; commit;
        -- down
        👉begin; select 1; commit;
        """),
      Example(
        """
        begin; create table if not exists a (id int); commit;
        -- down
        👉begin; create table if not exists a (id int); commit;
        """),
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
    // The way up of a pair is in a file of its own.
    var ways: [String: MigrationDirection] = [:]
    for file in change.files { ways[file.name.stem] = ways[file.name.stem] ?? file.paths?.up }
    return change.directions.compactMap { file, direction in
      guard let problem = problem(of: direction, up: file.paths?.up ?? ways[file.name.stem]) else { return nil }
      let range = direction.script.statements.first?.range ?? direction.heading
      return finding(
        "the \(direction.name.rawValue) path \(problem)",
        at: Place(path: file.path, range, of: direction.script.source),
        help: direction.name == .down
          ? "write the statements that take the migration back" : "write the statements of the migration, or remove it")
    }
  }

  private func problem(of direction: MigrationDirection, up: MigrationDirection?) -> String? {
    if direction.isEmpty { return direction.hasSQLComment ? "is commented out" : "does nothing" }
    guard direction.name == .down, let up, up.script.errors.isEmpty, !up.hasNoEffect else { return nil }
    if direction.hasNoEffect { return "changes nothing" }
    return direction.repeats(up) ? "repeats the up path" : nil
  }
}

extension MigrationDirection {
  /// Whether a comment of it begins as a statement does.
  fileprivate var hasSQLComment: Bool {
    script.comments.contains { comment in
      let words = script.source.text(in: comment.range).drop { "-/* \t\n".contains($0) }
        .prefix { !$0.isWhitespace }.lowercased()
      return ["drop", "alter", "delete", "revoke", "update", "create", "grant", "insert"].contains(words)
        && script.source.text(in: comment.range).contains(";")
    }
  }
}
