internal import Documents
package import Findings
package import Policy
internal import SQL

/// Flags a statement that PostgreSQL never runs within a transaction.
package struct NotAllowedInTransaction: Rule {
  package let metadata = RuleMetadata(
    id: "db/not-allowed-in-transaction",
    title: "Statement cannot run in a transaction",
    rationale: """
      Some commands make their own transactions or change what no transaction can undo: `CREATE INDEX CONCURRENTLY`, \
      `VACUUM`, `CREATE DATABASE`, `ALTER SYSTEM` and their like. Between `BEGIN` and `COMMIT` they fail on every \
      server, every time (25001), and the migration with them.
      """,
    remedy: """
      Where the table is new or small, build the index without `CONCURRENTLY`. Otherwise give the command a migration \
      of its own without `BEGIN`, that a runner runs outside of a transaction (dbmate: `transaction:false`, goose: \
      `NO TRANSACTION`), and waive `db/missing-begin` for that file. What is about the server rather than the \
      schema belongs to the setup of the server.
      """,
    severity: .error,
    bad: [
      Example("begin; 👉create index concurrently b on a (id); commit;\n-- down\nbegin; drop index b; commit;"),
      Example("begin; create index b on a (id); commit;\n-- down\nbegin; 👉drop index concurrently b; commit;"),
      Example("begin; 👉vacuum analyze a; commit;\n-- down\nbegin; select 1; commit;"),
    ],
    good: [
      Example("begin; create index b on a (id); commit;\n-- down\nbegin; drop index b; commit;"),
      Example("begin; analyze a; reindex table a; cluster a; commit;\n-- down\nbegin; select 1; commit;"),
    ],
    references: [
      "[PostgreSQL: building indexes concurrently](https://www.postgresql.org/docs/15/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY)"
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.directions.filter { !$0.1.reading.traits.leavesOutRefused }.flatMap { file, direction in
      let refused = RefusedStatement.all(
        in: direction.script, onServer: change.serverVersion, isWrapped: direction.isBlock)
      return Dictionary(grouping: refused, by: \.command).values.map { same in
        let places = same.map { Place(path: file.path, $0.range, of: direction.script.source) }
        let more =
          same.count > 1 ? ", as \(same.count - 1) more statement\(same.count == 2 ? "" : "s") of this file" : ""
        return finding(
          "\(same[0].command) cannot run inside a transaction\(more)", at: places[0],
          related: Array(places.dropFirst()), help: same[0].help)
      }
    }
  }
}
