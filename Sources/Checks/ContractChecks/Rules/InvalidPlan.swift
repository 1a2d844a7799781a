package import Findings
package import Policy

/// Flags a plan for a removal that cannot be kept, or that goes back on what was promised.
package struct InvalidPlan: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/invalid-plan",
    title: "Invalid removal plan",
    rationale: """
      Consumers arrange their work by the sunset of a plan. One that moves to an earlier day, or that is about nothing, \
      breaks that promise; and a break that rests on it is one that consumers were not told of.
      """,
    remedy: """
      Correct the plan. Its sunset may move to a later day and never to an earlier one; `artifact` is a path from the root \
      of the contracts, `pointer` names a part of it, and the days between `announced` and `sunset` are at least \
      `deprecations.minimum`.
      """,
    severity: .error,
    requires: [.history, .instant],
    bad: [
      Example(
        """
        -- base: platform/contracts/deprecations/order.yml --
        artifact: order.schema.json
        owners: [orders]
        removals:
          - { pointer: /properties/note, announced: 2026-09-01, sunset: 2027-01-01 }
        -- both: platform/contracts/order.schema.json --
        { "properties": { "note": { "type": "string", "deprecated": true } } }
        -- platform/contracts/deprecations/order.yml --
        artifact: order.schema.json
        owners: [orders]
        removals:
          - 👉{ pointer: /properties/note, announced: 2026-09-01, sunset: 2026-12-01 }
        """),
      Example(
        """
        -- both: platform/contracts/order.schema.json --
        { "properties": { "note": { "type": "string", "deprecated": true } } }
        -- platform/contracts/deprecations/order.yml --
        artifact: order.schema.json
        owners: [orders]
        removals:
          - 👉{ pointer: /properties/nota, announced: 2026-11-17, sunset: 2027-01-01 }
        """),
    ],
    good: [
      Example(
        """
        -- both: platform/contracts/order.schema.json --
        { "properties": { "note": { "type": "string", "deprecated": true } } }
        -- platform/contracts/deprecations/order.yml --
        artifact: order.schema.json
        owners: [orders]
        removals:
          - pointer: /properties/note
            replacement: /properties/comment
            announced: 2026-11-17
            sunset: 2027-01-01
            consumers: { billing: { state: migrating } }
        """)
    ],
    references: [
      "[RFC 8594: the Sunset header](https://www.rfc-editor.org/rfc/rfc8594)"
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.planProblems.filter(\.isError).map { finding($0.message, at: $0.place, help: $0.help) }
  }
}
