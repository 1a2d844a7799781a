import TestSupport
import Testing

/// Dumps of messages, judged by the schemas of their topics.
@Suite struct MessageDumpTests {
  private static let base = [
    ".signalbox/contracts.yml": "root: contracts\n",
    "contracts/placed.schema.json": """
    { "$id": "https://acme.example/placed", "type": "object", "required": ["id"],
      "properties": { "id": { "type": "string" }, "total": { "type": "number" } } }
    """,
    "contracts/paid.schema.json": #"{ "type": "object", "required": ["paid"] }"#,
    "contracts/orders.yaml": """
    asyncapi: 3.0.0
    info: { title: Orders, version: 1.0.0 }
    channels:
      orders:
        address: orders
        messages:
          placed: { name: placed, payload: { $ref: placed.schema.json } }
          paid: { name: paid, payload: { $ref: paid.schema.json } }
      placed: { address: orders.placed, messages: { placed: { payload: { $ref: placed.schema.json } } } }
    """,
  ]

  private func judge(_ lines: [String]) async throws -> Tool {
    try await withScratchRepository { repository in
      try await repository.commit(Self.base)
      try await repository.write("dump.jsonl", lines.map { $0 + "\n" }.joined())
      return try await contracts("messages", "dump.jsonl", in: repository)
    }
  }

  @Test func `misfits are counted by what is wrong, and the first are named by their offsets`() async throws {
    let lines = (0..<3_000).map { offset in
      let payload =
        offset % 100 == 7
        ? #"{ "total": 1 }"# : offset % 250 == 11 ? #"{ "id": "a", "total": "1" }"# : #"{ "id": "a" }"#
      return #"{"topic": "orders.placed", "partition": 0, "offset": \#(offset), "payload": \#(payload)}"#
    }
    let run = try await judge(lines)
    #expect(run.status == 1)
    #expect(run.text.contains("30 × orders.placed: the property \"id\" is missing\n"))
    #expect(run.text.contains("12 × orders.placed: this is a string, expected a number, at /total\n"))
    #expect(run.text.contains("orders.placed partition 0, offset 7 (line 8)"))
    #expect(run.text.matches(of: /offset \d+ \(line/).count == 20)
    #expect(run.text.hasSuffix("42 of 3000 messages do not fit"))
  }

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let line: String
    let status: Int32
    let words: String
  }

  @Test(
    arguments: [
      Case(
        testDescription: "any message of the topic", line: #"{"topic": "orders", "payload": {"paid": true}}"#,
        status: 0,
        words: "1 message: ok"),
      Case(
        testDescription: "the message that a header names",
        line: #"{"topic": "orders", "headers": ["type", "placed"], "payload": {"paid": true}}"#, status: 1,
        words: "the property \"id\" is missing"),
      Case(
        testDescription: "the schema that a header names by its $id",
        line: #"{"topic": "lost", "headers": ["schemaId", "https://acme.example/placed"], "payload": {"id": "a"}}"#,
        status: 0, words: "1 message: ok"),
      Case(
        testDescription: "the schema that a header names by its file",
        line: #"{"topic": "orders", "headers": {"schema": "paid"}, "payload": {"id": "a"}}"#, status: 1,
        words: "the property \"paid\" is missing"),
      Case(
        testDescription: "a schema that does not exist",
        line: #"{"topic": "orders", "headers": {"schema": "lost"}, "payload": {"id": "a"}}"#, status: 2,
        words: "no schema has the id `lost`"),
      Case(
        testDescription: "the number that a registry gave",
        line: #"{"topic": "orders", "headers": ["schemaId", "17"], "payload": {"id": "a"}}"#, status: 0,
        words: "1 message: ok"),
      Case(
        testDescription: "a payload as text", line: #"{"topic": "orders.placed", "payload": "{\"id\": 1}"}"#, status: 1,
        words: "at /id"),
      Case(
        testDescription: "a topic that no document has", line: #"{"topic": "lost", "payload": {}}"#, status: 2,
        words: "no AsyncAPI document has a channel `lost`"),
      Case(testDescription: "no message", line: "", status: 2, words: "0 messages"),
      Case(testDescription: "a line that is no JSON", line: "{", status: 2, words: "not a message with a topic"),
    ])
  func `a message is judged by what its headers name, else by its topic`(example: Case) async throws {
    let run = try await judge([example.line])
    #expect(run.status == example.status, "\(run.text)\(run.errorText)")
    #expect(run.text.contains(example.words), "\(run.text)")
  }
}
