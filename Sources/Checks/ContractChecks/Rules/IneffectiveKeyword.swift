internal import Documents
package import Findings
internal import JSONSchema
package import Policy

/// Flags a keyword that has no effect where it stands.
package struct IneffectiveKeyword: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/ineffective-keyword",
    title: "Keyword has no effect",
    rationale: """
      `minLength` beside `"type": "integer"`, `then` without `if`, anything beside `$ref` up to draft-07: each looks \
      like a rule, and no message is ever refused by it.
      """,
    remedy: "Remove the keyword, or add or correct what it needs to have an effect.",
    severity: .warning,
    bad: [
      Example("-- platform/contracts/order.schema.json --\n{ \"type\": \"integer\", 👉\"minLength\": 3 }"),
      Example("-- platform/contracts/order.schema.json --\n{ 👉\"then\": { \"minimum\": 1 } }"),
      Example(
        """
        {
          "$schema": "http://json-schema.org/draft-07/schema#",
          "properties": { "total": { "$ref": "#/definitions/total", 👉"minimum": 0 } },
          "definitions": { "total": { "type": "number" } }
        }
        """),
    ],
    good: [
      Example(
        """
        -- platform/contracts/order.schema.json --
        { "if": { "properties": { "id": true } }, "unevaluatedProperties": false }
        """),
      Example("-- platform/contracts/order.schema.json --\n{ \"type\": [\"integer\", \"string\"], \"minLength\": 3 }"),
      Example("-- platform/contracts/order.schema.json --\n{ \"minLength\": 3 }"),
    ],
    references: [
      "[JSON Schema draft-07, Core, section 8.3: $ref](https://json-schema.org/draft-07/draft-handrews-json-schema-01#section-8.3)",
      "[JSON Schema 2020-12, Core, section 7.6.1: assertions and instance types](https://json-schema.org/draft/2020-12/json-schema-core#section-7.6.1)",
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.eachSubschema { subschema, schema in
      guard let members = subschema.node.object else { return [] }
      let types = ValueTypes(typesOf: subschema)
      return members.enumerated().compactMap { index, member in
        guard let keyword = Keyword(name: member.key), keyword.drafts.contains(subschema.dialect.draft),
          let reason = Self.reason(keyword, subschema, types), !Self.isHeard(keyword, in: schema)
        else { return nil }
        return finding(
          "`\(member.key)` has no effect: \(reason)", at: schema.place(member.keyRange), help: "remove it",
          fix: schema.removal(ofMember: index, named: member.key, in: subschema.node))
      }
    }
  }

  /// Whether a condition without consequences is not idle after all: what it evaluates is no more unevaluated.
  private static func isHeard(_ keyword: Keyword, in schema: ContractSchema) -> Bool {
    keyword == .if
      && schema.subschemas.contains { $0[.unevaluatedProperties] != nil || $0[.unevaluatedItems] != nil }
  }

  private static func reason(_ keyword: Keyword, _ schema: Subschema, _ types: ValueTypes) -> String? {
    if schema.isSilenced {
      switch keyword {
      case .ref, .schema, .definitions, .comment, .title, .description, .default, .examples, .readOnly, .writeOnly:
        return nil
      default: return "it is ignored next to `$ref` (draft-07 and earlier)"
      }
    }
    let looksAt = ValueTypes(lookedAtBy: keyword)
    if looksAt != .all, types.isDisjoint(with: looksAt) {
      return "it is about \(looksAt.words), and the type is \(types.words)"
    }
    let needed: Keyword? =
      switch keyword {
      case .then, .else: .if
      case .minContains, .maxContains: .contains
      case .contentSchema: .contentMediaType
      default: nil
      }
    if let needed, schema[needed] == nil { return "it needs \"\(needed.rawValue)\" beside it" }
    switch keyword {
    case .if where schema[.then] == nil && schema[.else] == nil: return "there is neither \"then\" nor \"else\""
    case .additionalItems where schema[.items]?.array == nil: return "it needs \"items\" with an array beside it"
    case .unevaluatedProperties where schema[.additionalProperties] != nil:
      return "\"additionalProperties\" leaves nothing unevaluated"
    default: return nil
    }
  }
}
