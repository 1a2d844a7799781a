package import Findings
package import Policy

/// Says what a rule would have to read and cannot.
package struct UnreadableFile: Rule {
  package let metadata = RuleMetadata(
    id: "change/unreadable-file",
    title: "File could not be read",
    rationale: """
      A decision in another encoding, a dashboard that is no JSON or a Terraform file with a missing brace says nothing, \
      so nothing that depends on it can be decided.
      """,
    remedy: "Repair the file, or exclude it in `.signalbox/change-control.yml`.",
    severity: .error,
    bad: [
      Example(
        """
        -- given: policy --
        decisions: { folder: docs/adr }
        -- docs/adr/0003-topics.md (bytes) --
        # 0003: Topics \\xff
        """)
    ],
    good: [
      Example(
        """
        -- given: policy --
        decisions: { folder: docs/adr }
        -- docs/adr/0003-topics.md --
        # 0003: Topics
        """)
    ])

  package init() {}

  package func findings(in change: ControlledChange) -> [Finding] {
    change.unreadable.map { undecided($0.message, at: $0.place, help: $0.help) }
  }
}
