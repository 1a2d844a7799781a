package import Findings
package import Policy

/// Flags a topic that no service owns, or more than one.
package struct UnownedTopic: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/unowned-topic",
    title: "Topic without exactly one owner",
    rationale: """
      A topic without an owner has no team to ask when its messages are wrong, and one with two owners has two who point at
      each other.
      """,
    remedy: """
      Give the topic one `owner` in the file of topics. Only channels that a change adds are told, and topics that lose their
      owner.
      """,
    severity: .error,
    requires: [.history, .folder],
    bad: [
      Example(
        """
        -- both: platform/topics.yml --
        topics: { payments.captured: { owner: billing } }
        -- platform/contracts/orders/orders.asyncapi.yaml --
        asyncapi: 3.0.0
        info: { title: Orders, version: 1.0.0 }
        channels:
          👉placed: { address: orders.placed }
        operations:
          sendPlaced: { action: send, channel: { $ref: "#/channels/placed" } }
        """),
      Example(
        """
        -- platform/topics.yml --
        topics: { 👉orders.placed: { owner: [orders, billing] } }
        """),
    ],
    good: [
      Example(
        """
        -- both: platform/topics.yml --
        topics: { orders.placed: { owner: orders, producers: [orders] } }
        -- platform/contracts/orders/orders.asyncapi.yaml --
        asyncapi: 3.0.0
        info: { title: Orders, version: 1.0.0 }
        channels:
          placed: { address: orders.placed }
        operations:
          sendPlaced: { action: send, channel: { $ref: "#/channels/placed" } }
        """)
    ],
    references: [
      "[AsyncAPI 3.0, Channel Object](https://www.asyncapi.com/docs/reference/specification/v3.0.0#channelObject)"
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.topicProblems.filter { $0.kind == .ownership }.map { finding($0.message, at: $0.place, help: $0.help) }
  }
}
