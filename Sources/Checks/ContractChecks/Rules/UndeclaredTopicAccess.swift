package import Findings
package import Policy

/// Flags a service that sends on or receives from a topic whose file does not list it.
package struct UndeclaredTopicAccess: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/undeclared-topic-access",
    title: "Service uses a topic without being listed",
    rationale: """
      The file of topics is what access at the broker is made of. A service that is not listed there gets no access, or has
      more than anyone approved.
      """,
    remedy: """
      List the service under `producers` or `consumers` of the topic. The service of a document is `x-service`, or the folder
      below the root that it is in; one in the root itself is about several.
      """,
    severity: .error,
    requires: [.history, .folder],
    bad: [
      Example(
        """
        -- both: platform/topics.yml --
        topics: { orders.placed: { owner: billing, producers: [billing] } }
        -- platform/contracts/orders/orders.asyncapi.yaml --
        asyncapi: 3.0.0
        info: { title: Orders, version: 1.0.0 }
        channels:
          👉placed: { address: orders.placed }
        operations:
          sendPlaced: { action: send, channel: { $ref: "#/channels/placed" } }
        """)
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
      "[AsyncAPI 3.0, Operation Object](https://www.asyncapi.com/docs/reference/specification/v3.0.0#operationObject)"
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.topicProblems.filter { $0.kind == .access }.map { finding($0.message, at: $0.place, help: $0.help) }
  }
}
