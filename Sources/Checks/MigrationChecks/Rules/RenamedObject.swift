internal import Documents
package import Findings
package import Policy
internal import SQL

/// Flags a table, column or view that gets another name while programs use the old one.
package struct RenamedObject: Rule {
  package let metadata = RuleMetadata(
    id: "db/renamed-object",
    title: "Rename while the old name is in use",
    rationale: """
      Between the migration and the deployment, or during a rolling one, programs of both versions run. Those that \
      know the old name fail until they are replaced.
      """,
    remedy: """
      Add the new name beside the old one, as a column that is filled or as a view, and drop the old one in a later \
      release.
      """,
    severity: .warning,
    bad: [
      Example(
        "begin;\n👉alter table a rename column b to c;\ncommit;\n-- down\nbegin; alter table a rename column c to b; commit;"
      )
    ],
    good: [
      Example(
        "begin;\ncreate table a (b int);\nalter table a rename column b to c;\ncommit;\n-- down\nbegin; drop table a; commit;"
      )
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.locks.compactMap { locks in
      let renames = locks.locks.compactMap { lock -> (range: SourceRange, words: String)? in
        guard case .rename(let words) = lock.work else { return nil }
        return (lock.range, words)
      }
      guard let first = renames.first, let summary = locks.summary(renames.map(\.range)) else { return nil }
      return finding(
        "programs that use \(first.words) fail until they know the new name\(summary.more)", at: summary.place,
        related: summary.related, help: "add the new name beside the old one, and drop the old one in a later release")
    }
  }
}
