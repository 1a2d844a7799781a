internal import AsyncAPI
internal import Documents
package import Findings
internal import JSONSchema
package import Policy

/// Flags a word that is nearly a keyword, or a keyword of OpenAPI.
package struct UnknownKeyword: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/unknown-keyword",
    title: "Misspelt or unknown keyword",
    rationale: """
      A validator ignores a word that it does not know. So a misspelt `required` asks for nothing, and no test of a \
      valid message shows it.
      """,
    remedy: """
      Correct the word. Words of your own begin with `x-`, or belong to a vocabulary that the metaschema declares; \
      other words that are like no keyword are left alone.
      """,
    severity: .warning,
    bad: [
      Example("-- platform/contracts/order.schema.json --\n{ \"type\": \"object\", 👉\"requried\": [\"id\"] }"),
      Example("-- platform/contracts/order.schema.json --\n{ \"type\": \"string\", 👉\"nullable\": true }"),
      Example("-- platform/contracts/order.schema.json --\n{ \"type\": \"string\", \"format\": 👉\"datetime\" }"),
    ],
    good: [
      Example(
        """
        -- platform/contracts/order.schema.json --
        { "x-owner": "orders", "javaType": "Order", "properties": { "requried": { "format": "iban" } } }
        """)
    ],
    references: [
      "[JSON Schema 2020-12, Core, section 6.5: extending](https://json-schema.org/draft/2020-12/json-schema-core#section-6.5)"
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    let own = change.eachSubschema { subschema, schema in
      // A metaschema of one's own may declare any word.
      guard schema.document.root["$schema"]?.string.map({ Draft(metaschema: $0) != nil }) ?? true else { return [] }
      return findings(in: subschema) { schema.place($0) }
    }
    return own
      + change.asyncAPIFiles.flatMap { file in
        file.subschemas.flatMap { subschema, format in
          let text = SourceText(subschema.node.tape.source)
          return findings(in: subschema, except: format == .asyncAPI ? Self.wordsOfAsyncAPI : []) {
            Place($0, of: text, path: file.path)
          }
        }
      }
  }

  private func findings(
    in subschema: Subschema, except known: Set<String> = [], place: (SourceRange) -> Place
  ) -> [Finding] {
    (subschema.node.object.map(Array.init) ?? []).compactMap { member in
      if member.key == "format" { return misspeltFormat(member.value, place) }
      guard Keyword(name: member.key) == nil, !known.contains(member.key),
        let help = Self.help(for: member.key, subschema.dialect.draft)
      else { return nil }
      return finding(
        "`\(member.key)` is no keyword of JSON Schema, and validators ignore it", at: place(member.keyRange),
        help: help,
        cause: member.key)
    }
  }

  private func misspeltFormat(_ value: Node, _ place: (SourceRange) -> Place) -> Finding? {
    guard let name = value.string, FormatText.accepts("", format: name) == nil,
      let near = Self.nearest(to: name, among: FormatText.names)
    else { return nil }
    return finding(
      "`\(name)` is no format of JSON Schema, and validators ignore it", at: place(value.range),
      help: "did you mean `\(near)`?", cause: "format \(name)")
  }

  private static func help(for word: String, _ draft: Draft) -> String? {
    if let help = wordsOfOpenAPI[word] { return help }
    guard !word.hasPrefix("x-") else { return nil }
    let keywords = Keyword.allCases.filter { $0.drafts.contains(draft) }.map(\.rawValue)
    return nearest(to: word, among: keywords).map { "did you mean `\($0)`?" }
  }

  /// Short words are near to many others: of them only those with swapped letters count.
  private static func nearest(to word: String, among known: [String]) -> String? {
    guard let near = Suggestion.nearest(to: word, among: known) else { return nil }
    guard
      word.utf8.count >= 5 || near.lowercased() == word.lowercased() || near == "uri"
        || near.utf8.sorted() == word.utf8.sorted()
    else { return nil }
    return near
  }

  /// Words that the Schema Object of AsyncAPI has beside those of draft-07.
  private static let wordsOfAsyncAPI: Set<String> = ["discriminator", "externalDocs", "deprecated"]

  /// Words of OpenAPI 3.0's schema object (version 3.0.3, section 4.7.24) that JSON Schema does not have.
  private static let wordsOfOpenAPI = [
    "discriminator": "write the choice with oneOf and a const in each alternative",
    "example": "write `examples` with an array",
    "externalDocs": "write the address into `description`, or call the word `x-externalDocs`",
    "nullable": "add null to the types: `\"type\": [\"string\", \"null\"]`",
    "xml": "remove it, or call the word `x-xml`",
  ]
}
