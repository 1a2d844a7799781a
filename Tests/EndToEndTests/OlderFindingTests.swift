import SystemPackage
import TestSupport
import Testing

/// Warnings and notes that were there before a change, on lines that it leaves alone.
@Suite struct OlderFindingTests {
  private static let path = "platform/contracts/a.schema.json"
  private static let policy = [".signalbox/contracts.yml": "schemas: { compatibility: { mode: none } }\n"]

  /// A schema in lines, of which each keyword may have no effect.
  private static func schema(_ lines: String...) -> String {
    "{\n  \"title\": \"t\", \"description\": \"d\", \"type\": \"integer\",\n"
      + lines.map { "  \($0)" }.joined(separator: ",\n") + "\n}\n"
  }

  private static let older = "\"minLength\": 1"

  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let before: String
    let after: String
    var path = OlderFindingTests.path
    /// The lines of the warnings.
    let lines: [Int]
    /// Whether more of them are counted only.
    let hidesSome: Bool
  }

  @Test(arguments: [
    Case(
      testDescription: "another line is edited", before: schema(older, "\"minimum\": 1"),
      after: schema(older, "\"minimum\": 0"), lines: [], hidesSome: true),
    Case(
      testDescription: "the line itself is edited", before: schema(older, "\"minimum\": 1"),
      after: schema("\"minLength\": 2", "\"minimum\": 1"), lines: [3], hidesSome: false),
    Case(
      testDescription: "a line before it is added", before: schema(older, "\"minimum\": 1"),
      after: schema("\"maximum\": 9", older, "\"minimum\": 1"), lines: [], hidesSome: true),
    Case(
      testDescription: "another warning comes along", before: schema(older, "\"minimum\": 1"),
      after: schema(older, "\"minimum\": 1", "\"maxLength\": 3"), lines: [5], hidesSome: true),
    Case(
      testDescription: "an edit elsewhere takes the effect of a keyword away",
      before: "{\n  \"title\": \"t\", \"description\": \"d\",\n  \"type\": \"string\",\n  \"minLength\": 1\n}\n",
      after: "{\n  \"title\": \"t\", \"description\": \"d\",\n  \"type\": \"integer\",\n  \"minLength\": 1\n}\n",
      lines: [4],
      hidesSome: false),
    Case(
      testDescription: "the file is moved", before: schema(older, "\"minimum\": 1", "\"maximum\": 9"),
      after: schema(older, "\"minimum\": 1", "\"maximum\": 9"), path: "platform/contracts/b.schema.json", lines: [],
      hidesSome: true),
  ])
  func `only what the change touches or causes is told`(example: Case) async throws {
    try await withScratchRepository { repository in
      try await repository.commit(Self.policy.merging([Self.path: example.before]) { $1 })
      if example.path != Self.path { try await repository.git("mv", Self.path, example.path) }
      try await repository.commit([example.path: example.after])
      let arguments = ["check", "--base", "HEAD~1", "--format", "json"]
      let judged = try Judged(try await contracts(arguments, in: repository))
      #expect(judged.lines(of: "contracts/ineffective-keyword") == example.lines)
      let text = try await contracts("check", "--base", "HEAD~1", in: repository).text
      #expect(text.contains("older (shown by --all)") == example.hidesSome, "\(text)")
      let all = try Judged(try await contracts(arguments + ["--all"], in: repository))
      #expect(all.lines(of: "contracts/ineffective-keyword").count >= example.lines.count + (example.hidesSome ? 1 : 0))
    }
  }

  @Test func `an error is told wherever it is`() async throws {
    try await withScratchRepository { repository in
      let policy = [".signalbox/contracts.yml": "rules: { contracts/ineffective-keyword: error }\n"]
      try await repository.commit(policy.merging([Self.path: Self.schema(Self.older, "\"minimum\": 1")]) { $1 })
      try await repository.commit([Self.path: Self.schema(Self.older, "\"minimum\": 0")])
      let judged = try Judged(
        try await contracts("check", "--base", "HEAD~1", "--format", "json", in: repository))
      #expect(judged.lines(of: "contracts/ineffective-keyword") == [3])
    }
  }
}
