internal import Changes
package import Findings
package import Policy

/// Asks for the approval of what migrations say about errors of theirs.
package struct UnapprovedSuppression: Rule {
  package let metadata = RuleMetadata(
    id: "db/unapproved-suppression",
    title: "Suppression of an error without approval",
    rationale: """
      Who writes a migration can write a comment into it as well. A suppression that a change adds silences warnings and \
      notes; for an error it counts with the approval of a role, and so does `-- irreversible`. An edit of the file ends it.
      """,
    remedy: """
      Ask a member of the role of `suppressions.approval` who did not contribute to the change, `policy-owner` where the \
      policy names none, for a review or for the label `suppression-approved`.
      """,
    severity: .error,
    requires: [.history, .evidence],
    bad: [
      Example(
        """
        -- irreversible: the table is retired
        begin; drop table a; commit;
        """),
      Example(
        """
        -- signalbox: allow db/leaked-session-setting: the connection is closed
        begin; set role writer; create table a (id int); commit;
        -- down
        begin; drop table a; commit;
        """),
    ],
    good: [
      Example(
        """
        -- signalbox: allow db/missing-lock-timeout: the role has one
        begin; alter table a add column b int; commit;
        -- down
        begin; alter table a drop column b; commit;
        """)
    ])

  package init() {}

  package func findings(in change: MigrationChange) -> [Finding] {
    change.suppressesErrors ? change.suppressionApproval.findings(of: metadata, at: change.stage) : []
  }
}
