package import Findings
package import Policy

/// Flags a topic whose name does not fit, and a file of topics that cannot be read.
package struct InvalidTopic: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/invalid-topic",
    title: "Invalid topic name or topics file",
    rationale: """
      Consumers, access rules and dashboards find topics by their names. A name that does not follow the pattern is missed by
      them, and a file that cannot be read says nothing of any topic.
      """,
    remedy: """
      Rename the topic, or correct the file at the mark. The pattern is `naming` in the file of topics; names that were there
      before are left alone.
      """,
    severity: .error,
    requires: [.history, .folder],
    bad: [
      Example(
        """
        -- platform/topics.yml --
        naming: "^[a-z]+\\\\.[a-z-]+$"
        topics: { 👉ordersPlaced: { owner: orders } }
        """)
    ],
    good: [
      Example(
        """
        -- platform/topics.yml --
        naming: "^[a-z]+\\\\.[a-z-]+$"
        topics: { orders.placed: { owner: orders } }
        """)
    ],
    references: [
      "[Apache Kafka, topic naming](https://kafka.apache.org/documentation/#topicconfigs)"
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.topicProblems.filter { $0.kind == .naming || $0.kind == .register }.map {
      finding($0.message, at: $0.place, help: $0.help)
    }
  }
}
