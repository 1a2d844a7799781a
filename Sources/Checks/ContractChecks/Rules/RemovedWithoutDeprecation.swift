internal import Changes
package import Findings
package import Policy

/// Flags a schema that is deleted before anybody was told.
package struct RemovedWithoutDeprecation: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/removed-without-deprecation",
    title: "Schema removed without deprecation",
    rationale: """
      Services that still write or read by a schema fail when it is gone. `deprecated` says so in time, \
      where generators and people see it.
      """,
    remedy: """
      Write `"deprecated": true` into the schema, and delete it with a later change. A file that is moved, or whose \
      `$id` another one takes over, is not deleted, unless it is moved to where the policy excludes it; of a definition \
      that moves into another file a `$ref` stays behind. Where the base has plans below `deprecations/`, one of them has \
      to let it go. Where files need not be compatible, `schemas.compatibility` can say \
      `mode: none`.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      Example(
        """
        -- base: platform/contracts/common.schema.json --
        { "$defs": { "id": { "type": "string" }, "day": { "type": "string" } } }
        -- platform/contracts/common.schema.json --
        👉{ "$defs": { "id": { "type": "string" } } }
        """)
    ],
    good: [
      Example(
        """
        -- base: platform/contracts/order.schema.json --
        { "deprecated": true, "type": "object" }
        -- platform/contracts/line.schema.json --
        { "type": "object" }
        """),
      Example(
        """
        -- base: platform/contracts/order.schema.json --
        { "$id": "https://acme.example/order", "type": "object" }
        -- platform/contracts/orders/v1.schema.json --
        { "$id": "https://acme.example/order", "type": "object" }
        """),
    ],
    references: [
      "[JSON Schema 2020-12, Validation, section 9.3: deprecated](https://json-schema.org/draft/2020-12/json-schema-validation#section-9.3)"
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.removals.map { removal in
      finding(
        Self.message(of: removal), at: removal.place, explanation: removal.plan.explanation,
        help: removal.isFileThere
          ? "give it its $schema back, or name it under schemas.files in \(ContractCheck.policyPath)"
          : "deprecate it first, and delete it with a later change; where it moved to, leave a $ref behind"
      ).depending(on: removal.plan, at: change.stage)
    }
  }

  private static func message(of removal: SchemaRemoval) -> String {
    if removal.isFileThere {
      return "\(removal.schema) is not a schema any more and was never marked `deprecated`"
    }
    return removal.wasDeprecated
      ? "\(removal.schema) is deleted, and no removal plan of the base lets it go"
      : "\(removal.schema) is deleted but was never marked `deprecated`"
  }
}
