internal import Documents
package import Findings
package import Policy

/// Flags a change after which a producer may send what a consumer cannot read.
package struct BrokenConsumer: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/broken-consumer",
    title: "Change breaks a consumer",
    rationale: """
      A schema says what may be sent, and a consumer needs a part of it. What breaks one that is known is an outage of a \
      service with a name, whatever the mode of the artifact allows.
      """,
    remedy: """
      Keep what the consumer needs, or agree with its team and have it change its expectation first. Expectations are in \
      `consumers/<service>/<artifact>`: a schema, or `fields` with a list of them. One that says `pending: true` may wait \
      until it is first fulfilled; from then on it counts like any other.
      """,
    severity: .error,
    requires: [.history, .folder],
    bad: [
      Example(
        """
        -- base: platform/contracts/orders/order.v1.schema.json --
        { "type": "object", "required": ["id", "total"], "properties": { "total": { "type": "number" } } }
        -- platform/contracts/orders/order.v1.schema.json --
        👉{ "type": "object", "required": ["id"], "properties": { "total": { "type": "number" } } }
        -- both: platform/contracts/consumers/billing/order.v1.schema.json --
        { "type": "object", "required": ["total"] }
        """),
      Example(
        """
        -- both: platform/contracts/orders/order.v1.schema.json --
        { "type": "object", "required": ["id"] }
        -- platform/contracts/consumers/billing/order.v1.fields.yml --
        👉fields: [/id, /total]
        """),
    ],
    good: [
      Example(
        """
        -- base: platform/contracts/orders/order.v1.schema.json --
        { "type": "object", "required": ["id", "total", "note"] }
        -- platform/contracts/orders/order.v1.schema.json --
        { "type": "object", "required": ["id", "total"] }
        -- both: platform/contracts/consumers/billing/order.v1.schema.json --
        { "type": "object", "required": ["total"] }
        """)
    ],
    references: [
      "[Consumer-driven contracts](https://martinfowler.com/articles/consumerDrivenContracts.html)"
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.consumerOutcomes.compactMap { outcome in
      switch outcome.kind {
      case .broken(let witness, let reason):
        finding(
          "`\(outcome.service)` cannot read `\(witness.shortened)`, which \(outcome.artifact) allows",
          at: outcome.place,
          explanation: reason.map { [Explanation($0)] } ?? [], related: outcome.related,
          help: "keep what \(outcome.file) needs, or change that first",
          data: .object([
            ("consumer", .string(outcome.service)), ("schema", .string(outcome.artifact)), ("witness", witness),
          ]))
      case .misplaced(let message):
        finding(message, at: outcome.place, help: "name the artifact by its path below the root")
      case .undecided(let reason):
        undecided(
          "could not check whether `\(outcome.service)` can read \(outcome.artifact), because \(reason)",
          at: outcome.place)
      case .pending: nil
      }
    }
  }
}

extension Node {
  /// As one line; of a large value the beginning.
  var shortened: String {
    let text = json()
    return text.utf8.count > 300 ? "\(text.prefix(300))…" : text
  }
}
