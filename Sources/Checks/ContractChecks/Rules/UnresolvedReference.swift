internal import AsyncAPI
internal import Documents
package import Findings
internal import JSONSchema
package import Policy

/// Flags a reference that leads to nothing.
package struct UnresolvedReference: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/unresolved-reference",
    title: "Unresolved `$ref`",
    rationale: """
      If a `$ref` cannot be resolved, some validators stop, others accept everything. Where it points out of the \
      repository, what is agreed on can change without an approval.
      """,
    remedy: """
      Correct the reference, or add what it names below the contracts root. A file is found by its path, relative to \
      the file that refers to it, or by its `$id`. Nothing is ever fetched. When a file is moved or deleted, the \
      schemas that refer to it are checked, too. `lint` sees references within one file alone.
      """,
    severity: .error,
    bad: [
      Example("-- platform/contracts/order.schema.json --\n{ \"items\": { \"$ref\": 👉\"line.schema.json\" } }"),
      Example("-- platform/contracts/order.schema.json --\n{ \"items\": { \"$ref\": 👉\"#/$defs/line\" } }"),
      Example("-- platform/contracts/order.schema.json --\n{ \"$ref\": 👉\"https://example.com/order.json\" }"),
    ],
    good: [
      Example(
        """
        -- platform/contracts/order.schema.json --
        { "items": { "$ref": "line.schema.json#/$defs/line" } }
        -- platform/contracts/line.schema.json --
        { "$id": "https://acme.example/line", "$defs": { "line": { "type": "object" } } }
        -- platform/contracts/invoice.schema.json --
        { "items": { "$ref": "https://acme.example/line" } }
        """)
    ],
    references: [
      "[JSON Schema 2020-12, Core, section 8.2.3: references](https://json-schema.org/draft/2020-12/json-schema-core#section-8.2.3)"
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.schemas.flatMap { schema in
      schema.unresolved.map { error in
        // One file that is missing is one mistake, wherever it is named.
        finding(
          error.message, at: schema.place(error.range), help: error.help,
          cause: error.kind == .missingDocument ? target(of: error, in: schema) : nil)
      }
    } + change.asyncAPIProblems([.reference, .missingDocument], self)
  }

  /// The address of the document that a reference is to.
  private func target(of error: SchemaError, in schema: ContractSchema) -> String {
    let text = schema.document.source.text(in: error.range).filter { $0 != "\"" }
    let address = FileURI.resolve(text, against: FileURI.uri(ofPath: "/" + schema.path))
    return String(address.prefix { $0 != "#" })
  }
}
