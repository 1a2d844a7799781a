import Documents
import TestSupport
import Testing

/// The verbs of `contracts` for messages and deployments.
@Suite struct ContractMessageTests {
  private static let folder = "platform/contracts"
  private static let artifact = "\(folder)/orders/order-placed.v1.schema.json"

  private static func order(_ required: String) -> String {
    """
    { "type": "object", "required": [\(required)],
      "properties": { "id": { "type": "string" }, "total": { "type": "number" } } }
    """
  }

  private static let document = """
    asyncapi: 3.0.0
    info: { title: Orders, version: 1.4.0 }
    channels:
      placed: { address: orders.placed, messages: { placed: { $ref: "#/components/messages/placed" } } }
    components:
      messages:
        placed:
          payload:
            schemaFormat: "application/schema+json;version=draft-07"
            schema: { $ref: order-placed.v1.schema.json }
    """

  private static let policy = [".signalbox/contracts.yml": "root: \(folder)\n"]

  // MARK: Deployments

  @Test func `a service cannot be deployed beside a version that reads what it no longer sends`() async throws {
    try await withScratchRepository { repository in
      let expectation = "\(Self.folder)/consumers/billing/order-placed.v1.yml"
      let old = try await repository.commit(
        Self.policy.merging([
          Self.artifact: Self.order(#""id", "total""#), expectation: "fields: [/id, /total]\n",
        ]) { $1 })
      try await repository.commit([Self.artifact: Self.order(#""id""#), expectation: "fields: [/id]\n"])
      try await repository.write(
        "evidence.json",
        """
        {"version": 1, "source": {"kind": "manual", "repository": "acme/orders", "collectedAt": "2026-11-30T18:00:00Z"}, \
        "changes": [], "deployments": [{"environment": "production", "commit": "\(old)", "service": "billing", \
        "version": "1.2.0", "state": "success", "at": "2026-11-01T00:00:00Z"}]}
        """)
      func ask(_ environment: String, _ service: String) async throws -> Tool {
        try await contracts(
          "can-i-deploy", "--service", service, "--environment", environment, "--evidence", "evidence.json",
          in: repository)
      }
      let production = try await ask("production", "orders")
      #expect(production.status == 1)
      for word in ["billing", "1.2.0", "production", #"`{"id":""}`"#] {
        #expect(production.outputText.contains(word), "\(production.outputText)")
      }
      let staging = try await ask("staging", "orders")
      #expect(staging.status == 0)
      #expect(staging.outputText.contains("nothing is deployed to staging"))
      let other = try await ask("production", "mail")
      #expect(other.status == 0, "\(other.outputText)")
    }
  }

  @Test func `without deployments in the evidence nothing can be said`() async throws {
    try await withScratchRepository { repository in
      try await repository.commit(Self.policy)
      try await repository.write(
        "evidence.json",
        """
        {"version": 1, "source": {"kind": "manual", "repository": "a/b", "collectedAt": "2026-11-30T18:00:00Z"}, \
        "changes": []}
        """)
      let run = try await contracts(
        "can-i-deploy", "--service", "orders", "--environment", "production", "--evidence", "evidence.json",
        in: repository)
      #expect(run.status == 2)
      #expect(run.errorText.contains("the evidence has no deployments"))
    }
  }

  // MARK: Golden messages

  @Test func `a message is kept where its schema puts it, and tested from then on`() async throws {
    try await withScratchRepository { repository in
      try await repository.commit(Self.policy.merging([Self.artifact: Self.order(#""id""#)]) { $1 })
      let none = try await contracts("test", in: repository)
      #expect(none.status == 2)
      try await repository.write("message.json", #"{"total": 3}"#)
      let kept = try await contracts(
        "record-example", "orders/order-placed.v1", "message.json", "--name", "without-id", in: repository)
      #expect(kept.status == 0, "\(kept.errorText)")
      #expect(kept.outputText == "\(Self.folder)/examples/order-placed.v1/invalid/without-id.json\n")
      try await repository.git("add", "-A")
      try await repository.commit("Keep it")
      let tested = try await contracts("test", in: repository)
      #expect(tested.status == 0, "\(tested.outputText)\(tested.errorText)")
      #expect(tested.outputText == "1 golden message: ok\n")
      try await repository.commit([Self.artifact: Self.order("")])
      let failed = try await contracts("test", in: repository)
      #expect(failed.status == 1)
      #expect(failed.outputText.contains("this invalid message is accepted"))
      let unknown = try await contracts("record-example", "order-lost", "message.json", in: repository)
      #expect(unknown.status == 2)
    }
  }

  // MARK: Dumps

  @Test func `messages of a dump are counted by what is wrong with them`() async throws {
    try await withScratchRepository { repository in
      try await repository.commit(
        Self.policy.merging([
          Self.artifact: Self.order(#""id""#), "\(Self.folder)/orders/orders.asyncapi.yaml": Self.document,
        ]) { $1 })
      let lines = (0..<5_000).map { number in
        let payload =
          switch number % 500 {
          case 7: #"{"total": 3}"#
          case 9: #"{"id": "a", "total": "3"}"#
          default: #"{"id": "a", "total": 3}"#
          }
        // kcat writes the payload as a text.
        let text = number % 2 == 0 ? payload : Node.string(payload).json()
        return #"{"topic": "orders.placed", "partition": 0, "offset": \#(number), "key": null, "payload": \#(text)}"#
      }
      try await repository.write("dump.jsonl", lines.joined(separator: "\n") + "\n")
      let run = try await contracts("messages", "dump.jsonl", in: repository)
      #expect(run.status == 1)
      #expect(run.outputText.contains("partition 0, offset 7 (line 8)"))
      #expect(run.outputText.split(separator: "\n").count { $0.hasPrefix("10 × orders.placed: ") } == 2)
      #expect(run.outputText.hasSuffix("20 of 5000 messages do not fit\n"), "\(run.outputText.suffix(200))")
      try await repository.write("other.jsonl", #"{"topic": "payments", "payload": {}}"#)
      let other = try await contracts("messages", "other.jsonl", in: repository)
      #expect(other.status == 2)
      #expect(other.outputText.contains("no AsyncAPI document has a channel `payments`"))
    }
  }

  // MARK: Personal data

  @Test func `the fields of schemas are listed with whether they are about persons`() async throws {
    try await withScratchRepository { repository in
      try await repository.write(
        "user.schema.json",
        #"{ "title": "User", "properties": { "email": { "type": "string" }, "id": { "type": "string" } } }"#)
      let lines = try await contracts("personal-data", "--format", "lines", "user.schema.json", in: repository)
      #expect(lines.status == 1)
      #expect(
        lines.outputText == """
          {"path":"User#/email","file":"user.schema.json","pointer":"/properties/email","personal":true,\
          "reason":"its name says `email`"}
          {"path":"User#/id","file":"user.schema.json","pointer":"/properties/id","personal":false}

          """)
      try await repository.write("none.json", #"{ "properties": { "id": true } }"#)
      #expect(try await contracts("personal-data", "none.json", in: repository).status == 0)
      try await repository.write("broken.json", "{")
      #expect(try await contracts("personal-data", "broken.json", in: repository).status == 2)
    }
  }
}
