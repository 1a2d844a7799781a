package import Findings
package import Policy
internal import Terraform

/// Holds access to Kafka topics against the topics that are declared.
package struct ExcessiveTopicAccess: Rule {
  package let metadata = RuleMetadata(
    id: "change/excessive-topic-access",
    title: "Kafka access wider than the declared topics",
    rationale: """
      Who may write to a topic can send what its consumers believe, and who may read it sees what its producer says. The \
      file of topics says who does either; access beyond that was never agreed to.
      """,
    remedy: "Allow the topics that the service produces and consumes, by name; or declare the one that it needs.",
    severity: .error,
    requires: [.history, .folder, .evidence],
    bad: [
      .plan(
        changes: [.policy(topic("*"))], others: "access: { topics: platform/topics.yml }", files: topics)
    ],
    good: [
      .plan(
        changes: [.policy(topic("orders.order-placed.v1"))], others: "access: { topics: platform/topics.yml }",
        files: topics)
    ])

  package init() {}

  private static func topic(_ name: String) -> String {
    """
    { "Effect": "Allow", "Action": ["kafka-cluster:WriteData", "kafka-cluster:DescribeTopic"],
      "Resource": "arn:aws:kafka:eu-central-1:111122223333:topic/platform/*/\(name)" }
    """
  }

  private static let topics = """
    -- both: platform/topics.yml --
    topics:
      orders.order-placed.v1: { producers: [orders], consumers: [billing] }
    principals: { orders: production-orders }
    """

  package func findings(in change: ControlledChange) -> [Finding] {
    guard let register = change.access.register else { return [] }
    let access = TopicAccess(register: register)
    return change.access.policies.flatMap { environment, policy in
      access.faults(of: policy).map { fault in
        let message = "`\(environment)`: \(policy.address): \(fault.message)"
        return fault.isKnown ? finding(message, help: fault.help) : undecided(message, help: fault.help)
      }
    }
  }
}
