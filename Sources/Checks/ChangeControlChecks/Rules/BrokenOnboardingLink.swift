package import Findings
package import Policy

/// Keeps the checklist of a new colleague whole.
package struct BrokenOnboardingLink: Rule {
  package let metadata = RuleMetadata(
    id: "change/broken-onboarding-link",
    title: "Onboarding checklist is broken",
    rationale: """
      Who needs the checklist cannot repair it. A page that moves takes a link with it, and a checklist that is removed \
      takes all of them.
      """,
    remedy: "Correct the link, or leave a page where the old one was.",
    severity: .error,
    requires: [.history, .folder],
    bad: [
      Example(
        """
        -- given: policy --
        onboarding: docs/onboarding.md
        -- base: docs/lag.md --
        # Lag
        -- both: docs/onboarding.md --
        # Your first change

        - [ ] Know [what to do](👉lag.md)
        """),
      Example(
        """
        -- given: policy --
        onboarding: docs/onboarding.md
        -- base: docs/onboarding.md --
        # Your first change
        """),
    ],
    good: [
      Example(
        """
        -- given: policy --
        onboarding: docs/onboarding.md
        -- both: docs/lag.md --
        # Lag
        -- docs/onboarding.md --
        # Your first change

        - [ ] Know [what to do](lag.md#first)
        """)
    ])

  package init() {}

  package func findings(in change: ControlledChange) -> [Finding] {
    let dead = change.documents.deadLinks.map { link in
      finding(
        "the onboarding checklist links to `\(link.destination)`, which is not there", at: link.place,
        help: "correct the link, or put the page back")
    }
    guard let place = change.documents.removedChecklist else { return dead }
    return dead + [finding("the onboarding checklist is removed", at: place, help: "put it back, or name another one")]
  }
}
