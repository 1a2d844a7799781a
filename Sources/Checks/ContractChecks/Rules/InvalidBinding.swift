internal import AsyncAPI
package import Findings
package import Policy

/// Flags a protocol binding that is not what the document of the binding describes.
package struct InvalidBinding: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/invalid-binding",
    title: "Invalid protocol binding",
    rationale: """
      Topics and queues are made from bindings. The schemas that AsyncAPI publishes leave bindings of 2.x open, so that \
      a misspelt `partitions` is found only at the broker.
      """,
    remedy: """
      Correct what the finding names. Bindings of Kafka, AMQP, MQTT, HTTP, WebSocket, IBM MQ, SNS and SQS are checked, \
      each by its `bindingVersion`.
      """,
    severity: .error,
    bad: [
      Example(
        """
        -- platform/contracts/orders.yaml --
        asyncapi: 3.0.0
        info: { title: Orders, version: 1.0.0 }
        channels:
          placed:
            address: orders.placed
            bindings: { kafka: { partitions: 👉0, topics: 👉orders } }
        """)
    ],
    good: [
      Example(
        """
        -- platform/contracts/orders.yaml --
        asyncapi: 3.0.0
        info: { title: Orders, version: 1.0.0 }
        channels:
          placed:
            address: orders.placed
            bindings: { kafka: { topic: orders-placed, partitions: 12 } }
        """)
    ],
    references: ["[AsyncAPI bindings](https://github.com/asyncapi/bindings)"])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.asyncAPIProblems([.binding], self)
  }
}
