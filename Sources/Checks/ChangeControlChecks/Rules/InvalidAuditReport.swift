package import Findings
package import Policy

/// Asks for the day and the fields of an audit report.
package struct InvalidAuditReport: Rule {
  package let metadata = RuleMetadata(
    id: "change/invalid-audit-report",
    title: "Audit report is incomplete",
    rationale: """
      A report proves something only where it says when, who, by which commands and with what result. Its name is its \
      day, so that a gap is seen in the list of files.
      """,
    remedy: "Name it by its day, as `2026-11-10.md`, and add the fields.",
    severity: .error,
    bad: [
      Example(
        """
        -- given: policy --
        audit-reports: { folder: ops/audit, fields: [date, actor] }
        -- ops/audit/november.md --
        # November

        - Date: 2026-11-10
        - Actor: alice
        """)
    ],
    good: [
      Example(
        """
        -- given: policy --
        audit-reports: { folder: ops/audit, fields: [date, actor] }
        -- ops/audit/2026-11-10.md --
        # Audit

        - Date: 2026-11-10
        - Actor: alice
        """)
    ])

  package init() {}

  package func findings(in change: ControlledChange) -> [Finding] {
    change.documents.reportFaults.map { finding($0.message, at: $0.place, help: $0.help) }
  }
}
