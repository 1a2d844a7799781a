internal import Documents
package import Findings
package import Policy
internal import SQL

/// Flags CREATE INDEX CONCURRENTLY IF NOT EXISTS, which keeps an index that failed to be built.
package struct InvalidIndexKept: Rule {
  package let metadata = RuleMetadata(
    id: "db/invalid-index-kept",
    title: "Failed index is kept by IF NOT EXISTS",
    rationale: """
      When CREATE INDEX CONCURRENTLY fails it leaves an invalid index of that name. IF NOT EXISTS finds it there, says \
      so in a notice, and the migration passes without an index that queries can use.
      """,
    remedy: """
      Write DROP INDEX CONCURRENTLY IF EXISTS in a migration before it, and leave IF NOT EXISTS out.
      """,
    severity: .warning,
    bad: [
      Example(
        "-- no-transaction: CONCURRENTLY\n👉create index concurrently if not exists i on a (b);\n-- down\n-- no-transaction: CONCURRENTLY\ndrop index concurrently i;"
      )
    ],
    good: [
      Example(
        "-- no-transaction: CONCURRENTLY\ncreate index concurrently i on a (b);\n-- down\n-- no-transaction: CONCURRENTLY\ndrop index concurrently i;"
      )
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.directions.filter { !$0.0.isMerged }.flatMap { file, direction in
      direction.script.statements.compactMap { statement in
        guard case .createIndex(let index)? = statement.statement, index.concurrent, index.ifNotExists else {
          return nil
        }
        return finding(
          "IF NOT EXISTS keeps `\(index.name ?? "")` also where an earlier attempt left it invalid",
          at: Place(path: file.path, statement.range, of: direction.script.source),
          help: "drop it in a migration before: `DROP INDEX CONCURRENTLY IF EXISTS \(index.name ?? "");`")
      }
    }
  }
}
