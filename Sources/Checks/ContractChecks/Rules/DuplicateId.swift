internal import Documents
package import Findings
internal import JSONSchema
package import Policy

/// Flags an identifier that two schemas bear.
package struct DuplicateId: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/duplicate-id",
    title: "Duplicate `$id` or anchor",
    rationale: """
      Of two schemas with the same `$id` or anchor a validator takes one, and which one is not said anywhere. A \
      reference then means one thing in one service and something else in another.
      """,
    remedy: "Give one of the two another `$id` or anchor, or remove it.",
    severity: .error,
    bad: [
      Example(
        """
        -- platform/contracts/order.schema.json --
        {
          "$defs": {
            "line": { "$id": "https://acme.example/line" },
            "item": { 👉"$id": "https://acme.example/line" }
          }
        }
        """),
      Example(
        """
        -- platform/contracts/order.schema.json --
        { "$defs": { "line": { "$anchor": "line" }, "item": { 👉"$anchor": "line" } } }
        """),
      Example(
        """
        -- platform/contracts/order.schema.json --
        { 👉"$id": "https://acme.example/order" }
        -- platform/contracts/order-copy.schema.json --
        { 👉"$id": "https://acme.example/order" }
        """),
    ],
    good: [
      Example(
        """
        -- platform/contracts/order.schema.json --
        { "$defs": { "line": { "$anchor": "line" }, "item": { "$anchor": "item" } } }
        """)
    ],
    references: [
      "[JSON Schema 2020-12, Core, section 8.2.1: $id](https://json-schema.org/draft/2020-12/json-schema-core#section-8.2.1)"
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.eachSchema(within) + change.eachSchema { across($0, change) }
  }

  /// Identifiers that are given twice in one document.
  private func within(_ schema: ContractSchema) -> [Finding] {
    schema.duplicates.map { problem in
      let holder = schema.subschemas.first { $0.node.range == problem.range }
      let keyword = holder.map { $0[.anchor] == nil ? $0.dialect.draft.idKeyword : .anchor } ?? .id
      let place = holder.map { schema.place(of: keyword, in: $0) } ?? schema.place(problem.range)
      return finding(problem.message, at: place, help: "give one of the two another name")
    }
  }

  /// Identifiers that two changed documents give themselves.
  private func across(_ schema: ContractSchema, _ change: ContractChange) -> [Finding] {
    guard let root = schema.subschemas.first, let identifier = SchemaText.identifier(of: root.node) else { return [] }
    let others = change.schemas.filter {
      $0.path != schema.path && SchemaText.identifier(of: $0.document.root) == identifier
    }
    guard !others.isEmpty else { return [] }
    return [
      finding(
        "the identifier \"\(identifier)\" is also that of \(others.map(\.path).joined(separator: ", "))",
        at: schema.place(of: root.dialect.draft.idKeyword, in: root), help: "give one of them another $id")
    ]
  }
}
