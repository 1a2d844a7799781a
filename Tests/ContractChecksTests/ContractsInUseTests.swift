import Changes
import ContractChecks
import Findings
import Policy
import Testing

/// What `check` makes of schemas as repositories have them: dialects, folders, identifiers and references of their own.
@Suite struct ContractsInUseTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var policy = "schemas: { documented: [] }"
    let files: String
    /// The rules that find something, with parts of what they say.
    var said: [(rule: String, words: [String])] = []
  }

  @Test(arguments: dialects + references + opaque + roots + causes)
  func `a repository is judged by its own conventions`(example: Case) async throws {
    let text = "\(example.files)\n-- given: policy --\n\(example.policy)"
    var said: [(rule: String, message: String)] = []
    for rule in ContractCheck.rules where !Self.others.contains(rule.metadata.id) {
      let report = try await ContractCheck.report(of: rule, on: Example(text))
      said += report.findings.map { ($0.rule, "\($0.place?.path ?? ""): \($0.fullMessage)") }
    }
    #expect(said.count == example.said.count, "\(said)")
    for (said, expected) in zip(said, example.said) {
      #expect(said.rule == "contracts/\(expected.rule)")
      for word in expected.words { #expect(said.message.contains(word), "\(said)") }
    }
  }

  /// What is about something else.
  private static let others: Set = [
    "contracts/missing-approval", "contracts/missing-golden-message",
    "contracts/consumer-impact",
  ]

  private static func files(_ files: [String: String], base: [String: String] = [:]) -> String {
    (base.map { ("base: ", $0) } + files.map { ("", $0) }).sorted { $0.1.key < $1.1.key }
      .map { "-- \($0)platform/contracts/\($1.key) --\n\($1.value)" }.joined(separator: "\n")
  }

  private static let own = #"{ "$schema": "https://acme.example/dialect", "type": "string", "maxLength": 9 }"#
  private static let shorter = #"{ "$schema": "https://acme.example/dialect", "type": "string", "maxLength": 3 }"#
  private static let broken = "breaking-change"

  private static let dialects = [
    Case(
      testDescription: "a dialect that the policy maps to a draft",
      policy: "schemas: { documented: [], files: ['**'], dialects: { 'https://acme.example/dialect': draft-07 } }",
      files: files(["event": shorter], base: ["event": own]), said: [(broken, ["event"])]),
    Case(
      testDescription: "a dialect with an empty fragment",
      policy: "schemas: { documented: [], dialects: { 'https://acme.example/dialect#': draft-07 } }",
      files: files(["e.json": shorter], base: ["e.json": own]), said: [(broken, ["e.json"])]),
    Case(
      testDescription: "a dialect that nothing maps", policy: "schemas: { documented: [], files: ['**'] }",
      files: files(["event": own]), said: [("invalid-schema", ["https://acme.example/dialect"])]),
    Case(
      testDescription: "whole numbers without a fraction",
      policy: "schemas: { documented: [], numbers: integers-have-no-fraction }",
      files: files(
        ["a.schema.json": #"{ "$schema": "http://json-schema.org/draft-04/schema#", "type": "integer" }"#],
        base: ["a.schema.json": #"{ "$schema": "http://json-schema.org/draft-04/schema#", "enum": [1, 2] }"#])),
  ]

  private static let references = [
    Case(
      testDescription: "a relative identifier with a folder",
      files: files([
        "common/a.schema.json": #"{ "$id": "common/a.schema.json", "type": "string" }"#,
        "b.schema.json": #"{ "$ref": "common/a.schema.json" }"#,
      ])),
    Case(
      testDescription: "an identifier as it is written",
      files: files([
        "x/a.schema.json": #"{ "$id": "urn:acme:a", "type": "string" }"#, "b.schema.json": #"{ "$ref": "urn:acme:a" }"#,
      ])),
    Case(
      testDescription: "a prefix that the policy maps to a folder",
      policy: """
        schemas: { documented: [], resolve: { "https://acme.example/": platform/contracts, \
        "https://acme.example/v2/": platform/contracts/two } }
        """,
      files: files(
        [
          "two/a.schema.json": #"{ "type": "string", "maxLength": 3 }"#,
          "b.schema.json": #"{ "$ref": "https://acme.example/v2/a.schema.json" }"#,
        ],
        base: [
          "two/a.schema.json": #"{ "type": "string" }"#,
          "b.schema.json": #"{ "$ref": "https://acme.example/v2/a.schema.json" }"#,
        ]), said: [(broken, ["two/a.schema.json", "b.schema.json"])]),
    Case(
      testDescription: "the name of another version",
      files: files(["a.v1.schema.json": "{}", "b.schema.json": #"{ "$ref": "a.v2.schema.json" }"#]),
      said: [("unresolved-reference", ["a.v1.schema.json is another version"])]),
    Case(
      testDescription: "another spelling",
      files: files(["Order.schema.json": "{}", "b.schema.json": #"{ "$ref": "order.schema.json" }"#]),
      said: [("unresolved-reference", ["Order.schema.json is spelled otherwise"])]),
    Case(
      testDescription: "a file outside of the root",
      files: files(["b.schema.json": ##"{ "$ref": "../../shared/a.schema.json" }"##])
        + "\n-- both: shared/a.schema.json --\n{}",
      said: [("unresolved-reference", ["shared/a.schema.json is outside of platform/contracts"])]),
  ]

  private static let opaque = [
    Case(
      testDescription: "what is beside a reference to nothing is compared",
      policy: "schemas: { documented: [] }\nrules: { contracts/unresolved-reference: off }",
      files: files(
        [
          "a.schema.json":
            #"{ "properties": { "x": { "$ref": "no.json" }, "y": { "type": "string", "maxLength": 3 } } }"#
        ],
        base: ["a.schema.json": #"{ "properties": { "x": { "$ref": "no.json" }, "y": { "type": "string" } } }"#]),
      said: [(broken, ["maxLength"]), ("unresolved-reference", ["no.json"])]),
    Case(
      testDescription: "a reference to nothing is equal to itself",
      files: files(
        ["a.schema.json": #"{ "properties": { "x": { "$ref": "no.json" }, "y": true, "z": true } }"#],
        base: ["a.schema.json": #"{ "properties": { "x": { "$ref": "no.json" }, "y": true } }"#]),
      said: [("unresolved-reference", ["no.json"])]),
  ]

  private static let roots = [
    Case(
      testDescription: "two roots, each with its own mode",
      policy: """
        schemas: { documented: [] }
        roots:
          - { path: a }
          - { path: b, schemas: { compatibility: { mode: none } } }
        """,
      files: ["a", "b"].map { root in
        """
        -- base: \(root)/x.schema.json --
        { "type": "string" }
        -- \(root)/x.schema.json --
        { "type": "integer" }
        """
      }.joined(separator: "\n"), said: [(broken, ["a/x.schema.json"])])
  ]

  private static let causes = [
    Case(
      testDescription: "one address that leads nowhere is told once",
      files: files([
        "a.schema.json": #"{ "allOf": [{ "$ref": "no.json" }, { "$ref": "no.json" }] }"#,
        "b.schema.json": #"{ "$ref": "no.json" }"#,
      ]), said: [("unresolved-reference", ["3 places in 2 files", "a.schema.json", "b.schema.json"])]),
    Case(
      testDescription: "the same edit of two files is told once",
      files: files(
        ["a.schema.json": #"{ "enum": [1] }"#, "b.schema.json": #"{ "enum": [1] }"#],
        base: ["a.schema.json": #"{ "enum": [1, 2] }"#, "b.schema.json": #"{ "enum": [1, 2] }"#]),
      said: [(broken, ["2 places in 2 files", "a.schema.json", "b.schema.json"])]),
    Case(
      testDescription: "the same word that is misspelt twice is told once",
      files: files([
        "a.schema.json": #"{ "requried": ["a"], "properties": { "b": { "requried": ["c"], "type": "object" } } }"#
      ]), said: [("unknown-keyword", ["2 places in this file"])]),
  ]
}
