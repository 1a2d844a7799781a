package import Findings
package import Policy

/// Keeps the examples of workflows such that they can be copied.
package struct BrokenExample: Rule {
  package let metadata = RuleMetadata(
    id: "change/broken-example",
    title: "Workflow example does not work",
    rationale: """
      An example is copied as it is. It parses, the workflows and actions of this repository that it uses are there, and \
      it gives them the inputs that they have.
      """,
    remedy: "Repair the example together with what it uses.",
    severity: .error,
    requires: [.history, .folder],
    bad: [
      Example(
        """
        -- given: policy --
        examples: ci/examples/**
        -- both: .github/workflows/contracts.yml --
        on: { workflow_call: { inputs: { root: { type: string } } } }
        jobs: {}
        -- ci/examples/contracts.yml --
        on: pull_request
        jobs:
          call:
            uses: ./.github/workflows/contracts.yml
            with: { 👉folder: platform/contracts }
        """),
      Example(
        """
        -- given: policy --
        examples: ci/examples/**
        -- base: ci/examples/contracts.yml --
        on: pull_request
        jobs: { call: { uses: ./.github/workflows/contracts.yml } }
        """),
    ],
    good: [
      Example(
        """
        -- given: policy --
        examples: ci/examples/**
        -- both: .github/workflows/contracts.yml --
        on: { workflow_call: { inputs: { root: { type: string } } } }
        jobs: {}
        -- ci/examples/contracts.yml --
        on: pull_request
        jobs:
          call:
            uses: ./.github/workflows/contracts.yml
            with: { root: platform/contracts }
        """)
    ],
    references: [
      "[Reusing workflows](https://docs.github.com/en/actions/how-tos/reuse-automations/reuse-workflows)"
    ])

  package init() {}

  package func findings(in change: ControlledChange) -> [Finding] {
    change.workflows.examples.map { finding($0.message, at: $0.place, help: $0.help) }
  }
}
