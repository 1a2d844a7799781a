package import Findings
package import Policy
internal import SQL

/// Flags a migration that is too large or too deep to be read.
package struct LimitExceeded: Rule {
  package let metadata = RuleMetadata(
    id: "db/limit-exceeded",
    title: "Statement exceeds a safe limit",
    rationale: """
      A statement that is nested by the thousands overflows the stack of most parsers, the server among them; what \
      cannot be read here cannot be reviewed either. Up to 20,000 tokens are followed inwards and 1,000,000 from \
      the start to the end of a statement, 4,000,000 in a file.
      """,
    remedy: """
      Split the statement. Rows belong in lists (`VALUES (…), (…)`), long chains of `OR` in `= ANY (ARRAY[…])`, \
      and masses of data in a file that is loaded with COPY.
      """,
    severity: .error,
    bad: [

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
    change.errors(.limit) { error, place in
      finding(error.message, at: place, help: "split the statement, or the file")
    }
  }
}
