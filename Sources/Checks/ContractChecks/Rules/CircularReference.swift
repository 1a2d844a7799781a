internal import Documents
package import Findings
package import Policy

/// Flags a reference that leads back to itself without looking at anything.
package struct CircularReference: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/circular-reference",
    title: "Circular reference",
    rationale: """
      A schema may refer to itself for the parts of a value. One that refers to itself for the same value never ends: \
      validators overflow their stack or hang on the first message.
      """,
    remedy: "Refer to the schema below `properties` or `items`, or remove the reference.",
    severity: .error,
    bad: [
      Example("-- platform/contracts/order.schema.json --\n{ \"type\": \"object\", \"$ref\": 👉\"#\" }"),
      Example(
        """
        -- platform/contracts/order.schema.json --
        { "$defs": { "a": { "anyOf": [{ "$ref": "#/$defs/b" }, true] }, "b": { "$ref": 👉"#/$defs/a" } } }
        """),
    ],
    good: [
      Example(
        """
        -- platform/contracts/order.schema.json --
        { "type": "object", "properties": { "part": { "$ref": "#" } } }
        """)
    ],
    references: [
      "[JSON Schema 2020-12, Core, section 9.4.1: infinite loops](https://json-schema.org/draft/2020-12/json-schema-core#section-9.4.1)"
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    // A circle over several files is told where it is found first.
    var told: Set<[String]> = []
    return change.eachSchema { schema in
      schema.endless.filter { told.insert($0.circle).inserted }.map { reference, _ in
        finding(
          "circular reference: no part of the value is checked on the way",
          at: schema.place(of: reference), help: "refer to the schema for a part of the value, or not at all")
      }
    }
  }
}
