import Changes
import ContractChecks
import Findings
import Policy
import Testing

/// What rules about consumers, golden messages and topics say of changes that their examples do not show.
@Suite struct GovernanceTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let files: String
    /// The start of what is said, with the rule.
    var said: [String] = []
  }

  private static let rules = [
    "broken-consumer", "pending-consumer", "invalid-golden-message", "missing-golden-message", "unowned-topic",
    "invalid-topic", "undeclared-topic-access", "personal-data",
  ]

  @Test(arguments: consumers + golden + topics)
  func `a change is held against those who use its artifacts`(example: Case) async throws {
    var said: [String] = []
    for rule in Self.rules {
      let report = try #require(try await ContractCheck.report(ofRule: "contracts/\(rule)", on: Example(example.files)))
      said += report.allFindings.map { "\(rule) \($0.severity.map { "\($0)" } ?? "undecided"): \($0.message)" }
    }
    #expect(said.count == example.said.count, "\(said)")
    for (said, expected) in zip(said, example.said) { #expect(said.hasPrefix(expected), "\(said)") }
  }

  private static func order(_ required: String, side: String = "") -> String {
    """
    -- \(side)platform/contracts/orders/order-placed.v1.schema.json --
    { "type": "object", "required": [\(required)], "properties": { "id": { "type": "string", "format": "uuid" }, \
    "total": { "type": "number" } } }
    """
  }

  private static func billing(_ more: String = "", side: String = "both: ") -> String {
    """
    -- \(side)platform/contracts/consumers/billing/order-placed.v1.schema.json --
    { "type": "object", "required": ["id", "total"], "properties": { "id": { "type": "string" }, \
    "total": { "type": "number" } }\(more) }
    -- both: platform/contracts/examples/order-placed.v1/valid/a.json --
    { "id": "6f1c2d1e-0000-4000-8000-000000000001", "total": 3 }
    """
  }

  private static let both = order(#""id", "total""#, side: "base: ")

  private static let consumers = [
    Case(
      testDescription: "a field that a consumer needs is no longer required",
      files: "\(both)\n\(order(#""id""#))\n\(billing())", said: ["broken-consumer error: `billing` cannot read `{"]),
    Case(
      testDescription: "a consumer whose expectation is fulfilled does not wait any more",
      files: "\(both)\n\(order(#""id""#))\n\(billing(#", "pending": true"#))",
      said: ["broken-consumer error: `billing` cannot read `{"]),
    Case(
      testDescription: "a new consumer waits",
      files: "\(order(#""id""#, side: "both: "))\n\(billing(#", "pending": true"#, side: ""))",
      said: ["pending-consumer note: `billing` waits for platform/contracts/orders/order-placed.v1.schema.json"]),
    Case(
      testDescription: "a new consumer does not wait, and nobody sends what it needs",
      files: "\(order(#""id""#, side: "both: "))\n\(billing(side: ""))",
      said: ["broken-consumer error: `billing` cannot read"]),
    Case(
      testDescription: "what was broken before is not told again",
      files: "\(order(#""id""#, side: "base: "))\n\(order(""))\n\(billing())"),
    Case(
      testDescription: "a consumer of an artifact that does not exist",
      files: "\(order(#""id", "total""#, side: "both: "))\n\(billing())\n"
        + "-- platform/contracts/consumers/mail/order-lost.v1.yml --\nfields: [/id]",
      said: ["broken-consumer error: `mail` expects messages of `order-lost.v1.yml`"]),
    Case(
      testDescription: "a consumer of an artifact that changes through a reference",
      files: """
        -- both: platform/contracts/a.schema.json --
        { "properties": { "b": { "$ref": "b.schema.json" } }, "required": ["b"], "type": "object" }
        -- base: platform/contracts/b.schema.json --
        { "type": "string" }
        -- platform/contracts/b.schema.json --
        { "type": ["string", "null"] }
        -- both: platform/contracts/consumers/billing/a.schema.json --
        { "properties": { "b": { "type": "string" } } }
        -- both: platform/contracts/examples/a/valid/a.json --
        { "b": "c" }
        """, said: [#"broken-consumer error: `billing` cannot read `{"b":null}`"#]),
  ]

  private static let golden = [
    Case(
      testDescription: "a schema that was there before and has no golden messages",
      files: "\(order(#""id""#, side: "base: "))\n\(order(#""id", "total""#))\n"
        + "-- both: platform/contracts/all.asyncapi.yaml --\nasyncapi: 3.0.0\n",
      said: ["missing-golden-message note: "]),
    Case(
      testDescription: "schemas of which nothing says that they are of messages",
      files: "\(order(#""id""#, side: "base: "))\n\(order(#""id", "total""#))"),
    Case(
      testDescription: "a golden message that a change of its schema refuses",
      files: "\(order(#""id""#, side: "base: "))\n\(order(#""id", "total""#))\n"
        + "-- both: platform/contracts/examples/orders/order-placed.v1/valid/a.json --\n{ \"id\": \"x\" }",
      said: ["invalid-golden-message error: this valid message is rejected"]),
    Case(
      testDescription: "golden messages of nothing",
      files: "-- platform/contracts/examples/order-lost.v1/valid/a.json --\n{}",
      said: ["invalid-golden-message error: `order-lost.v1` is not the name of a schema"]),
    Case(
      testDescription: "a golden message with a mail address",
      files: "\(order(#""id""#, side: "both: "))\n-- platform/contracts/examples/order-placed.v1/valid/a.json --\n"
        + #"{ "id": "6f1c2d1e-0000-4000-8000-000000000001", "note": ["write to ada@example.org"] }"#,
      said: ["personal-data error: `/note` is personal data"]),
  ]

  private static let document = """
    -- platform/contracts/orders/orders.asyncapi.yaml --
    asyncapi: 2.6.0
    info: { title: Orders, version: 1.0.0 }
    channels:
      orders.placed: { subscribe: { message: { payload: {} } } }
    """

  private static let topics = [
    Case(testDescription: "no file of topics", files: document),
    Case(
      testDescription: "a topic that no owner has",
      files: "-- both: platform/topics.yml --\ntopics: {}\n\(document)",
      said: ["unowned-topic error: the topic `orders.placed` has no owner in platform/topics.yml"]),
    Case(
      testDescription: "a topic under two owners",
      files: """
        -- platform/topics.yml --
        topics:
          - { name: orders.placed, owner: orders }
          - { name: orders.placed, owner: billing }
        """,
      said: ["unowned-topic error: the topic `orders.placed` has 2 owners: `orders` and `billing`"]),
    Case(
      testDescription: "a topic that is a key twice",
      files: "-- platform/topics.yml --\ntopics:\n  a.b: { owner: orders }\n  a.b: { owner: billing }",
      said: ["invalid-topic error: duplicate key `a.b`"]),
    Case(
      testDescription: "an owner that is a key twice",
      files: "-- platform/topics.yml --\ntopics:\n  a.b: { owner: orders, owner: billing }",
      said: ["invalid-topic error: duplicate key `owner`"]),
    Case(
      testDescription: "a topic by its binding",
      files: """
        -- both: platform/topics.yml --
        topics: { orders-placed: { owner: orders, producers: [orders] } }
        -- platform/contracts/orders/orders.asyncapi.yaml --
        asyncapi: 3.0.0
        channels:
          placed: { address: placed, bindings: { kafka: { topic: orders-placed } } }
        operations:
          send: { action: send, channel: { $ref: "#/channels/placed" } }
        """),
    Case(
      testDescription: "a consumer that is not listed, by the channel of another document",
      files: """
        -- both: platform/topics.yml --
        topics: { orders.placed: { owner: orders, producers: orders, consumers: [] } }
        -- both: platform/contracts/orders/orders.asyncapi.yaml --
        asyncapi: 3.0.0
        channels: { placed: { address: orders.placed } }
        -- platform/contracts/billing/billing.asyncapi.yaml --
        asyncapi: 3.0.0
        channels: { placed: { $ref: "../orders/orders.asyncapi.yaml#/channels/placed" } }
        operations: { onPlaced: { action: receive, channel: { $ref: "#/channels/placed" } } }
        """,
      said: ["undeclared-topic-access error: `billing` receives from `orders.placed`"]),
    Case(
      testDescription: "topics that were there before",
      files: """
        -- both: platform/topics.yml --
        naming: "^[a-z]+$"
        topics: { x: { owner: a } }
        -- base: platform/contracts/orders/orders.asyncapi.yaml --
        asyncapi: 3.0.0
        channels: { placed: { address: orders.placed } }
        -- platform/contracts/orders/orders.asyncapi.yaml --
        asyncapi: 3.0.0
        info: { title: Orders }
        channels: { placed: { address: orders.placed } }
        """),
  ]
}
