import Changes
import ContractChecks
import Documents
import Findings
import Policy
import Testing

/// Changes of AsyncAPI documents and of the schemas that they refer to, and what is said of each.
@Suite struct AgreementTests {
  /// A change on top of the base, by the texts that take the place of others in each file.
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var base: [String: String] = Contracts.base
    var edits: [(file: String, old: String, new: String)] = []
    /// Files that are added or written anew, and one that is removed.
    var files: [String: String] = [:]
    var removed = ""
    var policy = ""
    /// Words of each finding that is an error, of each that is a warning, and of each that is a note; a finding has all
    /// of the words.
    var errors: [[String]] = []
    var warnings: [[String]] = []
    var notes: [[String]] = []
  }

  @Test(
    arguments: Contracts.valid + Contracts.roles + Contracts.channels + Contracts.refactorings + Contracts.versions
      + Contracts.further + Contracts.circles)
  func `a change is told what it breaks, and no more`(example: Case) async throws {
    var after = example.base
    for edit in example.edits {
      let text = try #require(after[edit.file])
      #expect(text.contains(edit.old), "\(edit.old)")
      after[edit.file] = text.replacing(edit.old, with: edit.new)
    }
    for (file, text) in example.files { after[file] = text }
    after[example.removed] = nil
    var text = ""
    for (side, files) in [("base: ", example.base), ("", after)] {
      for (name, content) in files.sorted(by: { $0.key < $1.key }) {
        text += "-- \(side)platform/contracts/\(name) --\n\(content)\n"
      }
    }
    if !example.policy.isEmpty { text += "-- given: policy --\n\(example.policy)\n" }
    let subject = try await ContractCheck.subject(of: Example(text))
    var found: [Finding] = []
    let others: Set = [
      "contracts/missing-approval", "contracts/missing-description", "contracts/missing-golden-message",
    ]
    for rule in ContractCheck.rules where !others.contains(rule.metadata.id) {
      found += rule.findings(in: subject)
    }
    func expect(_ severity: Severity, _ expected: [[String]]) {
      var rest = found.filter { $0.severity == severity }.map {
        "\($0.fullMessage) \($0.data?.json() ?? "") \($0.help ?? "")"
      }
      for words in expected {
        let place = rest.firstIndex { message in words.allSatisfy(message.contains) }
        #expect(place != nil, "no \(severity) with \(words) among \(rest)")
        if let place { rest.remove(at: place) }
      }
      #expect(rest == [], "\(severity)")
    }
    expect(.error, example.errors)
    expect(.warning, example.warnings)
    expect(.note, example.notes)
    #expect(found.filter { $0.kind == .undecided }.map(\.message) == [])
  }
}

/// The contracts that the cases begin with, and the cases.
enum Contracts {
  typealias Case = AgreementTests.Case

  static let artifact = "orders/order-placed.v1.schema.json"
  static let orders = "orders/orders.asyncapi.yaml"
  static let billing = "billing/billing.asyncapi.yaml"

  static let artifactText = """
    { "$schema": "http://json-schema.org/draft-07/schema#", "title": "Order placed", "description": "An order was placed.",
      "type": "object", "required": ["id"],
      "properties": { "id": { "type": "string", "format": "uuid" }, "status": { "enum": ["new", "paid"] },
                      "total": { "type": "number" }, "note": { "type": "string" } } }
    """
  static let ordersText = """
    asyncapi: 3.0.0
    info: { title: Orders, version: 1.4.0 }
    defaultContentType: application/json
    servers: { main: { host: "kafka.example.com:9092", protocol: kafka } }
    channels:
      placed:
        address: orders.placed
        servers: [ { $ref: "#/servers/main" } ]
        messages: { placed: { $ref: "#/components/messages/placed" } }
    operations:
      sendPlaced:
        action: send
        channel: { $ref: "#/channels/placed" }
        messages: [ { $ref: "#/channels/placed/messages/placed" } ]
    components:
      messages:
        placed:
          name: placed
          payload: { schemaFormat: "application/schema+json;version=draft-07", schema: { $ref: order-placed.v1.schema.json } }
    """
  static let billingText = """
    asyncapi: 3.0.0
    info: { title: Billing, version: 2.0.0 }
    channels: { placed: { $ref: "../orders/orders.asyncapi.yaml#/channels/placed" } }
    operations: { onPlaced: { action: receive, channel: { $ref: "#/channels/placed" } } }
    """
  static func oldOrders(_ word: String) -> String {
    """
    asyncapi: 2.6.0
    info: { title: Orders, version: 1.4.0 }
    channels:
      orders.placed:
        \(word):
          operationId: sendPlaced
          message: { name: placed, schemaFormat: "application/schema+json;version=draft-07", payload: { $ref: order-placed.v1.schema.json } }
    """
  }

  static let base = [artifact: artifactText, orders: ordersText]
  static let withBilling = base.merging([billing: billingText]) { $1 }

  static let newStatus = [(file: artifact, old: #"["new", "paid"]"#, new: #"["new", "paid", "refunded"]"#)]
  static let sameVersion = ["`info.version` stays at 1.4.0"]
  static let newValue = ["`\"refunded\"` is a new value"]

  static let valid = [
    Case(testDescription: "nothing"),
    Case(
      testDescription: "a schema goes that a document refers to", removed: artifact,
      errors: [["cannot resolve"], ["is deleted"]]),
    Case(
      testDescription: "a payload in Avro",
      edits: [(orders, "application/schema+json;version=draft-07", "application/vnd.apache.avro;version=1.9.0")],
      errors: [["is described in Avro and no longer in JSON Schema"]], warnings: [sameVersion]),
    Case(
      testDescription: "a payload in Avro that the policy refuses",
      base: [:],
      files: [
        "a.yaml":
          "asyncapi: 3.0.0\ninfo: { title: T, version: 1.0.0 }\ncomponents: { messages: { m: { payload: { schemaFormat: application/vnd.apache.avro;version=1.9.0, schema: {} } } } }"
      ],
      policy: "foreign-formats: error", errors: [["Avro", "the policy refuses"]]),
    Case(
      testDescription: "nullable of OpenAPI in draft-07",
      base: [:],
      files: [
        "a.yaml":
          "asyncapi: 3.0.0\ninfo: { title: T, version: 1.0.0 }\ncomponents: { schemas: { m: { type: string, nullable: true } } }"
      ],
      warnings: [["`nullable` is no keyword"]]),
  ]

  static let roles = [
    Case(
      testDescription: "what is sent gains a value", base: withBilling, edits: newStatus,
      errors: [["sendPlaced", "refunded", "old receivers refuse it", "billing", "onPlaced"]], warnings: [sameVersion],
      notes: [newValue]),
    Case(
      testDescription: "what is received gains a value",
      base: [artifact: artifactText, orders: ordersText.replacing("action: send", with: "action: receive")],
      edits: newStatus, notes: [newValue]),
    Case(
      testDescription: "what 2.6 subscribes to gains a value",
      base: [artifact: artifactText, orders: oldOrders("subscribe")],
      edits: newStatus, errors: [["`subscribe`, which in AsyncAPI 2 is what it sends", "refunded"]],
      warnings: [sameVersion], notes: [newValue]),
    Case(
      testDescription: "what 2.6 publishes gains a value",
      base: [artifact: artifactText, orders: oldOrders("publish")],
      edits: newStatus, notes: [newValue]),
    Case(
      testDescription: "what is received asks for more, of which the comparison of schemas tells",
      base: [artifact: artifactText, orders: ordersText.replacing("action: send", with: "action: receive")],
      edits: [(artifact, #""required": ["id"]"#, #""required": ["id", "total"]"#)],
      errors: [["required", "total"]], warnings: [sameVersion]),
    Case(
      testDescription: "a type of an inline payload",
      base: [
        orders: """
        asyncapi: 3.0.0
        info: { title: Orders, version: 1.0.0 }
        channels:
          placed:
            address: orders.placed
            messages: { placed: { payload: { type: object, properties: { total: { type: number } } } } }
        operations: { act: { action: send, channel: { $ref: '#/channels/placed' } } }
        """
      ], edits: [(orders, "type: number", "type: string")],
      errors: [["`act` sends `placed`", "total"]], warnings: [["`info.version` stays at 1.0.0"]]),
    Case(
      testDescription: "a header that receivers did not have to send",
      base: [
        orders: """
        asyncapi: 3.0.0
        info: { title: Orders, version: 1.0.0 }
        channels: { placed: { messages: { placed: { headers: { type: object, properties: { t: { type: string } } } } } } }
        operations: { act: { action: receive, channel: { $ref: '#/channels/placed' } } }
        """
      ], edits: [(orders, "type: object,", "type: object, required: [t],")],
      errors: [["old senders may send {\"headers\":{}}"]], warnings: [["stays at 1.0.0"]]),
  ]

  static let channels = [
    Case(
      testDescription: "an address", base: withBilling, edits: [(orders, "orders.placed\n", "orders.placed.v2\n")],
      errors: [["`orders.placed`", "`orders.placed.v2`", "senders and receivers"]], warnings: [sameVersion]),
    Case(
      testDescription: "a topic",
      base: [
        artifact: artifactText,
        orders: ordersText.replacing(
          "    servers: [", with: "    bindings: { kafka: { topic: orders-placed } }\n    servers: ["),
      ],
      edits: [(orders, "orders-placed", "orders_placed")],
      errors: [["topic", "`orders-placed`", "`orders_placed`"]], warnings: [sameVersion]),
    Case(
      testDescription: "partitions",
      base: [
        artifact: artifactText,
        orders: ordersText.replacing(
          "    servers: [", with: "    bindings: { kafka: { partitions: 3 } }\n    servers: ["),
      ],
      edits: [(orders, "partitions: 3", "partitions: 6")], errors: [["6 partitions and no longer 3"]],
      warnings: [sameVersion]),
    Case(
      testDescription: "a policy of clean-up",
      base: [
        artifact: artifactText,
        orders: ordersText.replacing(
          "    servers: [",
          with: "    bindings: { kafka: { topicConfiguration: { cleanup.policy: [delete] } } }\n    servers: ["),
      ],
      edits: [(orders, "[delete]", "[compact]")], errors: [["`cleanup.policy`"]], warnings: [sameVersion]),
    Case(
      testDescription: "a content type of the message",
      edits: [(orders, "name: placed\n", "name: placed\n      contentType: application/avro\n")],
      errors: [["`application/json` to `application/avro`"]], warnings: [sameVersion]),
    Case(
      testDescription: "a content type of the document",
      edits: [(orders, "Type: application/json", "Type: application/cbor")],
      errors: [["`application/cbor`"]], warnings: [sameVersion]),
    Case(
      testDescription: "a content type that the message has itself",
      base: [
        artifact: artifactText,
        orders: ordersText.replacing("name: placed\n", with: "name: placed\n      contentType: application/json\n"),
      ],
      edits: [(orders, "ContentType: application/json", "ContentType: application/cbor")]),
    Case(
      testDescription: "an operation that is removed",
      edits: [
        (
          orders,
          "operations:\n  sendPlaced:\n    action: send\n    channel: { $ref: \"#/channels/placed\" }\n    messages: [ { $ref: \"#/channels/placed/messages/placed\" } ]\n",
          ""
        )
      ],
      errors: [["the operation `sendPlaced` is removed"]], warnings: [sameVersion]),
    Case(
      testDescription: "a message that is removed",
      edits: [
        (orders, "    messages: { placed: { $ref: \"#/components/messages/placed\" } }\n", ""),
        (orders, "    messages: [ { $ref: \"#/channels/placed/messages/placed\" } ]\n", ""),
      ], errors: [["the message `placed` is removed from the channel `placed`"]], warnings: [sameVersion]),
    Case(
      testDescription: "a channel that is removed",
      files: [
        orders: """
        asyncapi: 3.0.0
        info: { title: Orders, version: 1.4.0 }
        defaultContentType: application/json
        servers: { main: { host: "kafka.example.com:9092", protocol: kafka } }
        """
      ], errors: [["the channel `placed` (`orders.placed`) is removed"]], warnings: [sameVersion]),
    Case(
      testDescription: "a channel that is added",
      edits: [(orders, "channels:\n", "channels:\n  paid: { address: orders.paid }\n")]),
    Case(
      testDescription: "a server that is removed",
      base: [
        artifact: artifactText,
        orders: ordersText.replacing("servers: { main:", with: "servers: { other: { host: b, protocol: kafka }, main:"),
      ],
      edits: [
        (orders, ", main: { host: \"kafka.example.com:9092\", protocol: kafka }", ""),
        (orders, "#/servers/main", "#/servers/other"),
      ], errors: [["clients of `main`"]], warnings: [sameVersion]),
    Case(
      testDescription: "security that was none",
      base: [
        artifact: artifactText,
        orders: ordersText.replacing("protocol: kafka }", with: "protocol: kafka, security: [] }"),
      ],
      edits: [
        (orders, "security: []", "security: [ { $ref: \"#/components/securitySchemes/scram\" } ]"),
        (orders, "components:\n", "components:\n  securitySchemes: { scram: { type: scramSha512 } }\n"),
      ], errors: [["the server `main`", "`scram`"]], warnings: [sameVersion]),
    Case(
      testDescription: "a message with a payload in place is added",
      edits: [(orders, "    messages: { placed:", "    messages: { paid: { payload: { type: object } }, placed:")],
      warnings: [["`paid`"]]),
    Case(
      testDescription: "a schema that no message refers to",
      files: ["orders/order-paid.v1.schema.json": artifactText.replacing("placed", with: "paid")],
      warnings: [["orders/order-paid.v1.schema.json"]]),
    Case(testDescription: "another file", files: ["notes/a.json": "{}"]),
  ]

  static let refactorings = [
    Case(
      testDescription: "the text of the schema in place of the reference",
      edits: [
        (orders, "{ $ref: order-placed.v1.schema.json }", artifactText.split(separator: "\n").joined(separator: " "))
      ]),
    Case(
      testDescription: "the message in the channel",
      edits: [
        (
          orders,
          "components:\n  messages:\n    placed:\n      name: placed\n      payload: { schemaFormat: \"application/schema+json;version=draft-07\", schema: { $ref: order-placed.v1.schema.json } }",
          ""
        ),
        (
          orders, "{ placed: { $ref: \"#/components/messages/placed\" } }",
          "{ placed: { name: placed, payload: { schemaFormat: \"application/schema+json;version=draft-07\", schema: { $ref: order-placed.v1.schema.json } } } }"
        ),
      ]),
    Case(
      testDescription: "the key of the channel", base: withBilling,
      edits: [
        (orders, "channels:\n  placed:", "channels:\n  orderPlaced:"),
        (orders, "#/channels/placed", "#/channels/orderPlaced"),
        (billing, "yaml#/channels/placed", "yaml#/channels/orderPlaced"),
      ]),
    Case(
      testDescription: "what a trait says, written into the message",
      base: [
        artifact: artifactText,
        orders: ordersText.replacing(
          "name: placed\n", with: "name: placed\n      traits: [ { headers: { type: object, required: [t] } } ]\n"),
      ],
      edits: [
        (orders, "traits: [ { headers: { type: object, required: [t] } } ]", "headers: { type: object, required: [t] }")
      ]),
    Case(
      testDescription: "keys in another order",
      edits: [(orders, "info: { title: Orders, version: 1.4.0 }", "info: { version: 1.4.0, title: Orders }")]),
  ]

  static let versions = [
    Case(
      testDescription: "a patch", base: withBilling, edits: newStatus + [(orders, "version: 1.4.0", "version: 1.4.1")],
      errors: [["refunded"], ["from 1.4.0 to 1.4.1", "2.0.0"]], notes: [newValue]),
    Case(
      testDescription: "a major version for a description",
      edits: [(orders, "title: Orders, version: 1.4.0", "title: Orders, version: 2.0.0, description: All of them")],
      notes: [["from 1.4.0 to 2.0.0"]]),
    Case(
      testDescription: "a minor version below 1",
      base: [artifact: artifactText, orders: ordersText.replacing("1.4.0", with: "0.9.0")],
      edits: newStatus + [(orders, "0.9.0", "0.10.0")], errors: [["refunded"]], notes: [newValue]),
    Case(
      testDescription: "a draft", edits: newStatus + [(orders, "1.4.0", "2.0.0-draft")], errors: [["refunded"]],
      notes: [newValue]),
    Case(
      testDescription: "a draft that is free", edits: newStatus + [(orders, "1.4.0", "2.0.0-draft")],
      policy: "drafts: free", notes: [newValue]),
  ]
}
