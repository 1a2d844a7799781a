internal import AsyncAPI
package import Findings
package import Policy

/// Flags an AsyncAPI document that its version of the specification does not allow.
package struct InvalidAsyncAPI: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/invalid-asyncapi",
    title: "Invalid AsyncAPI document",
    rationale: """
      Generators, brokers and portals read the document, and each of them stops at another mistake or passes over it. \
      A field that no version has asks for nothing, and a message that a channel does not have is never sent.
      """,
    remedy: """
      Correct what the finding names. A document says its version in `asyncapi`; 2.0.0 to 2.6.0, 3.0.0 and 3.1.0 are \
      known. Words of your own begin with `x-`.
      """,
    severity: .error,
    bad: [
      Example(
        """
        -- platform/contracts/orders.yaml --
        asyncapi: 👉9.9.9
        info: { title: Orders, version: 1.0.0 }
        channels: {}
        """),
      Example(
        """
        -- platform/contracts/orders.yaml --
        asyncapi: 3.0.0
        info: { title: Orders, version: 👉1.10 }
        channels: { placed: { address: orders.placed, 👉adress: orders } }
        """),
      Example(
        """
        -- platform/contracts/orders.yaml --
        asyncapi: 3.0.0
        info: { title: Orders, version: 1.0.0 }
        channels: { placed: { address: 👉"orders.{tenant}", messages: { placed: {} } } }
        operations:
          sendPlaced:
            action: send
            channel: { $ref: "#/channels/placed" }
            messages: [ 👉{ $ref: "#/components/messages/placed" } ]
        components: { messages: { placed: {} } }
        """),
    ],
    good: [
      Example(
        """
        -- platform/contracts/orders.yaml --
        asyncapi: 3.0.0
        info: { title: Orders, version: 1.0.0 }
        channels:
          placed:
            address: "orders.{tenant}"
            parameters: { tenant: {} }
            messages: { placed: { payload: { type: object } } }
        operations: { sendPlaced: { action: send, channel: { $ref: "#/channels/placed" } } }
        """)
    ],
    references: [
      "[AsyncAPI 3.0.0](https://www.asyncapi.com/docs/reference/specification/v3.0.0)",
      "[AsyncAPI 2.6.0](https://www.asyncapi.com/docs/reference/specification/v2.6.0)",
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.asyncAPIProblems([.version, .structure, .meaning, .schema, .limit], self)
  }
}
