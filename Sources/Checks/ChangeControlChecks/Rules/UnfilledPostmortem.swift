package import Findings
internal import Markdown
package import Policy

/// Asks for the sections and the actions of a postmortem.
package struct UnfilledPostmortem: Rule {
  package let metadata = RuleMetadata(
    id: "change/unfilled-postmortem",
    title: "Postmortem is not filled in",
    rationale: """
      What a postmortem is for is what is done otherwise afterwards. A page without a root cause has not found it, and an \
      action without an owner and a day is not done.
      """,
    remedy: "Write the section, and give every action an owner and a day.",
    severity: .error,
    bad: [
      Example(
        """
        -- given: policy --
        incidents: { folder: docs/postmortems, sections: [Summary, Root cause] }
        -- docs/postmortems/2026-11-12-lag.md --
        # Consumers fell behind

        ## Summary

        Nothing was shipped for an hour.

        👉## Root cause

        ## Actions

        | action | owner | due |
        |---|---|---|
        👉| Alarm on lag | sam | soon |
        """)
    ],
    good: [
      Example(
        """
        -- given: policy --
        incidents: { folder: docs/postmortems, sections: [Summary, Root cause] }
        -- docs/postmortems/2026-11-12-lag.md --
        # Consumers fell behind

        ## Summary

        Nothing was shipped for an hour.

        ## Root cause

        A poisoned message.

        ## Actions

        | action | owner | due |
        |---|---|---|
        | Alarm on lag | sam | 2026-11-20 |
        """)
    ])

  package init() {}

  package func findings(in change: ControlledChange) -> [Finding] {
    change.incidents.changed.flatMap { postmortem -> [Finding] in
      let sections = change.incidents.policy.sections.compactMap { name -> Finding? in
        guard let section = postmortem.document.section([name]) else {
          return finding(
            "this postmortem has no section `\(name)`", at: postmortem.place(ofLine: nil), help: "add `## \(name)`")
        }
        if section.isFilled(beyond: change.incidents.template?.section([name])) { return nil }
        return finding(
          "the section `\(section.heading)` says nothing", at: postmortem.place(ofLine: section.line), help: "write it")
      }
      let actions = (postmortem.incompleteActions ?? []).map { line, missing in
        finding(
          "this action lacks \(missing)", at: postmortem.place(ofLine: line), help: "say who does it, and until when")
      }
      return sections + actions
    }
  }
}
