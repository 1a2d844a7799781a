package import Findings
package import Policy

/// Flags a field that takes anything, in an artifact that refers to the identity service's.
package struct OpenObject: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/open-object",
    title: "Open object beside identity data",
    rationale: """
      An artifact that refers to the identity service handles data of persons. Where it has a field that takes anything, \
      such data can get into it, and no rule about names sees that.
      """,
    remedy: """
      Declare the properties of the field, with `additionalProperties: false`. Only fields that a change adds are told.
      """,
    severity: .warning,
    bad: [
      Example(
        """
        -- both: platform/contracts/identity/user.v1.schema.json --
        { "$defs": { "id": { "type": "string" } } }
        -- platform/contracts/orders/order-placed.v1.schema.json --
        { "properties": { "user": { "$ref": "../identity/user.v1.schema.json#/$defs/id" }, 👉"payload": {} } }
        """)
    ],
    good: [
      Example(
        """
        -- platform/contracts/orders/order-placed.v1.schema.json --
        { "properties": { "payload": {} } }
        """)
    ],
    references: [
      "[JSON Schema 2020-12, Core, section 10.3.2.3: additionalProperties](https://json-schema.org/draft/2020-12/json-schema-core#section-10.3.2.3)"
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.openFields.map { field in
      finding(
        "`\(field.pointer)` takes any value, and \(field.artifact) refers to \(field.identity): personal data can get in",
        at: field.place, help: "declare its properties, and close it with `additionalProperties: false`")
    }
  }
}
