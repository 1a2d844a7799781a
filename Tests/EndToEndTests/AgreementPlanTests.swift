import TestSupport
import Testing

/// Plans for parts of AsyncAPI documents, whose age is that of the default branch.
@Suite struct AgreementPlanTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    /// What the plan is about: the pointer and the replacement; `nil` for no plan.
    var planned: (pointer: String, replacement: String)?
    var artifact = "orders/orders.asyncapi.yaml"
    var sunset = "2026-11-01"
    var consumer = "{ state: moved, commit: 5b83215 }"
    /// When the plan reached the default branch; `nil` where the evidence does not say it.
    var landed: String? = "2026-09-01T10:00:00Z"
    var schema = AgreementPlanTests.schema
    /// The texts of the document that the change replaces.
    var edits: [(old: String, new: String)] = []
    /// What it makes of the schema; `nil` where it removes the document.
    var newSchema: String?
    var removesDocument = false
    var stage = "pre-push"
    let verdict: String
    var words: [String] = []
  }

  @Test(arguments: addresses + parts + messages)
  func `what a plan of the base lets go may go`(example: Case) async throws {
    try await withScratchRepository { repository in
      let first = try await repository.commit([
        ".signalbox/contracts.yml": "root: \(Self.folder)\nrules: { contracts/missing-approval: off }\n",
        Self.schemaPath: example.schema, Self.documentPath: Self.document,
      ])
      let plan = example.planned.map { planned in
        """
        artifact: \(example.artifact)
        owners: [orders]
        removals:
          - pointer: \(planned.pointer)
            replacement: \(planned.replacement)
            announced: 2026-09-01
            sunset: \(example.sunset)
            consumers: { billing: \(example.consumer) }
        """
      }
      let commit = try await repository.commit(["\(Self.folder)/deprecations/orders.yml": plan ?? ""])
      try await repository.git("checkout", "--quiet", "-b", "change")
      var document = Self.document
      for edit in example.edits {
        #expect(document.contains(edit.old), "\(edit.old)")
        document = document.replacing(edit.old, with: edit.new)
      }
      if example.removesDocument {
        try await repository.git("rm", "--quiet", Self.documentPath)
        try await repository.commit()
      } else {
        try await repository.commit([Self.documentPath: document, Self.schemaPath: example.newSchema ?? example.schema])
      }
      let landed = example.landed.map { instant in
        let entries = [first, commit].map {
          #"{"commit": "\#($0)", "pullRequest": 7, "mergedAt": "\#($0 == commit ? instant : Self.begin)"}"#
        }
        return #", "landed": [\#(entries.joined(separator: ", "))]"#
      }
      try await repository.write(
        "evidence.json",
        """
        {"version": 1, "source": {"kind": "manual", "repository": "acme/orders", "collectedAt": "\(Self.now)"}, \
        "changes": []\(landed ?? "")}
        """)
      let judged = try await Judgement(
        [
          "--base", "main", "--head", "change", "--stage", example.stage, "--now", Self.now, "--evidence",
          "evidence.json",
        ], in: repository)
      judged.expect(example.verdict, example.words)
    }
  }

  private static let begin = "2026-09-01T10:00:00Z"
  private static let now = "2026-11-30T18:00:00Z"
  private static let folder = "platform/contracts"
  private static let documentPath = "\(folder)/orders/orders.asyncapi.yaml"
  private static let schemaPath = "\(folder)/orders/order-placed.v1.schema.json"

  private static let schema = """
    { "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "Order placed", "description": "An order.",
      "type": "object", "required": ["id"], "deprecated": true,
      "properties": { "id": { "type": "string" }, "status": { "enum": ["new", "paid"], "deprecated": true } } }

    """
  private static let refunded = schema.replacing(#"["new", "paid"]"#, with: #"["new", "paid", "refunded"]"#)

  private static let document = """
    asyncapi: 3.0.0
    info: { title: Orders, version: 1.4.0 }
    servers:
      main: { host: kafka.example.com, protocol: kafka }
      other: { host: other.example.com, protocol: kafka }
    channels:
      placed:
        address: orders.placed
        servers: [ { $ref: "#/servers/main" } ]
        messages: { placed: { $ref: "#/components/messages/placed" } }
      paid: { address: paid, bindings: { kafka: { topic: orders-paid } } }
    operations:
      sendPlaced: { action: send, channel: { $ref: "#/channels/placed" } }
    components:
      messages: { placed: { payload: { $ref: order-placed.v1.schema.json } } }

    """

  private static let moved = [(old: "address: orders.placed\n", new: "address: orders.placed.v2\n"), release]
  private static let release = (old: "version: 1.4.0", new: "version: 2.0.0")
  private static let address = (pointer: "/channels/placed/address", replacement: "orders.placed.v2")

  private static let addresses = [
    Case(
      testDescription: "an address without a plan", edits: moved, verdict: "fail",
      words: ["`orders.placed` to `orders.placed.v2`"]),
    Case(testDescription: "an address with a plan", planned: address, edits: moved, verdict: "pass"),
    Case(
      testDescription: "an address with a plan for its channel", planned: ("/channels/placed", "orders.placed.v2"),
      edits: moved, verdict: "pass"),
    Case(
      testDescription: "an address with a plan for another one", planned: ("/channels/placed/address", "orders.lost"),
      edits: moved, verdict: "fail", words: ["the replacement is `orders.lost`"]),
    Case(
      testDescription: "an address before the sunset", planned: address, sunset: "2026-12-24", edits: moved,
      verdict: "fail", words: ["the sunset 2026-12-24 is not past"]),
    Case(
      testDescription: "an address with a young plan", planned: address, landed: "2026-11-20T10:00:00Z", edits: moved,
      verdict: "fail", words: ["the plan is on the default branch since 2026-11-20, and 20 days are left"]),
    Case(
      testDescription: "an address with a consumer on its way", planned: address, consumer: "{ state: migrating }",
      edits: moved, verdict: "fail", words: ["`billing` has not moved"]),
    Case(
      testDescription: "an address with a plan of unknown age before a push", planned: address, landed: nil,
      edits: moved, verdict: "pass", words: ["owed"]),
    Case(
      testDescription: "an address with a plan of unknown age at the merge", planned: address, landed: nil,
      edits: moved, stage: "merge", verdict: "undecided", words: ["no evidence says when"]),
    Case(
      testDescription: "a topic", planned: ("/channels/paid/bindings/kafka/topic", "orders_paid"),
      edits: [("topic: orders-paid", "topic: orders_paid"), release], verdict: "pass"),
  ]

  private static let parts = [
    Case(
      testDescription: "an operation", planned: ("/operations/sendPlaced", "later"),
      edits: [("  sendPlaced: { action: send, channel: { $ref: \"#/channels/placed\" } }\n", "  {}\n"), release],
      verdict: "pass"),
    Case(
      testDescription: "a channel", planned: ("/channels/paid", "later"),
      edits: [("  paid: { address: paid, bindings: { kafka: { topic: orders-paid } } }\n", ""), release],
      verdict: "pass"),
    Case(
      testDescription: "a channel with a plan for another one", planned: ("/channels/placed", "later"),
      edits: [("  paid: { address: paid, bindings: { kafka: { topic: orders-paid } } }\n", ""), release],
      verdict: "fail", words: ["the channel `paid`"]),
    Case(
      testDescription: "a server", planned: ("/servers/other", "main"),
      edits: [("  other: { host: other.example.com, protocol: kafka }\n", ""), release], verdict: "pass"),
    Case(
      testDescription: "a document", planned: ("\"\"", "later"), removesDocument: true, verdict: "pass"),
    Case(testDescription: "a document without a plan", removesDocument: true, verdict: "fail", words: ["is removed"]),
  ]

  private static let withoutMessage = [
    (old: "    messages: { placed: { $ref: \"#/components/messages/placed\" } }\n", new: ""), release,
  ]

  private static let messages = [
    Case(
      testDescription: "a message whose schema is deprecated, and of which no plan tells", edits: withoutMessage,
      verdict: "fail", words: ["the message `placed` is removed"]),
    Case(
      testDescription: "a message", planned: ("/channels/placed/messages/placed", "later"), edits: withoutMessage,
      verdict: "pass"),
    Case(
      testDescription: "a message with its schema", planned: ("\"\"", "later"),
      artifact: "orders/order-placed.v1.schema.json", edits: withoutMessage, verdict: "pass"),
    Case(
      testDescription: "a value that is sent", planned: ("/properties/status", "/properties/id"),
      artifact: "orders/order-placed.v1.schema.json", edits: [release], newSchema: refunded, verdict: "pass"),
    Case(
      testDescription: "a value that is sent, without a plan", edits: [release], newSchema: refunded, verdict: "fail",
      words: ["old receivers refuse it"]),
  ]
}
