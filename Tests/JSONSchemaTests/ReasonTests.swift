import Documents
import JSONSchema
import TestSupport
import Testing

/// What is told of a value in which more is wrong than anybody would read.
@Suite struct ReasonTests {
  private static func schema(_ node: Node) throws -> Schema {
    try Schema(node, uri: "file:///a.json", defaultDraft: .draft2020, loader: { _ in nil })
  }

  @Test(arguments: [
    (#"{"anyOf":[{"type":"array","items":{"type":"integer"}},{"type":"null"}]}"#, 2_000),
    (#"{"items":{"anyOf":[{"type":"integer"},{"type":"null"},{"type":"boolean"}]}}"#, 400),
    (#"{"oneOf":[{"items":{"type":"integer"}},{"contains":{"type":"integer"}}]}"#, 5_000),
    (#"{"allOf":[{"anyOf":[{"items":{"type":"integer"}},true]},{"items":{"type":"null"}}]}"#, 3_000),
  ])
  func `what fails has a reason, however many there are`(text: String, count: Int) throws {
    let schema = try Self.schema(Document.json(SourceText(text)).root)
    let value = Node.array((0..<count).map { .string("\($0)") })
    for room in [1, 10, 1_000] {
      let evaluation = try schema.evaluate(value, room: room)
      #expect(!evaluation.isValid)
      #expect(evaluation.failures.count >= 1)
      #expect(evaluation.failures.count <= room + 100)
      #expect(evaluation.failures.allSatisfy { $0.message != "this does not fit its schema" })
    }
  }

  @Test func `a list of a thousand constants refuses with one sentence`() throws {
    let schema = try Self.schema(["oneOf": .array((0..<3_000).map { ["const": .string("v\($0)")] })])
    let failures = try schema.evaluate("zz", room: 1_000).failures
    #expect(failures.map(\.keyword) == ["oneOf"])
  }

  @Test func `as many ways to a reason as there are atoms end soon`() throws {
    var definitions: [(String, Node)] = [("d40", ["type": "string"])]
    for number in 0..<40 {
      let next: Node = ["$ref": .string("#/$defs/d\(number + 1)")]
      definitions.append(("d\(number)", ["allOf": [next, next]]))
    }
    let schema = try Self.schema(["$ref": "#/$defs/d0", "$defs": .object(definitions)])
    let evaluation = try schema.evaluate(1, room: 1_000)
    #expect(!evaluation.isValid)
    #expect(evaluation.isTruncated)
    #expect(evaluation.failures.first?.keyword == "type")
  }

  @Test func `a bundle to whose root others refer stands alone`() throws {
    let back: Node = ["$ref": "../root.json#/$defs/i"]
    let root: Node = ["properties": ["a": ["$ref": "s/back.json"]], "$defs": ["i": ["type": "integer"]]]
    var resources = SchemaResources { uri in uri.hasSuffix("/s/back.json") ? back : nil }
    let location = try resources.add(root, uri: "file:///x/root.json")
    let schema = try Schema(
      resources.bundle(location), uri: "file:///y/other.json", defaultDraft: .draft2020, loader: { _ in nil })
    #expect(try schema.isValid(["a": 1]))
    #expect(try !schema.isValid(["a": "x"]))
  }
}
