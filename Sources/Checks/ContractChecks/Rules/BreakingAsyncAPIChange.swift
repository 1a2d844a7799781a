internal import Documents
package import Findings
package import Policy

/// Flags a change of an AsyncAPI document that the other side of a channel does not survive.
package struct BreakingAsyncAPIChange: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/breaking-asyncapi-change",
    title: "Breaking change of a channel or message",
    rationale: """
      An application that sends is read by receivers which are deployed already, and one that receives is sent to by \
      old senders. So what it sends has to be understood by the old description, and what it receives by the new one: \
      the document says which of the two it is (`send` and `receive` in 3.x; in 2.x `subscribe` is what the application \
      sends, and `publish` what it receives). Channels, addresses, topics, keys, content types, servers and security \
      are promises as well.
      """,
    remedy: """
      Add the new beside the old: a second message, channel or server. Where the break is wanted, plan it: a file below \
      `deprecations/` whose `artifact` is the document and whose `pointer` is the channel, operation, message, server or \
      field, or `/channels/placed/address` with the new address as its `replacement`. Or give it a waiver.
      """,
    severity: .error,
    requires: [.history],
    bad: [
      Example(
        """
        -- base: platform/contracts/orders.yaml --
        asyncapi: 3.0.0
        info: { title: Orders, version: 1.0.0 }
        channels:
          placed:
            address: orders.placed
            messages: { placed: { payload: { properties: { state: { enum: [open, paid] } } } } }
        operations: { sendPlaced: { action: send, channel: { $ref: "#/channels/placed" } } }
        -- platform/contracts/orders.yaml --
        asyncapi: 3.0.0
        info: { title: Orders, version: 2.0.0 }
        channels:
          placed:
            address: orders.placed
            messages: { placed: { payload: { properties: { state: { enum: [open, paid, 👉refunded] } } } } }
        operations: { sendPlaced: { action: send, channel: { $ref: "#/channels/placed" } } }
        """),
      Example(
        """
        -- base: platform/contracts/orders.yaml --
        asyncapi: 3.0.0
        info: { title: Orders, version: 1.0.0 }
        channels: { placed: { address: orders.placed } }
        -- platform/contracts/orders.yaml --
        asyncapi: 3.0.0
        info: { title: Orders, version: 2.0.0 }
        channels: { placed: { address: 👉orders.placed.v2 } }
        """),
    ],
    good: [
      Example(
        """
        -- base: platform/contracts/billing.yaml --
        asyncapi: 3.0.0
        info: { title: Billing, version: 1.0.0 }
        channels:
          placed:
            address: orders.placed
            messages: { placed: { payload: { properties: { state: { enum: [open, paid] } } } } }
        operations: { onPlaced: { action: receive, channel: { $ref: "#/channels/placed" } } }
        -- platform/contracts/billing.yaml --
        asyncapi: 3.0.0
        info: { title: Billing, version: 1.1.0 }
        channels:
          orders:
            address: orders.placed
            messages: { placed: { payload: { properties: { state: { enum: [open, paid, refunded] } } } } }
        operations: { onPlaced: { action: receive, channel: { $ref: "#/channels/orders" } } }
        """)
    ],
    references: [
      "[AsyncAPI 3.0.0, Operation Object](https://www.asyncapi.com/docs/reference/specification/v3.0.0#operationObject)"
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.agreements.flatMap(\.breaks).map { item in
      if item.isUndecided { return undecided(item.message, at: item.place, help: nil) }
      return finding(
        item.message, at: item.place, explanation: item.explanation.map { Explanation($0) } + item.plan.explanation,
        help: item.help, data: item.data
      ).depending(on: item.plan, at: change.stage)
    }
  }
}
