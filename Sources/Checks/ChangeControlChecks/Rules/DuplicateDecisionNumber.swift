package import Findings
package import Policy

/// Finds a number that two decisions have.
package struct DuplicateDecisionNumber: Rule {
  package let metadata = RuleMetadata(
    id: "change/duplicate-decision-number",
    title: "Decision number is taken",
    rationale: """
      Decisions are named by their numbers. Two branches that each take the next one agree only once both are merged, so \
      what counts is the tree that would be merged. A gap is no harm.
      """,
    remedy: "Give the new record the next free number: `change-control adr new` finds it.",
    severity: .error,
    requires: [.folder],
    bad: [
      Example(
        """
        -- given: policy --
        decisions: { folder: docs/adr, sections: [] }
        -- both: docs/adr/0003-one-train.md --
        # 0003: One train a week
        -- docs/adr/0003-topics.md --
        # 0003: Topics
        """)
    ],
    good: [
      Example(
        """
        -- given: policy --
        decisions: { folder: docs/adr, sections: [] }
        -- both: docs/adr/0003-one-train.md --
        # 0003: One train a week
        -- docs/adr/0007-topics.md --
        # 0007: Topics
        """)
    ])

  package init() {}

  package func findings(in change: ControlledChange) -> [Finding] {
    let all = change.decisions.all
    let next = DecisionRecord.shown((all.map(\.number).max() ?? 0) + 1)
    return change.decisions.changed.compactMap { record in
      guard let other = all.first(where: { $0.number == record.number && $0.path != record.path }) else { return nil }
      // Of two that the change adds, one is told.
      if change.decisions.changed.contains(where: { $0.path == other.path }), other.path > record.path { return nil }
      return finding(
        "\(record.shown) is the number of `\(other.path)` as well", at: record.place, help: "\(next) is free")
    }
  }
}
