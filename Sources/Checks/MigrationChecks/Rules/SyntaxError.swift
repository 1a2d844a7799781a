internal import Documents
package import Findings
package import Policy
internal import SQL

/// Flags SQL that PostgreSQL does not take.
package struct SyntaxError: Rule {
  package let metadata = RuleMetadata(
    id: "db/syntax-error",
    title: "SQL syntax error",
    rationale: """
      A statement that does not parse fails on the first server that sees it: for the way up that is a failed \
      deployment, for the way back it is the night when it was needed. Every direction is read by the grammar of \
      PostgreSQL itself, in version 15.
      """,
    remedy: """
      Repair the statement at the mark. A migration is SQL alone: commands of psql as `\\i` and rows behind `COPY \
      … FROM STDIN` need a client. Where `server.version` in the policy is above 15, what does not parse is \
      undecided, since a newer grammar may take it.
      """,
    severity: .error,
    bad: [
      Example(
        """
        begin; create 👉tabel a (id int); commit;
        -- down
        begin; drop table a; commit;
        """),
      Example(
        """
        begin; create table a (id int); commit;
        -- down
        begin; drop table a👉); commit;
        """),
      Example(
        """
        begin; insert into a values ('it'👉s); commit;
        -- down
        begin; delete from a; commit;
        """),
    ],
    good: [
      Example(
        """
        begin; create table a (id int); commit;
        -- down
        begin; drop table a; commit;
        """)
    ],
    references: [
      "[PostgreSQL 15: SQL commands](https://www.postgresql.org/docs/15/sql-commands.html)"
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.errors(.syntax) { error, place in
      guard change.serverVersion <= SupportedGrammar.version else {
        return undecided(
          "\(error.message), by the grammar of PostgreSQL \(SupportedGrammar.version); the policy says that the server "
            + "has \(change.serverVersion)", at: place, help: "see that the statement is right, and waive or rewrite it"
        )
      }
      return finding(error.message, at: place, help: Self.help(for: place))
    }
  }

  private static func help(for place: Place) -> String? {
    guard let span = place.span else { return nil }
    let line = span.source.line(span.start.line) ?? ""
    let start = line.unicodeScalars.dropFirst(span.start.column - 1).first
    return start == "\\" ? "a migration is SQL alone: a command of psql needs psql" : nil
  }
}
