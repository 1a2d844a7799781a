internal import Documents
package import Findings
internal import JSONSchema
package import Policy

/// Says what a schema does not tell its readers.
package struct MissingDescription: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/missing-description",
    title: "Missing title or description",
    rationale: """
      A contract is read by teams that do not know the service behind it. A type says what a value looks like, and \
      only a sentence says what it means.
      """,
    remedy: """
      Write what is missing. `schemas.documented` of the policy lists what the root of a schema has to have, and \
      `schemas.documented-properties` what each property: `title`, `description`, `examples`.
      """,
    severity: .note,
    bad: [
      Example("-- platform/contracts/order.schema.json --\n👉{ \"title\": \"Order\", \"type\": \"object\" }"),
      Example(
        """
        -- given: policy --
        schemas: { documented: [], documented-properties: [description] }
        -- platform/contracts/order.schema.json --
        { "properties": { 👉"total": { "type": "number" }, "id": { "description": "Given by us." } } }
        """),
    ],
    good: [
      Example(
        """
        -- platform/contracts/order.schema.json --
        { "title": "Order", "description": "What a customer has ordered.", "type": "object" }
        """)
    ],
    references: [
      "[JSON Schema 2020-12, Validation, section 9.1: title and description](https://json-schema.org/draft/2020-12/json-schema-validation#section-9.1)"
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.eachSubschema { subschema, schema in
      guard let members = subschema.node.object else { return [] }
      var found: [Finding] = []
      // Of a file as a whole it is told when the file is new.
      if subschema.isRoot, schema.isAdded, let missing = Self.missing(schema.policy.documented, in: members) {
        found.append(
          finding(
            "this schema has no \(missing.joined(separator: " and no "))", at: schema.place(of: subschema.node),
            help: "add \(missing.joined(separator: " and "))"))
      }
      for member in subschema[.properties]?.object.map({ Array($0) }) ?? [] {
        guard let inner = member.value.object, inner["$ref"] == nil,
          let missing = Self.missing(schema.policy.documentedProperties, in: inner)
        else { continue }
        found.append(
          finding(
            "the property \"\(member.key)\" has no \(missing.joined(separator: " and no "))",
            at: schema.place(member.keyRange), help: "add \(missing.joined(separator: " and "))"))
      }
      return found
    }
  }

  private static func missing(_ wanted: [SchemaPolicy.Documentation], in members: Object) -> [String]? {
    let missing = wanted.filter { members[$0.rawValue] == nil }.map(\.rawValue)
    return missing.isEmpty ? nil : missing
  }
}
