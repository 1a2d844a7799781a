package import Findings
package import Policy

/// Keeps callers on the shared workflows, at a commit that cannot be moved.
package struct UnpinnedWorkflow: Rule {
  package let metadata = RuleMetadata(
    id: "change/unpinned-workflow",
    title: "Shared workflow is unpinned or no longer called",
    rationale: """
      A caller at a branch or a tag runs tomorrow what is not there today. A caller that is removed, or whose jobs are \
      copied into it, makes a required check of one repository another one than everybody else's.
      """,
    remedy: "Call the shared workflow at the full id of a commit. A newer commit is no harm.",
    severity: .error,
    requires: [.history, .folder],
    bad: [
      Example(
        """
        -- given: policy --
        workflows: { pinned: "acme/platform/.github/workflows/*" }
        -- base: .github/workflows/contracts.yml --
        jobs: { call: { uses: acme/platform/.github/workflows/contracts.yml@1111111111111111111111111111111111111111 } }
        -- .github/workflows/contracts.yml --
        jobs: { call: { uses: 👉acme/platform/.github/workflows/contracts.yml@main } }
        """),
      Example(
        """
        -- given: policy --
        workflows: { pinned: "acme/platform/.github/workflows/*" }
        -- base: .github/workflows/contracts.yml --
        jobs: { call: { uses: acme/platform/.github/workflows/contracts.yml@1111111111111111111111111111111111111111 } }
        -- .github/workflows/contracts.yml --
        jobs: { call: { runs-on: ubuntu-latest, steps: [{ run: echo fine }] } }
        """),
    ],
    good: [
      Example(
        """
        -- given: policy --
        workflows: { pinned: "acme/platform/.github/workflows/*" }
        -- base: .github/workflows/contracts.yml --
        jobs: { call: { uses: acme/platform/.github/workflows/contracts.yml@1111111111111111111111111111111111111111 } }
        -- .github/workflows/contracts.yml --
        jobs: { call: { uses: acme/platform/.github/workflows/contracts.yml@2222222222222222222222222222222222222222 } }
        """)
    ],
    references: [
      "[Security hardening: using third-party actions](https://docs.github.com/en/actions/reference/security/secure-use)"
    ])

  package init() {}

  package func findings(in change: ControlledChange) -> [Finding] {
    change.workflows.adoption.map { finding($0.message, at: $0.place, help: $0.help) }
  }
}
