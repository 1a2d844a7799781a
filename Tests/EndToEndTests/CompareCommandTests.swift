import Documents
import SystemPackage
import TestSupport
import Testing

@Suite struct CompareCommandTests {
  private static let old = #"{"type":"object","properties":{"id":{"type":"string"}},"required":["id"]}"#
  private static let new = #"{"type":"object","properties":{"id":{"type":"string","minLength":3}},"required":["id"]}"#

  private func withSchemas(_ body: (FilePath) async throws -> Void) async throws {
    try await withScratchFolder { folder in
      try await folder.appending("old.json").write(Self.old)
      try await folder.appending("new.json").write(Self.new)
      try await body(folder)
    }
  }

  @Test func `a break ends with 1, a document and the keyword that refuses it`() async throws {
    try await withSchemas { folder in
      let tool = try await contracts(["compare", "old.json", "new.json", "--format", "json"], in: folder)
      #expect(tool.status == 1)
      let report = try Document.json(SourceText(tool.output)).root
      #expect(report["verdict"] == "breaking")
      #expect(report["mode"] == "backward")
      #expect(report["witness"]?["backward"]?["document"] == ["id": "a"])
      #expect(report["witness"]?["forward"] == nil)
      #expect(report["witness"]?["backward"]?["keyword"] == "minLength")
      let change = try #require(report["changes"]?.array?.first)
      #expect(change["code"] == "min-length-narrowed")
      #expect(change["pointer"] == "/properties/id/minLength")
      #expect(change["breaks"] == "writers")
      #expect(change["new"]?["path"] == "new.json")
    }
  }

  @Test func `the mode and the verdict decide the exit code`() async throws {
    try await withSchemas { folder in
      for (arguments, status) in [
        (["old.json", "old.json"], 0), (["old.json", "new.json", "--mode", "forward"], 0),
        (["old.json", "new.json", "--mode", "full"], 1), (["old.json"], 64), (["old.json", "none.json"], 2),
      ] as [([String], Int)] {
        let tool = try await contracts(["compare"] + arguments, in: folder)
        #expect(Int(tool.status) == status, "\(arguments): \(tool.text)\(tool.errorText)")
      }
    }
  }

  @Test func `each line of a file of pairs has a line of the report`() async throws {
    try await withSchemas { folder in
      let lines = [
        #"{"s1":{"type":"integer"},"s2":{"type":"number"}}"#, #"{"s1":{},"s2":false}"#, "no JSON",
        #"{"s1":{"pattern":"(a+)\\1"},"s2":{"pattern":"b"}}"#, #"{"s1":{"items":[{}]},"s2":{"type":7}}"#,
      ]
      try await folder.appending("pairs.jsonl").write(lines.joined(separator: "\n"))
      let tool = try await contracts(["compare", "--pairs", "pairs.jsonl"], in: folder)
      #expect(tool.status == 1)
      let verdicts = try tool.lines.map { line in
        try Document.json(SourceText(Array(line.utf8))).root["verdict"]?.string
      }
      #expect(verdicts == ["compatible", "breaking", "undecided", "undecided", "undecided"])
    }
  }

  @Test func `a schema of a revision is compared with the file as it is`() async throws {
    try await withScratchRepository { repository in
      try await repository.commit(["contracts/order.json": Self.old])
      try await repository.write("contracts/order.json", Self.new)
      let tool = try await contracts("compare", "HEAD:contracts/order.json", "contracts/order.json", in: repository)
      #expect(tool.status == 1)
      #expect(tool.text.contains("min-length-narrowed at /properties/id/minLength, breaks writers"))
    }
  }

  @Test func `the registry's verdict stands beside ours, and the exit code is ours`() async throws {
    try await withScratchFolder { folder in
      try await folder.appending("old.json").write(#"{"type":"object","properties":{"a":{"type":"string"}}}"#)
      try await folder.appending("new.json").write(
        #"{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}}}"#)
      func report(_ arguments: [String], status: Int) async throws -> Node {
        let tool = try await contracts(["compare", "old.json", "new.json", "--format", "json"] + arguments, in: folder)
        #expect(Int(tool.status) == status)
        return try Document.json(SourceText(tool.output)).root
      }
      #expect(try await report([], status: 0)["registry"] == nil)
      let open = ["--content", "open"]
      #expect(
        try await report(["--profile", "confluent"] + open, status: 1)["registry"] == [
          "profile": "confluent", "verdict": "breaking",
          "differences": [
            [
              "type": "OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL", "path": "#/properties/b",
              "direction": "backward", "breaks": true,
            ]
          ], "agrees": true,
        ])
      let lenient = try #require(try await report(["--profile", "confluent-lenient"] + open, status: 1)["registry"])
      #expect(lenient["verdict"] == "compatible")
      #expect(lenient["agrees"] == false)
      let declared = try await report(["--profile", "confluent-lenient"], status: 0)
      #expect(declared["registry"]?["agrees"] == true)
      let forward = try await report(["--profile", "confluent", "--mode", "forward"] + open, status: 0)
      #expect(forward["registry"]?["agrees"] == true)
    }
  }

  @Test(arguments: [
    (#"{"enum":["a"]}"#, #"{"const":"a"}"#, "the registry calls this breaking, and no document is refused"),
    (
      #"{"minLength":1}"#, #"{"type":"string","minLength":1}"#,
      "the registry passes this, and the document above is refused"
    ),
    (
      #"{"exclusiveMaximum":2}"#, #"{"exclusiveMaximum":1}"#,
      "the registry fails where exclusiveMaximum decreases and there is no maximum"
    ),
    (#"{"type":"integer"}"#, #"{"type":"number"}"#, "confluent: compatible, and so it is"),
  ])
  func `a line says where the registry differs`(old: String, new: String, line: String) async throws {
    try await withScratchFolder { folder in
      try await folder.appending("old.json").write(old)
      try await folder.appending("new.json").write(new)
      let tool = try await contracts(["compare", "old.json", "new.json", "--profile", "confluent"], in: folder)
      #expect(tool.text.contains(line), "\(tool.text)")
    }
  }

  @Test func `each line of a file of pairs has the registry's verdict, too`() async throws {
    try await withScratchFolder { folder in
      let lines = [
        #"{"s1":{"type":"integer"},"s2":{"type":"number"}}"#, #"{"s1":{"enum":["a"]},"s2":{"const":"a"}}"#, "no JSON",
      ]
      try await folder.appending("pairs.jsonl").write(lines.joined(separator: "\n"))
      let tool = try await contracts(["compare", "--pairs", "pairs.jsonl", "--profile", "confluent"], in: folder)
      let agreements = try tool.lines.map { line in
        try Document.json(SourceText(Array(line.utf8))).root["registry"]?["agrees"]?.boolean
      }
      #expect(agreements == [true, false, nil])
    }
  }

  @Test func `each side is named by its revision, and a document that was found by its identifier by its path`()
    async throws
  {
    try await withScratchRepository { repository in
      let holder = #"{"$id": "https://acme.example/a", "items": {"$ref": "b"}}"#
      try await repository.commit(["a.json": holder, "b.json": #"{"$id": "https://acme.example/b", "maximum": 2}"#])
      try await repository.git("tag", "v1")
      try await repository.commit(["b.json": #"{"maximum": 1, "$id": "https://acme.example/b"}"#])
      let narrowed = try await contracts("compare", "v1:a.json", "HEAD:a.json", in: repository)
      #expect(narrowed.status == 1)
      #expect(narrowed.text.contains("HEAD:b.json:1:13: 2 is over the maximum, 1"))
      let widened = try await contracts("compare", "HEAD:a.json", "v1:a.json", "--mode", "forward", in: repository)
      #expect(widened.text.contains("HEAD:b.json:1:13: 2 is over the maximum, 1"))
      let files = try await contracts("compare", "v1:a.json", "a.json", in: repository)
      #expect(files.text.contains("\n  b.json:1:13: 2 is over the maximum, 1"))
    }
  }

  @Test func `what is not there is named, and no pairs are no answer`() async throws {
    try await withSchemas { folder in
      let missing = try await contracts(["compare", "nope.json", "new.json", "--format", "json"], in: folder)
      #expect(missing.status == 2)
      let report = try Document.json(SourceText(missing.output)).root
      #expect(report["reason"] == "nope.json cannot be read: there is no such file")
      let none = try await contracts(["compare", "--pairs", "/dev/null"], in: folder)
      #expect(none.status == 2)
      #expect(none.errorText.contains("has no line with two schemas"))
    }
  }
}
