package import Findings
package import Policy

/// Flags a message without a schema file, and a schema file without a message, where a change adds them.
package struct UnlinkedMessage: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/unlinked-message",
    title: "Message and schema are not linked",
    rationale: """
      A schema that no message refers to is validated and compared, and no application says that it sends or receives \
      it. A payload that is written into an AsyncAPI document cannot be used by a validator, a registry or another \
      document.
      """,
    remedy: """
      Write the payload into a file of its own and refer to it with `$ref`, or refer to the schema from a message. What \
      was there before the change is left alone, and so are repositories without AsyncAPI documents.
      """,
    severity: .warning,
    requires: [.history],
    bad: [
      Example(
        """
        -- base: platform/contracts/orders.yaml --
        asyncapi: 3.0.0
        info: { title: Orders, version: 1.0.0 }
        -- platform/contracts/orders.yaml --
        asyncapi: 3.0.0
        info: { title: Orders, version: 1.1.0 }
        channels: { placed: { messages: { placed: 👉{ payload: { type: object } } } } }
        """)
    ],
    good: [
      Example(
        """
        -- base: platform/contracts/orders.yaml --
        asyncapi: 3.0.0
        info: { title: Orders, version: 1.0.0 }
        -- platform/contracts/orders.yaml --
        asyncapi: 3.0.0
        info: { title: Orders, version: 1.1.0 }
        channels: { placed: { messages: { placed: { payload: { $ref: placed.schema.json } } } } }
        -- platform/contracts/placed.schema.json --
        { "title": "Placed", "description": "An order was placed.", "type": "object" }
        """)
    ],
    references: [
      "[AsyncAPI 3.0.0, Message Object](https://www.asyncapi.com/docs/reference/specification/v3.0.0#messageObject)"
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.agreements.flatMap(\.unlinked).map { item in
      switch item.kind {
      case .message:
        finding(
          "the payload of the message `\(item.name)` is written in place, and not in a schema file", at: item.place,
          help: "write it into a file, and refer to it with `$ref`", cause: "unlinked message")
      case .schema:
        finding(
          "no message refers to \(item.name)", at: item.place, help: "refer to it from the payload of a message",
          cause: "unlinked schema")
      }
    }
  }
}
