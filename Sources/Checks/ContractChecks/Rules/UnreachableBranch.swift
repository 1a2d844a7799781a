internal import Documents
package import Findings
internal import JSONSchema
package import Policy

/// Flags an alternative that never decides anything.
package struct UnreachableBranch: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/unreachable-branch",
    title: "Unreachable or duplicate alternative",
    rationale: """
      An alternative that is listed twice, whose type is excluded outside, or that follows a condition which always \
      is true, is read by people and by no validator. In `oneOf` two equal alternatives even refuse what they describe.
      """,
    remedy: "Remove the alternative, or correct what makes it idle.",
    severity: .warning,
    bad: [
      Example(
        """
        -- platform/contracts/order.schema.json --
        { "oneOf": [{ "type": "string" }, 👉{ "type": "string" }] }
        """),
      Example(
        """
        -- platform/contracts/order.schema.json --
        { "type": "object", "anyOf": [{ "required": ["id"] }, 👉{ "type": "array" }] }
        """),
      Example(
        "-- platform/contracts/order.schema.json --\n{ \"if\": true, \"then\": { \"minimum\": 1 }, 👉\"else\": {} }"),
    ],
    good: [
      Example(
        "-- platform/contracts/order.schema.json --\n{ \"oneOf\": [{ \"type\": \"string\" }, { \"type\": \"null\" }] }"),
      Example(
        """
        -- platform/contracts/order.schema.json --
        { "if": { "required": ["id"] }, "then": { "minProperties": 2 }, "else": false }
        """),
    ],
    references: [
      "[JSON Schema 2020-12, Core, section 10.2: in-place applicators](https://json-schema.org/draft/2020-12/json-schema-core#section-10.2)"
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.eachSubschema { subschema, schema in
      alternatives(.anyOf, subschema, schema) + alternatives(.oneOf, subschema, schema)
        + conditions(subschema, schema)
    }
  }

  private func alternatives(_ keyword: Keyword, _ subschema: Subschema, _ schema: ContractSchema) -> [Finding] {
    let types = ValueTypes(typesOf: subschema)
    var seen: [Node: Int] = [:]
    var found: [Finding] = []
    for (place, node) in subschema.subschemas(of: keyword).enumerated() {
      if let earlier = seen[node] {
        found.append(
          finding(
            "this alternative is the same as the one at \(earlier)", at: schema.place(of: node),
            help: "remove one of the two"))
        continue
      }
      seen[node] = place
      let own = ValueTypes(typesOf: subschema.inside(node))
      if own.isDisjoint(with: types) {
        found.append(
          finding(
            "nothing gets here: this is for \(own.words), and outside the type is \(types.words)",
            at: schema.place(of: node), help: "correct one of the two types"))
      }
    }
    return found
  }

  private func conditions(_ subschema: Subschema, _ schema: ContractSchema) -> [Finding] {
    guard let condition = subschema[.if] else { return [] }
    let always = condition.boolean == true || condition.object?.isEmpty == true
    let idle = always ? Keyword.else : condition.boolean == false ? .then : nil
    guard let idle, subschema[idle] != nil else { return [] }
    return [
      finding(
        "`if` is \(always ? "always" : "never") true, so nothing gets here",
        at: schema.place(of: idle, in: subschema), help: "correct the condition, or remove this")
    ]
  }
}
