package import Findings
package import Policy

/// Reminds of postmortems that are overdue; it never stops a change.
package struct OverduePostmortem: Rule {
  package let metadata = RuleMetadata(
    id: "change/overdue-postmortem",
    title: "Postmortem is overdue",
    rationale: """
      After a week people forget what they saw. An incident and a hotfix have their postmortem within the business \
      days of the policy, counted from when the service was restored. What is overdue is no fault of this change, so \
      here it is a warning; `change-control audit` ends with status 1 for it.
      """,
    remedy: "Write it, and name the incident in it: `- Incident: #41`.",
    severity: .warning,
    requires: [.instant, .folder, .evidence],
    bad: [
      Example(
        """
        -- given: policy --
        incidents: { folder: docs/postmortems }
        -- docs/notes.md --
        # Notes
        -- given: evidence --
        {
          "version": 1, "changes": [],
          "source": { "kind": "manual", "repository": "acme/platform", "collectedAt": "2026-11-17T12:00:00Z" },
          "issues": [
            {
              "number": 41, "title": "Payments were captured twice", "labels": ["incident"],
              "openedAt": "2026-11-10T10:00:00Z", "closedAt": "2026-11-10T11:00:00Z"
            }
          ]
        }
        """)
    ],
    good: [
      Example(
        """
        -- given: policy --
        incidents: { folder: docs/postmortems }
        -- both: docs/postmortems/2026-11-10-double-charges.md --
        # Payments were captured twice

        - Incident: #41
        -- given: evidence --
        {
          "version": 1, "changes": [],
          "source": { "kind": "manual", "repository": "acme/platform", "collectedAt": "2026-11-17T12:00:00Z" },
          "issues": [
            {
              "number": 41, "title": "Payments were captured twice", "labels": ["incident"],
              "openedAt": "2026-11-10T10:00:00Z", "closedAt": "2026-11-10T11:00:00Z"
            }
          ]
        }
        """)
    ])

  package init() {}

  package func findings(in change: ControlledChange) -> [Finding] {
    change.incidents.debts.map { debt in
      finding(
        "the postmortem of \(debt.what) was due on \(debt.due), \(debt.overdue) business day"
          + "\(debt.overdue == 1 ? "" : "s") ago",
        help: "write it below \(change.incidents.policy.folder.map { "\($0)" } ?? "")")
    }
  }
}
