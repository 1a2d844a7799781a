internal import Documents
package import Findings
internal import JSONSchema
package import Policy

/// Flags a keyword that means something in another draft only.
package struct KeywordNotInDraft: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/keyword-not-in-draft",
    title: "Keyword is not part of this draft",
    rationale: """
      A keyword of another draft is no mistake to a validator: it is an unknown word, which asks for nothing. \
      `dependentRequired` in draft-07 or `additionalItems` in 2020-12 look like rules, and are none.
      """,
    remedy: "Write what the draft has for it, or name the draft that has the keyword in `$schema`.",
    severity: .warning,
    bad: [
      Example(
        """
        { "$schema": "http://json-schema.org/draft-07/schema#", 👉"dependentRequired": { "card": ["name"] } }
        """),
      Example("-- platform/contracts/order.schema.json --\n{ \"type\": \"array\", 👉\"additionalItems\": false }"),
    ],
    good: [
      Example(#"{ "$schema": "http://json-schema.org/draft-07/schema#", "dependencies": { "card": ["name"] } }"#),
      Example("-- platform/contracts/order.schema.json --\n{ \"properties\": { \"id\": { \"type\": \"string\" } } }"),
    ],
    references: [
      "[JSON Schema: release notes of 2020-12](https://json-schema.org/draft/2020-12/release-notes)",
      "[JSON Schema: release notes of 2019-09](https://json-schema.org/draft/2019-09/release-notes)",
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.eachSubschema { subschema, schema in
      guard let members = subschema.node.object else { return [] }
      return members.compactMap { member in
        guard let keyword = Keyword(name: member.key), !keyword.drafts.contains(subschema.dialect.draft) else {
          return nil
        }
        let first = keyword.drafts.lowerBound.name
        let last = keyword.drafts.upperBound.name
        let drafts = first == last ? first : "\(first) to \(last)"
        return finding(
          "\"\(member.key)\" is a keyword of \(drafts), and means nothing in \(subschema.dialect.draft.name)",
          at: schema.place(member.keyRange), help: Self.help(for: keyword, in: subschema.dialect.draft))
      }
    }
  }

  private static func help(for keyword: Keyword, in draft: Draft) -> String {
    let isNew = keyword.drafts.lowerBound > draft
    let instead: String? =
      switch keyword {
      case .id4: "$id"
      case .id where draft == .draft4: "id"
      case .defs: "definitions"
      case .dependentRequired, .dependentSchemas: "dependencies"
      case .const: "enum with one value"
      case .prefixItems: "items with an array"
      case .additionalItems: "items, beside prefixItems"
      case .recursiveRef where !isNew: "$dynamicRef"
      case .recursiveAnchor where !isNew: "$dynamicAnchor"
      default: nil
      }
    return instead.map { "write \($0)" } ?? "name a draft that has it in $schema, or remove it"
  }
}
