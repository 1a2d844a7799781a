import Documents
import SystemPackage
import TestSupport
import Testing

/// `contracts validate`, `metaschema`, `bundle` and `lint` on files.
@Suite struct SchemaCommandTests {
  private static let order = """
    { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://acme.example/orders/order",
      "type": "object",
      "required": ["id"],
      "properties": {
        "id": { "type": "string", "pattern": "^O-[0-9]+$" },
        "lines": { "type": "array", "items": { "$ref": "line" } },
        "day": { "type": "string", "format": "date" }
      },
      "additionalProperties": false }
    """

  private static let line = """
    { "$schema": "https://json-schema.org/draft/2020-12/schema", "$id": "https://acme.example/orders/line",
      "properties": { "count": { "$ref": "#/$defs/count" } },
      "$defs": { "count": { "type": "integer", "minimum": 1 } } }
    """

  private func withFiles(_ files: [String: String] = [:], _ body: (FilePath) async throws -> Void) async throws {
    try await withScratchFolder { folder in
      let all = ["order.json": Self.order, "line.json": Self.line].merging(files) { $1 }
      for (name, text) in all { try await folder.appending(name).write(text) }
      try await body(folder)
    }
  }

  @Test func `a problem has its line in the message and the line of the schema that asks for it`() async throws {
    let messages = """
      {"id":"O-1"}
      {"id":"x","lines":[{"count":0}]}

      {"id":"O-2","id":"O-3"}
      {"id":
      """
    try await withFiles(["messages.jsonl": messages]) { folder in
      let run = try await contracts(["validate", "order.json", "messages.jsonl"], in: folder)
      #expect(run.status == 1)
      #expect(
        run.text == """
          messages.jsonl:2:7: error: "x" does not match the pattern "^O-[0-9]+$"
            order.json:5:42: asked by /properties/id/pattern; the value is /id
          messages.jsonl:2:29: error: 0 is under the minimum, 1
            line.json:3:55: asked by /$defs/count/minimum; the value is /lines/0/count
          messages.jsonl:4:13: error: duplicate key `id` (first defined at line 1)
          messages.jsonl:5:7: error: expected a value, found the end of the text
          3 of 4 instances not valid
          """)
    }
  }

  @Test(arguments: [("json", 1), ("flag", 2), ("basic", 2), ("detailed", 2)])
  func `each output for programs is one document a line`(format: String, lines: Int) async throws {
    try await withFiles { folder in
      let input = Array("{\"id\":\"O-1\"}\n{\"id\":1}\n".utf8)
      let run = try await run(
        "contracts", ["validate", "order.json", "-", "--input", "lines", "--format", format], in: folder, input: input)
      #expect(run.status == 1)
      #expect(run.lines.count == lines)
      for line in run.lines { #expect(try Document.json(SourceText(line)).root.kind == .object) }
      #expect(run.text.contains(format == "json" ? "\"keyword\":\"type\"" : "\"valid\":false"))
    }
  }

  @Test func `YAML has several instances in a file, and formats are asserted when asked`() async throws {
    try await withFiles(["days.yaml": "id: O-1\nday: 2026-02-30\n---\nid: O-2\n"]) { folder in
      let lenient = try await contracts(["validate", "order.json", "days.yaml"], in: folder)
      #expect(lenient.status == 0)
      #expect(lenient.text == "2 instances: valid")
      let strict = try await contracts(["validate", "order.json", "days.yaml", "--assert-formats"], in: folder)
      #expect(strict.status == 1)
      #expect(strict.text.contains("days.yaml:2:6: error: \"2026-02-30\" is no date"))
    }
  }

  @Test(arguments: [
    (#"{ "$ref": "https://example.com/x.json" }"#, "schema.json:1:11", "References are never fetched"),
    (#"{ "$ref": "../outside.json" }"#, "schema.json:1:11", "References are never fetched"),
    (##"{ "$ref": "#/$defs/none" }"##, "schema.json:1:11", "has no /$defs/none"),
    (#"{ "pattern": "(" }"#, "schema.json:1:14", "no regular expression"),
    (#"{ "type": "strin" }"#, "schema.json:1:11", "strin"),
    (#"{ "a": 1, "a": 2 }"#, "schema.json:1:11", "duplicate key"),
    (#"{ "$schema": "https://example.com/draft" }"#, "schema.json:1:14", "unknown `$schema`"),
    ("{", "schema.json:1:2", "expected"),
  ])
  func `a schema that cannot be used leaves the question open, and says where`(
    schema: String, place: String, says: String
  ) async throws {
    try await withFiles(["schema.json": schema, "instance.json": "1"]) { folder in
      try await folder.removingLastComponent().appending("outside.json").write("true")
      let run = try await contracts(["validate", "schema.json", "instance.json"], in: folder)
      #expect(run.status == 2)
      #expect(run.errorText.contains(place), "\(run.errorText)")
      #expect(run.errorText.contains(says), "\(run.errorText)")
    }
  }

  @Test func `what takes too long is no answer`() async throws {
    let text = String(repeating: "a", count: 60)
    try await withFiles(["schema.json": #"{ "pattern": "^(a+)+$" }"#, "instance.json": "\"\(text)!\""]) { folder in
      let run = try await contracts(["validate", "schema.json", "instance.json"], in: folder)
      #expect(run.status == 2)
      #expect(run.text.contains("was given up"))
    }
  }

  @Test func `50 MB of lines are judged in little memory`() async throws {
    let line = #"{"id":"O-1","day":"\#(String(repeating: "a long day ", count: 200))"}"# + "\n"
    let count = 50_000_000 / line.utf8.count
    try await withFiles { folder in
      let input = Array(String(repeating: line, count: count).utf8)
      let run = try await run(
        "contracts", ["validate", "order.json", "-", "--input", "lines"], in: folder, input: input, memory: 400)
      #expect(run.status == 0, "\(run.errorText)")
      #expect(run.text == "\(count) instances: valid")
    }
  }

  @Test func `a schema is held to the metaschema of its draft`() async throws {
    let wrong = #"{ "$schema": "http://json-schema.org/draft-07/schema#", "type": "strin", "minimum": "1" }"#
    try await withFiles(["wrong.json": wrong]) { folder in
      let right = try await contracts(["metaschema", "order.json", "line.json"], in: folder)
      #expect(right.status == 0, "\(right.text)")
      let run = try await contracts(["metaschema", "order.json", "wrong.json"], in: folder)
      #expect(run.status == 1)
      #expect(run.text.contains("wrong.json:1:65: error:"), "\(run.text)")
      #expect(run.text.contains("wrong.json:1:85: error: this is a string, expected a number"), "\(run.text)")
    }
  }

  @Test func `a bundle judges as the files do that it was made of`() async throws {
    try await withFiles { folder in
      let bundle = try await contracts(["bundle", "order.json", "--output", "bundle.json"], in: folder)
      #expect(bundle.status == 0, "\(bundle.errorText)")
      try await withScratchFolder { alone in
        try await alone.appending("bundle.json").write(Project.bytes(of: folder.appending("bundle.json")) ?? [])
        for (instance, status) in [
          (#"{"id":"O-1","lines":[{"count":1}]}"#, 0), (#"{"id":"O-1","lines":[{"count":0}]}"#, 1),
        ] {
          let run = try await run(
            "contracts", ["validate", "bundle.json", "-"], in: alone, input: Array(instance.utf8))
          #expect(run.status == Int32(status), "\(run.text)\(run.errorText)")
        }
      }
    }
  }

  @Test func `lint tells of rules that are none, without a repository`() async throws {
    let schema = """
      { "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A", "description": "B.",
        "type": "integer", "minLength": 3, "minimum": 2, "maximum": 1, "default": "1" }
      """
    try await withFiles(["schema.json": schema]) { folder in
      let run = try await contracts(["lint", "schema.json", "order.json"], in: folder)
      #expect(run.status == 1)
      for rule in ["ineffective-keyword", "unsatisfiable-schema", "invalid-example", "missing-description"] {
        #expect(run.text.contains("contracts/\(rule)"), "\(rule): \(run.text)")
      }
    }
  }
}

/// What a change of one schema means for others.
@Suite struct SchemaReferenceTests {
  private static func schema(_ body: String) -> String {
    #"{ "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A", "description": "B.", \#(body) }"#
  }

  @Test(arguments: ["money.json", "https://acme.example/money"])
  func `a schema that is deleted brings those that refer to it under judgement`(reference: String) async throws {
    try await withScratchRepository { repository in
      let money = Self.schema(#""$id": "https://acme.example/money", "type": "number""#)
      let order = Self.schema(#""properties": { "total": { "$ref": "\#(reference)" } }"#)
      try await repository.write("platform/contracts/money.json", money)
      try await repository.write("platform/contracts/order.json", order)
      try await repository.commit("Add contracts")
      try await repository.git("branch", "start")
      try await repository.git("rm", "--quiet", "platform/contracts/money.json")
      try await repository.commit("Delete money")
      let run = try await contracts("check", "--base", "start", "--head", "HEAD", "--format", "json", in: repository)
      #expect(run.status == 1, "\(run.text) \(run.errorText)")
      #expect(run.text.contains("contracts/unresolved-reference"))
      #expect(run.text.contains("platform/contracts/order.json"))
    }
  }
}
