package import Findings
package import Policy

/// Flags an artifact without golden messages.
package struct MissingGoldenMessages: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/missing-golden-message",
    title: "Schema has no golden messages",
    rationale: """
      A message that is kept beside its schema shows what is meant, and tests both sides: producers send it, consumers read \
      it. Without one nothing shows that a schema accepts what is really sent.
      """,
    remedy: """
      Add a message to `examples/<artifact>/valid/`. Of a schema that was there before it is a note, and only where the \
      change edits it; a schema that others refer to is a part of theirs and needs none. Nothing is asked where there is neither \
      an AsyncAPI document nor any golden message.
      """,
    severity: .warning,
    requires: [.folder],
    bad: [
      Example(
        """
        -- both: platform/contracts/asyncapi.yaml --
        asyncapi: 3.0.0
        -- platform/contracts/order.v1.schema.json --
        👉{ "type": "object", "required": ["id"] }
        """)
    ],
    good: [
      Example(
        """
        -- platform/contracts/order.v1.schema.json --
        { "type": "object", "required": ["id"], "properties": { "line": { "$ref": "line.v1.schema.json" } } }
        -- platform/contracts/line.v1.schema.json --
        { "type": "object" }
        -- platform/contracts/examples/order.v1/valid/first.json --
        { "id": 1 }
        """)
    ],
    references: [
      "[Contract tests](https://martinfowler.com/bliki/ContractTest.html)"
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.missingGoldenMessages.map { missing in
      var finding = finding(
        "\(missing.artifact) has no golden messages", at: missing.place, help: "add one to \(missing.folder)")
      if !missing.isNew { finding.kind = .violation(.note) }
      return finding
    }
  }
}
