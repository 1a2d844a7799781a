internal import Documents
package import Findings
package import Policy

/// Tells of a consumer that waits for a producer.
package struct PendingConsumer: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/pending-consumer",
    title: "Expectation of a consumer is not fulfilled yet",
    rationale: """
      A consumer can say what it will need before any producer sends it. Until then nothing breaks, and the producer should \
      know.
      """,
    remedy: """
      Have the producer require what the consumer needs. Then remove `pending: true`, which has no effect any more.
      """,
    severity: .note,
    requires: [.history, .folder],
    bad: [
      Example(
        """
        -- both: platform/contracts/orders/order.v1.schema.json --
        { "type": "object", "required": ["id"] }
        -- platform/contracts/consumers/billing/order.v1.schema.json --
        👉{ "type": "object", "required": ["total"], "pending": true }
        """)
    ],
    good: [
      Example(
        """
        -- both: platform/contracts/orders/order.v1.schema.json --
        { "type": "object", "required": ["id", "total"] }
        -- platform/contracts/consumers/billing/order.v1.schema.json --
        { "type": "object", "required": ["total"], "pending": true }
        """)
    ],
    references: [
      "[Pact, pending pacts](https://docs.pact.io/pact_broker/advanced_topics/pending_pacts)"
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.consumerOutcomes.compactMap { outcome in
      guard case .pending(let witness) = outcome.kind else { return nil }
      return finding(
        "`\(outcome.service)` waits for \(outcome.artifact), which still allows `\(witness.shortened)`",
        at: outcome.place, related: outcome.related)
    }
  }
}
