package import Findings
package import Policy
internal import SQL

/// Flags a migration that is not plain UTF-8.
package struct InvalidEncoding: Rule {
  package let metadata = RuleMetadata(
    id: "db/invalid-encoding",
    title: "File is not valid UTF-8",
    rationale: """
      A server takes UTF-8. Another encoding is read as other letters or refused, a byte order mark becomes a part \
      of the first word, and at a zero byte most clients stop reading: the rest never runs.
      """,
    remedy: """
      Save the file as UTF-8 without a byte order mark: `iconv -f UTF-16 -t UTF-8 old.sql > new.sql`.
      """,
    severity: .error,
    bad: [
      Example(
        """
        -- db/migrations/eng/20260105090000_a.sql (bytes) --
        begin; comment on schema s is 'Command👉\\xE9'; commit;

        """),
      Example(
        """
        -- db/migrations/eng/20260105090000_a.sql (bytes) --
        begin; create table a (id int); commit;👉\\x00

        """),
    ],
    good: [
      Example(
        """
        begin; comment on schema s is 'Commandé'; commit;
        -- down
        begin; drop table a; commit;
        """)
    ],
    references: [
      "[PostgreSQL, section 24.3: character set support](https://www.postgresql.org/docs/15/multibyte.html)"
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.files.compactMap { file in
      guard case .malformed(let source, let error) = file.content else { return nil }
      return finding(
        error.message, at: Place(error.range, of: source, path: file.path),
        help: "save the file as UTF-8 without a byte order mark")
    }
  }
}
