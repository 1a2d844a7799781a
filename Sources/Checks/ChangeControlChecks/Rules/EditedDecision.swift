package import Findings
package import Policy

/// Points at an edit of a decision that was accepted.
package struct EditedDecision: Rule {
  package let metadata = RuleMetadata(
    id: "change/edited-decision",
    title: "Accepted decision was edited",
    rationale: """
      People have agreed to a decision as it was. What is decided otherwise later is a new record that supersedes it, so \
      that the reasons of both can be read.
      """,
    remedy: "Put the old text back, and write a new record. A correction of a slip may stay.",
    severity: .warning,
    requires: [.history],
    bad: [
      Example(
        """
        -- given: policy --
        decisions: { folder: docs/adr, sections: [] }
        -- base: docs/adr/0001-events.md --
        # 0001: Events

        - Status: accepted

        Events carry the whole state.
        -- docs/adr/0001-events.md --
        # 0001: Events

        - Status: accepted

        Events carry what changed.
        """)
    ],
    good: [
      Example(
        """
        -- given: policy --
        decisions: { folder: docs/adr, sections: [] }
        -- base: docs/adr/0001-events.md --
        # 0001: Events

        - Status: accepted

        Events carry the whole state.
        -- docs/adr/0001-events.md --
        # 0001: Events

        - Status: superseded by 0003

        Events carry the whole state.
        """)
    ])

  package init() {}

  package func findings(in change: ControlledChange) -> [Finding] {
    change.decisions.accepted.compactMap { old, new in
      guard let new else {
        return finding(
          "\(old.shown) was accepted, and is removed", at: old.place, help: "supersede it, and leave it where it is")
      }
      guard new.body != old.body else { return nil }
      return finding(
        "\(old.shown) was accepted, and says something else now", at: new.place,
        help: "write a new decision that supersedes it")
    }
  }
}
