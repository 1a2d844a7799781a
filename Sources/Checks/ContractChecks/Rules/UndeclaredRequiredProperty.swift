internal import Documents
package import Findings
internal import JSONSchema
package import Policy

/// Flags a property that is required and not allowed.
package struct UndeclaredRequiredProperty: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/undeclared-required-property",
    title: "Required property is not declared",
    rationale: """
      With `additionalProperties: false` an object may have the properties that are named, and no others. One that is \
      required and not named can be neither given nor left out: no message is valid any more. Mostly it was renamed.
      """,
    remedy: "Describe the property below `properties`, or take it out of `required`.",
    severity: .error,
    bad: [
      Example(
        """
        -- platform/contracts/order.schema.json --
        { "properties": { "orderId": {} }, "required": [👉"id"], "additionalProperties": false }
        """)
    ],
    good: [
      Example(
        """
        -- platform/contracts/order.schema.json --
        { "properties": { "id": {} }, "required": ["id"], "additionalProperties": false }
        """),
      Example("-- platform/contracts/order.schema.json --\n{ \"properties\": {}, \"required\": [\"id\"] }"),
    ],
    references: [
      "[JSON Schema 2020-12, Validation, section 6.5.3: required](https://json-schema.org/draft/2020-12/json-schema-validation#section-6.5.3)"
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.eachSubschema { subschema, schema in
      Self.impossible(in: subschema).map { name in
        let text = name.string ?? ""
        return finding(
          "`\(text)` is required but not declared, and `additionalProperties` is false", at: schema.place(of: name),
          help: Suggestion.help(for: text, among: subschema[.properties]?.object?.keys ?? []))
      }
    }
  }

  /// The names that a schema requires, and that it allows no property to have.
  static func impossible(in schema: Subschema) -> [Node] {
    guard schema[.additionalProperties]?.boolean == false, schema[.patternProperties] == nil,
      let required = schema[.required]?.array
    else { return [] }
    let properties = schema[.properties]?.object
    return required.filter { name in name.string.map { properties?[$0] == nil } ?? false }
  }
}
