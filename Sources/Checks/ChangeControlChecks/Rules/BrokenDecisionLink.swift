package import Findings
internal import Markdown
package import Policy

/// Finds decisions that supersede each other in one direction only, and links that lead nowhere.
package struct BrokenDecisionLink: Rule {
  package let metadata = RuleMetadata(
    id: "change/broken-decision-link",
    title: "Decision link is broken",
    rationale: """
      A reader of a superseded decision has to find the one that took its place, and the other way round. A link to a \
      file that is not there is a warning.
      """,
    remedy: "Write `Supersedes: 0001` in the new record and `Status: superseded by 0003` in the old one.",
    severity: .error,
    requires: [.folder],
    bad: [
      Example(
        """
        -- given: policy --
        decisions: { folder: docs/adr, sections: [] }
        -- both: docs/adr/0001-events.md --
        # 0001: Events

        - Status: accepted
        -- docs/adr/0003-topics.md --
        # 0003: Topics

        - Status: accepted
        👉- Supersedes: 0001
        """),
      Example(
        """
        -- given: policy --
        decisions: { folder: docs/adr, sections: [] }
        -- docs/adr/0003-topics.md --
        # 0003: Topics

        See [the figures](👉figures.md).
        """),
    ],
    good: [
      Example(
        """
        -- given: policy --
        decisions: { folder: docs/adr, sections: [] }
        -- base: docs/adr/0001-events.md --
        # 0001: Events

        - Status: accepted
        -- docs/adr/0001-events.md --
        # 0001: Events

        - Status: superseded by [0003](0003-topics.md)
        -- docs/adr/0003-topics.md --
        # 0003: Topics

        - Status: accepted
        - Supersedes: 0001
        """)
    ])

  package init() {}

  package func findings(in change: ControlledChange) -> [Finding] {
    let dead = change.decisions.deadLinks.map { link in
      Finding(
        rule: metadata.id, kind: .violation(.warning), message: "`\(link.destination)` is not there", place: link.place,
        help: "correct the link, or remove it")
    }
    return dead + oneSided(change.decisions)
  }

  private func oneSided(_ decisions: DecisionReview) -> [Finding] {
    var findings: [Finding] = []
    let changed = Set(decisions.changed.map(\.path))
    for record in decisions.all {
      for (number, isNewer) in record.supersedes.map({ ($0, true) }) + record.supersededBy.map({ ($0, false) }) {
        let line =
          record.document.fieldPlace(isNewer ? "Supersedes" : "Superseded by")?.line
          ?? record.document.fieldPlace("Status")?.line
        guard let other = decisions.all.first(where: { $0.number == number }) else {
          if changed.contains(record.path) {
            findings.append(
              finding("there is no decision \(DecisionRecord.shown(number))", at: record.place(ofLine: line)))
          }
          continue
        }
        let back = isNewer ? other.supersededBy : other.supersedes
        guard !back.contains(record.number), changed.contains(record.path) || changed.contains(other.path) else {
          continue
        }
        let missing = isNewer ? "Status: superseded by \(record.shown)" : "Supersedes: \(record.shown)"
        findings.append(
          finding(
            "\(record.shown) \(isNewer ? "supersedes" : "is superseded by") \(other.shown), which does not say so",
            at: record.place(ofLine: line), help: "write `\(missing)` in \(other.path)"))
      }
    }
    return findings
  }
}
