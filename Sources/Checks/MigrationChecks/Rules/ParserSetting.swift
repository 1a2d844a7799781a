package import Findings
package import Policy
internal import SQL

/// Flags a statement behind which PostgreSQL reads SQL otherwise than this check.
package struct ParserSetting: Rule {
  package let metadata = RuleMetadata(
    id: "db/parser-setting",
    title: "Statement changes how SQL is read",
    rationale: """
      Once `standard_conforming_strings` is off, PostgreSQL takes a backslash before a quote for an escape, and the \
      string goes on: a `COMMIT` and a `DROP TABLE` that look quoted are run. Another `client_encoding` makes other \
      characters of the same bytes. What comes after such a statement could not be checked.
      """,
    remedy: """
      Leave these settings as they are, and write escapes as `E'…'`. `SET standard_conforming_strings = on` and `SET \
      client_encoding = 'UTF8'`, as dumps have them, change nothing. `RESET` and `DISCARD ALL` are reported only after \
      a migration that stores another value, as `ALTER ROLE … SET` does; a backslash before a quote only where the \
      setting is not known to be on. Load rows with `INSERT`, or with `COPY` from a file, instead of `COPY … FROM STDIN`.
      """,
    severity: .error,
    bad: [
      Example(
        """
        begin;
        👉set standard_conforming_strings = off;
        insert into note values ('\\''); commit; drop table orders; --');
        commit;
        -- down
        begin; delete from note; commit;
        """),
      Example(
        """
        begin;
        👉select set_config('client_encoding', 'SJIS', false);
        commit;
        -- down
        begin; select 1; commit;
        """),
    ],
    good: [
      Example(
        """
        begin;
        set standard_conforming_strings = on;
        set client_encoding = 'UTF8';
        delete from note where body like 'a\\%' escape '\\';
        commit;
        -- down
        begin; select 1; commit;
        """)
    ],
    references: [
      "[PostgreSQL 15, section 20.13.1: `standard_conforming_strings`]"
        + "(https://www.postgresql.org/docs/15/runtime-config-compatible.html)",
      "[PostgreSQL 15, section 4.1.2.1: string constants]"
        + "(https://www.postgresql.org/docs/15/sql-syntax-lexical.html)",
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.errors(.setting) { error, place in finding(error.message, at: place, help: Self.help) }
  }

  private static let help = "remove it, and write escapes as `E'…'`"
}
