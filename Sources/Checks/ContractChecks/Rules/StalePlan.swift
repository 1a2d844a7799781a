package import Findings
package import Policy

/// Flags a plan for a removal that is past its sunset, or that nothing needs.
package struct StalePlan: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/stale-plan",
    title: "Expired or unused removal plan",
    rationale: """
      A plan whose sunset is past lets the removal through at any time. One that nothing needs any more hides the ones \
      that count.
      """,
    remedy: """
      Remove what the plan is about, or move its sunset to a later day; remove a plan that has done its work. Plans are \
      reviewed where a change edits them or their artifact.
      """,
    severity: .warning,
    requires: [.history, .instant],
    bad: [
      Example(
        """
        -- base: platform/contracts/order.schema.json --
        { "properties": { "note": { "type": "string", "deprecated": true } } }
        -- platform/contracts/order.schema.json --
        { "properties": { "note": { "type": "string", "deprecated": true }, "total": { "type": "number" } } }
        -- both: platform/contracts/deprecations/order.yml --
        artifact: order.schema.json
        owners: [orders]
        removals:
          - 👉{ pointer: /properties/note, announced: 2026-09-01, sunset: 2026-11-16 }
        """)
    ],
    good: [
      Example(
        """
        -- base: platform/contracts/order.schema.json --
        { "properties": { "note": { "type": "string", "deprecated": true } } }
        -- platform/contracts/order.schema.json --
        { "properties": { "note": { "type": "string", "deprecated": true }, "total": { "type": "number" } } }
        -- both: platform/contracts/deprecations/order.yml --
        artifact: order.schema.json
        owners: [orders]
        removals:
          - { pointer: /properties/note, announced: 2026-09-01, sunset: 2026-11-17 }
        """)
    ],
    references: [
      "[RFC 8594: the Sunset header](https://www.rfc-editor.org/rfc/rfc8594)"
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.planProblems.filter { !$0.isError }.map { finding($0.message, at: $0.place, help: $0.help) }
  }
}
