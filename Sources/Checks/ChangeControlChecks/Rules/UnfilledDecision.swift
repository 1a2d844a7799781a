package import Findings
internal import Markdown
package import Policy

/// Asks for the sections that make a page a decision.
package struct UnfilledDecision: Rule {
  package let metadata = RuleMetadata(
    id: "change/unfilled-decision",
    title: "Decision record is not filled in",
    rationale: """
      A record with the template's words in it does not say what was decided. Context and decision have to say something \
      of their own: a heading in a block of code is no section, and a comment is no text.
      """,
    remedy: "Write what forces the decision, and what is done. The template's other sections may stay out.",
    severity: .error,
    bad: [
      Example(
        """
        -- given: policy --
        decisions: { folder: docs/adr }
        -- docs/adr/0003-topics.md --
        # 0003: Topics

        ## Context

        Four services make topics in four ways.

        👉## Decision

        <!-- what is done -->

        ## Consequences

        One module.
        """)
    ],
    good: [
      Example(
        """
        -- given: policy --
        decisions: { folder: docs/adr }
        -- docs/adr/0003-topics.md --
        0003: Topics
        ============

        Context and Problem Statement
        -----------------------------

        Four services make topics in four ways.

        Decision Outcome
        ----------------

        One module makes every topic.
        """)
    ],
    references: ["[MADR](https://adr.github.io/madr/)"])

  package init() {}

  package func findings(in change: ControlledChange) -> [Finding] {
    let decisions = change.decisions
    return decisions.changed.filter { $0.status != "rejected" }.flatMap { record in
      decisions.policy.sections.compactMap { name -> Finding? in
        let headings = DecisionRecord.headings(of: name)
        guard let section = record.document.section(headings) else {
          return finding(
            "this decision has no section `\(name)`", at: record.place,
            help: "add the heading `## \(name)`, and say it below")
        }
        if section.isFilled(beyond: decisions.template?.section(headings)) { return nil }
        return finding(
          "the section `\(section.heading)` says nothing of its own", at: record.place(ofLine: section.line),
          help: "write it, or reject the decision")
      }
    }
  }
}
