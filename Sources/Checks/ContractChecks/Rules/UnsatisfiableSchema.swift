internal import Documents
package import Findings
internal import JSONSchema
package import Policy

/// Flags a schema that no value fits.
package struct UnsatisfiableSchema: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/unsatisfiable-schema",
    title: "Schema accepts no value",
    rationale: """
      A schema that nothing fits refuses every message, which is mostly a mistake: two bounds were swapped, or a \
      type was changed and the values beside it were not.
      """,
    remedy: "Correct one of the two. Where nothing is to be allowed, write `false`.",
    severity: .error,
    bad: [
      Example("-- platform/contracts/order.schema.json --\n{ \"minimum\": 10, 👉\"maximum\": 5 }"),
      Example("-- platform/contracts/order.schema.json --\n{ \"type\": \"integer\", 👉\"const\": \"1\" }"),
      Example(
        "-- platform/contracts/order.schema.json --\n{ \"type\": \"string\", \"maxLength\": 1, 👉\"enum\": [\"ab\", \"cd\"] }"
      ),
      Example(
        """
        -- platform/contracts/order.schema.json --
        { "type": "string", 👉"allOf": [{ "type": ["object", "null"] }] }
        """),
      Example("-- platform/contracts/order.schema.json --\n{ \"properties\": { \"id\": { 👉\"not\": {} } } }"),
      Example("-- platform/contracts/order.schema.json --\n{ \"properties\": { \"state\": { 👉\"enum\": [] } } }"),
      Example(
        """
        -- platform/contracts/order.schema.json --
        { "allOf": [👉{ "type": "integer", "exclusiveMinimum": 5, "exclusiveMaximum": 6 }] }
        """),
      Example(
        """
        -- platform/contracts/order.schema.json --
        👉{ "required": ["id"], "type": "object", "allOf": [
          { "properties": { "id": {} }, "additionalProperties": false },
          { "properties": { "total": {} }, "additionalProperties": false } ] }
        """),
    ],
    good: [
      Example("-- platform/contracts/order.schema.json --\n{ \"minimum\": 5, \"maximum\": 5 }"),
      Example("-- platform/contracts/order.schema.json --\n{ \"properties\": { \"old\": false } }"),
      Example(
        """
        -- platform/contracts/order.schema.json --
        { "$schema": "http://json-schema.org/draft-04/schema#", "properties": { "old": { "not": {} } } }
        """),
      Example("-- platform/contracts/order.schema.json --\n{ \"type\": \"integer\", \"enum\": [1, \"2\"] }"),
    ],
    references: [
      "[JSON Schema 2020-12, Validation, section 6: keywords](https://json-schema.org/draft/2020-12/json-schema-validation#section-6)"
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.eachSubschema { subschema, schema in
      let found = bounds(subschema, schema) + values(subschema, schema) + combinations(subschema, schema)
      return found.isEmpty ? proved(subschema, schema) : found
    }
  }

  /// A schema of which it is proved that nothing fits it.
  private func proved(_ subschema: Subschema, _ schema: ContractSchema) -> [Finding] {
    // Of a property that cannot be there another rule tells.
    guard schema.empty.contains(subschema.location), UndeclaredRequiredProperty.impossible(in: subschema).isEmpty else {
      return []
    }
    return [
      finding(
        "no value fits this schema", at: schema.place(of: subschema.node),
        help: "correct what contradicts itself, or write false where nothing is to be allowed")
    ]
  }

  private static let bounds: [(Keyword, Keyword)] = [
    (.minimum, .maximum), (.minLength, .maxLength), (.minItems, .maxItems), (.minProperties, .maxProperties),
    (.minContains, .maxContains),
  ]

  /// Bounds that leave nothing between them.
  private func bounds(_ subschema: Subschema, _ schema: ContractSchema) -> [Finding] {
    var found: [Finding] = []
    for (low, high) in Self.bounds {
      guard let least = subschema[low]?.number, let most = subschema[high]?.number, least > most else { continue }
      found.append(contradiction(low, least, high, most, subschema, schema))
    }
    if let least = subschema[.exclusiveMinimum]?.number, let most = subschema[.exclusiveMaximum]?.number, least >= most
    {
      found.append(contradiction(.exclusiveMinimum, least, .exclusiveMaximum, most, subschema, schema))
    }
    if let count = subschema[.required]?.array?.count, let most = subschema[.maxProperties]?.number?.int, count > most {
      found.append(
        finding(
          "\(count) properties are required, and at most \(most) are allowed",
          at: schema.place(of: .maxProperties, in: subschema), help: "require fewer, or allow more"))
    }
    return found
  }

  private func contradiction(
    _ low: Keyword, _ least: Number, _ high: Keyword, _ most: Number, _ subschema: Subschema, _ schema: ContractSchema
  ) -> Finding {
    finding(
      "nothing lies between \"\(low.rawValue)\": \(least) and \"\(high.rawValue)\": \(most)",
      at: schema.place(of: high, in: subschema),
      related: [schema.place(of: low, in: subschema, message: "the other bound")], help: "correct one of the two")
  }

  /// A `const`, or the values of an `enum`, that the same schema refuses.
  private func values(_ subschema: Subschema, _ schema: ContractSchema) -> [Finding] {
    if let values = subschema[.enum]?.array, values.isEmpty, schema.failures.isEmpty {
      return [
        finding(
          "an \"enum\" without values allows none", at: schema.place(of: .enum, in: subschema),
          help: "name the values, or remove the keyword")
      ]
    }
    guard let compiled = schema.compiled else { return [] }
    let keyword = subschema[.const] == nil ? Keyword.enum : .const
    guard let value = subschema[keyword] else { return [] }
    let values = keyword == .const ? [value] : value.array.map { Array($0) } ?? []
    guard !values.isEmpty else { return [] }
    for value in values {
      do throws(EvaluationError) {
        if try compiled.isValid(value, at: subschema.location) { return [] }
      } catch {
        return [undecided(error.message, at: schema.place(of: keyword, in: subschema))]
      }
    }
    let what = values.count == 1 ? "the only value of" : "each value of"
    return [
      finding(
        "\(what) \"\(keyword.rawValue)\" is refused by the keywords beside it",
        at: schema.place(of: keyword, in: subschema), help: "correct the values, or the keywords beside them")
    ]
  }

  /// Whether a schema says that nothing is allowed, in the one way that draft-04 has for it.
  private static func isNever(_ schema: Subschema) -> Bool {
    schema.dialect.draft == .draft4 && schema.node.object?.count == 1
  }

  /// Schemas that exclude one another.
  private func combinations(_ subschema: Subschema, _ schema: ContractSchema) -> [Finding] {
    if let excluded = subschema[.not], excluded.boolean == true || excluded.object?.isEmpty == true,
      !Self.isNever(subschema)
    {
      return [
        finding(
          "this excludes every value", at: schema.place(of: .not, in: subschema),
          help: "write false where nothing is to be allowed")
      ]
    }
    let own = ValueTypes(typesOf: subschema)
    guard !own.isEmpty, ValueTypes(possibleIn: subschema).isEmpty else { return [] }
    return [
      finding(
        "these schemas have no type in common", at: schema.place(of: .allOf, in: subschema),
        help: "correct the types")
    ]
  }
}
