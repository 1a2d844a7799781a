internal import Documents
package import Findings
package import Policy

/// Tells what consumers of messages lose by a change that the policy allows.
package struct ConsumerImpact: Rule {
  package let metadata = RuleMetadata(
    id: "contracts/consumer-impact",
    title: "Change that consumers notice",
    rationale: """
      In mode `backward` readers come first: they accept what the version before wrote. Readers that are not deployed yet \
      meet messages of the new version all the same. A property that is gone, a value that is new, or another default \
      changes what they see, and no validator tells them.
      """,
    remedy: """
      Tell the teams that consume the messages. Where their services have to go on as they are, set `mode: full` for \
      these files in `schemas.compatibility`; then such a change is an error where it breaks them.
      """,
    severity: .note,
    requires: [.history],
    bad: [
      Example(
        """
        -- base: platform/contracts/order.schema.json --
        { "properties": { "state": { "enum": ["open", "paid"] } } }
        -- platform/contracts/order.schema.json --
        { "properties": { "state": { "enum": ["open", "paid", 👉"refunded"] } } }
        """),
      Example(
        """
        -- base: platform/contracts/price.schema.json --
        { "properties": { "currency": { "type": "string", "default": "EUR" } } }
        -- platform/contracts/price.schema.json --
        { "properties": { "currency": { "type": "string", "default": 👉"USD" } } }
        """),
      Example(
        """
        -- base: platform/contracts/price.schema.json --
        { "properties": { "total": { "type": "number" }, "tax": { "type": "number", "minimum": 0 } } }
        -- platform/contracts/price.schema.json --
        { "properties": 👉{ "total": { "type": "number" }, "vat": { "type": "number", "minimum": 0 } } }
        """),
    ],
    good: [
      Example(
        """
        -- base: platform/contracts/order.schema.json --
        { "properties": { "state": { "type": "string" } } }
        -- platform/contracts/order.schema.json --
        { "properties": { "state": { "type": "string" }, "note": { "type": "string" } } }
        """)
    ],
    references: [
      "[Confluent, schema evolution and compatibility](https://docs.confluent.io/platform/current/schema-registry/fundamentals/schema-evolution.html)"
    ])

  package init() {}

  package func findings(in change: ContractChange) -> [Finding] {
    change.consumerChanges.map { change in
      finding(Self.message(of: change.kind), at: change.place, cause: Self.message(of: change.kind))
    }
  }

  private static func message(of kind: ConsumerChange.Kind) -> String {
    switch kind {
    case .removed(let name, nil): "the property `\(name)` is removed, and consumers that read it find nothing"
    case .removed(let name, let newName?):
      "the property `\(name)` is renamed to `\(newName)`, and consumers that read `\(name)` find nothing"
    case .valueAdded(let value): "`\(value.json())` is a new value, and consumers that know the others alone refuse it"
    case .defaultChanged(let old, let new):
      "the default changes from \(shown(old)) to \(shown(new)), and consumers fill in another value"
    }
  }

  private static func shown(_ value: Node?) -> String { value.map { "`\($0.json())`" } ?? "none" }
}
