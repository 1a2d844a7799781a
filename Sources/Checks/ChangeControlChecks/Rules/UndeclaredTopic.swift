package import Findings
package import Policy

/// Holds the file of topics against the AsyncAPI documents.
package struct UndeclaredTopic: Rule {
  package let metadata = RuleMetadata(
    id: "change/undeclared-topic",
    title: "Topic has no AsyncAPI channel",
    rationale: """
      The file of topics says who may use a topic, and the AsyncAPI document what is in it. A topic that only the first \
      knows is access to messages that no contract describes.
      """,
    remedy: "Add the channel to an AsyncAPI document, with the topic as its address.",
    severity: .error,
    requires: [.history, .folder],
    bad: [
      Example(
        """
        -- given: policy --
        access: { topics: platform/topics.yml }
        -- both: platform/contracts/asyncapi.yaml --
        asyncapi: 3.0.0
        channels:
          placed: { address: orders.order-placed.v1 }
        -- base: platform/topics.yml --
        topics: {}
        -- platform/topics.yml --
        topics:
          👉orders.order-lost.v1: { producers: [orders] }
        """)
    ],
    good: [
      Example(
        """
        -- given: policy --
        access: { topics: platform/topics.yml }
        -- both: platform/contracts/asyncapi.yaml --
        asyncapi: 3.0.0
        channels:
          placed: { address: orders.order-placed.v1 }
        -- base: platform/topics.yml --
        topics: {}
        -- platform/topics.yml --
        topics:
          orders.order-placed.v1: { producers: [orders] }
        """)
    ],
    references: ["[AsyncAPI 3.0, Channel Object](https://www.asyncapi.com/docs/reference/specification/v3.0.0)"])

  package init() {}

  package func findings(in change: ControlledChange) -> [Finding] {
    guard let register = change.access.register else { return [] }
    return change.access.undeclared.map { topic in
      finding(
        "no AsyncAPI document has a channel `\(topic.name)`", at: register.place(of: topic),
        help: "declare it there, or correct the name")
    }
  }
}
