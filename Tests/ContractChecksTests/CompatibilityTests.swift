import Changes
import ContractChecks
import Documents
import Findings
import Policy
import Testing

/// What `contracts/breaking-change` and `contracts/removed-without-deprecation` say of changes that their examples do not show.
@Suite struct CompatibilityTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let files: String
    /// Parts of what is said, one for each finding in the order of the report.
    let said: [String]
    var policy = ""
  }

  @Test(arguments: broken + kept + formats + hidden + gone + policies)
  func `a change is compared by what its schemas mean`(example: Case) async throws {
    var text = example.files
    if !example.policy.isEmpty { text += "\n-- given: policy --\n\(example.policy)" }
    var said: [String] = []
    for rule in ContractCheck.rules
    where ["contracts/breaking-change", "contracts/removed-without-deprecation"].contains(rule.metadata.id) {
      said += try await ContractCheck.report(of: rule, on: Example(text)).allFindings.map { finding in
        "\(finding.place?.path ?? ""):\(finding.place?.span?.start.description ?? "") \(finding.fullMessage)"
      }
    }
    #expect(said.count == example.said.count, "\(said)")
    for (said, expected) in zip(said, example.said) { #expect(said.contains(expected)) }
  }

  private static func files(_ files: [String: String], base: [String: String]) -> String {
    (base.map { ("base: ", $0) } + files.map { ("", $0) }).sorted { $0.1.key < $1.1.key }
      .map { "-- \($0)platform/contracts/\($1.key) --\n\($1.value)" }.joined(separator: "\n")
  }

  private static let broken = [
    Case(
      testDescription: "through two references, at the line that changed",
      files: files(
        [
          "a.schema.json": #"{"items": {"$ref": "b.schema.json"}}"#,
          "b.schema.json": #"{"properties": {"c": {"$ref": "c.schema.json"}}}"#,
          "c.schema.json": #"{"maxLength": 3}"#,
        ],
        base: [
          "a.schema.json": #"{"items": {"$ref": "b.schema.json"}}"#,
          "b.schema.json": #"{"properties": {"c": {"$ref": "c.schema.json"}}}"#,
          "c.schema.json": #"{"maxLength": 5}"#,
        ]),
      said: ["c.schema.json:1:15 `maxLength: 3` is not backward compatible: "]),
    Case(
      testDescription: "only for those who refer to a definition",
      files: files(
        [
          "a.schema.json": #"{"$ref": "common.json#/$defs/id"}"#,
          "common.json": #"{"$defs": {"id": {"minLength": 2}, "other": {}}}"#,
        ],
        base: [
          "a.schema.json": #"{"$ref": "common.json#/$defs/id"}"#,
          "common.json": #"{"$defs": {"id": {"minLength": 1}, "other": {}}}"#,
        ]),
      said: ["common.json:1:32 `minLength: 2` is not backward compatible in `platform/contracts/a.schema.json`: "]),
    Case(
      testDescription: "in a file that was moved and edited",
      files: files(
        ["new/a.schema.json": #"{"type": "string"}"#], base: ["old/a.schema.json": #"{"type": ["string", "null"]}"#]),
      said: ["new/a.schema.json:1:10 `type: string` is not backward compatible"]),
    Case(
      testDescription: "in YAML",
      files: files(["a.schema.yaml": "maximum: 5"], base: ["a.schema.yaml": "maximum: 6"]),
      said: ["a.schema.yaml:1:10 `maximum: 5` is not backward compatible"]),
    Case(
      testDescription: "in two ways, each at its line, with one proof",
      files: files(
        ["a.schema.json": #"{"properties": {"a": {"maximum": 1}, "b": {"maximum": 1}}}"#],
        base: ["a.schema.json": #"{"properties": {"a": {"maximum": 2}, "b": {"maximum": 2}}}"#]),
      said: ["`maximum: 1` is not backward compatible: `{\"a\":", "`maximum: 1` is not backward compatible: `{\"b\":"]),
    Case(
      testDescription: "in a definition of a file of definitions that nobody refers to",
      files: files(
        ["a.schema.json": #"{"$defs": {"id": {"minLength": 2}}}"#],
        base: ["a.schema.json": #"{"$defs": {"id": {"minLength": 1}}}"#]),
      said: ["`minLength: 2` is not backward compatible in `platform/contracts/a.schema.json (/$defs/id)`"]),
    Case(
      testDescription: "by a reference to another file",
      files: files(
        ["a.schema.json": #"{"$ref": "c.schema.json"}"#],
        base: [
          "a.schema.json": #"{"$ref": "b.schema.json"}"#, "b.schema.json": #"{"type": "string"}"#,
          "c.schema.json": #"{"type": "integer"}"#,
        ]) + "\n"
        + files(["b.schema.json": #"{"type": "string"}"#, "c.schema.json": #"{"type": "integer"}"#], base: [:]),
      said: ["c.schema.json:1:10 `type: integer` is not backward compatible in `platform/contracts/a.schema.json`: "]),
  ]

  private static func formatted(_ old: String, _ new: String) -> String {
    files(["a.schema.json": #"{"type": "string"\#(new)}"#], base: ["a.schema.json": #"{"type": "string"\#(old)}"#])
  }

  private static let formats = [
    Case(
      testDescription: "another format", files: formatted(#", "format": "date-time""#, #", "format": "date""#),
      said: [
        #"`format: date` is not backward compatible: `"2026-01-31T12:00:00Z"` was valid before and is rejected now"#
      ]),
    Case(
      testDescription: "a format where there was none", files: formatted("", #", "format": "uuid""#),
      said: [#"adding `format` is not backward compatible: `"a"` was valid before and is rejected now"#]),
    Case(testDescription: "no format any more", files: formatted(#", "format": "uuid""#, ""), said: []),
    Case(
      testDescription: "formats are remarks where the policy says so", files: formatted("", #", "format": "uuid""#),
      said: [],
      policy: "schemas: { formats: annotate }"),
  ]

  private static let kept = [
    Case(
      testDescription: "a property that writers did not declare",
      files: files(
        ["a.schema.json": #"{"type": "object", "properties": {"a": {}, "b": {"type": "string"}}}"#],
        base: ["a.schema.json": #"{"type": "object", "properties": {"a": {}}}"#]),
      said: []),
    Case(
      testDescription: "the layout of what others refer to",
      files: files(
        ["a.schema.json": #"{"$ref": "b.schema.json"}"#, "b.schema.json": "{\n \"type\":\n  \"string\" }"],
        base: ["a.schema.json": #"{"$ref": "b.schema.json"}"#, "b.schema.json": #"{"type": "string"}"#]),
      said: []),
    Case(
      testDescription: "a file that was no schema",
      files: files(["a.schema.json": #"{"type": "string"}"#], base: ["a.schema.json": #"{"type": "strong"}"#]),
      said: []),
    Case(
      testDescription: "a file of another kind",
      files: files(["a.json": #"{"kind": "string"}"#], base: ["a.json": #"{"kind": "integer"}"#]), said: []),
  ]

  private static let library = #"{"$defs": {"id": {"type": "string"}}}"#

  private static let hidden = [
    Case(
      testDescription: "a schema that moves to where the policy looks at nothing",
      files: files(
        ["drafts/a.schema.json": "{}", "b.schema.json": "{}"], base: ["a.schema.json": "{}", "b.schema.json": "{}"]),
      said: ["a.schema.json: platform/contracts/a.schema.json is deleted"],
      policy: "exclude: [platform/contracts/drafts/**]"
    ),
    Case(
      testDescription: "the last definition of a library",
      files: files(["a.schema.json": #"{"$defs": {}}"#], base: ["a.schema.json": library]),
      said: ["platform/contracts/a.schema.json (/$defs/id) is deleted"]),
    Case(
      testDescription: "a library that asks for something by itself",
      files: files(
        ["a.schema.json": #"{"minProperties": 0, "$defs": {"id": {"type": "integer"}}}"#],
        base: ["a.schema.json": library]),
      said: ["`type: integer` is not backward compatible in `platform/contracts/a.schema.json (/$defs/id)`"]),
    Case(
      testDescription: "definitions under the name that later drafts have",
      files: files(
        ["a.schema.json": #"{"$defs": {"id": {"type": "string", "minLength": 1}}}"#],
        base: ["a.schema.json": #"{"definitions": {"id": {"type": "string"}}}"#]),
      said: ["adding `minLength` is not backward compatible"]),
    Case(
      testDescription: "a schema that moves to where less is asked",
      files: files(["old/a.schema.json": #"{"type": "integer"}"#], base: ["pay/a.schema.json": #"{"type": "string"}"#]),
      said: ["old/a.schema.json:1:10 `type: integer` is not backward compatible"],
      policy: "schemas: { compatibility: { artifacts: { o: { files: [platform/contracts/old/**], mode: none } } } }"),
    Case(
      testDescription: "a draft that is promoted promised nothing",
      files: files(["pay/a.schema.json": #"{"type": "integer"}"#], base: ["old/a.schema.json": #"{"type": "string"}"#]),
      said: [],
      policy: "schemas: { compatibility: { artifacts: { o: { files: [platform/contracts/old/**], mode: none } } } }"),
    Case(
      testDescription: "a schema with an ending of its own",
      files: files(["a.jsonschema": #"{"maximum": 1}"#], base: ["a.jsonschema": #"{"maximum": 2}"#]),
      said: ["a.jsonschema:1:13 `maximum: 1` is not backward compatible"],
      policy: "schemas: { files: ['**/*.jsonschema'] }"),
    Case(
      testDescription: "a schema that cannot be read any more",
      files: files(["a.schema.json": #"{"maximum": "#], base: ["a.schema.json": #"{"maximum": 2}"#]),
      said: [": it cannot be read"]),
    Case(
      testDescription: "a schema that is none any more",
      files: files(["a.schema.json": #"{"maximum": "1"}"#], base: ["a.schema.json": #"{"maximum": 2}"#]),
      said: [": it cannot be read"]),
  ]

  private static let gone = [
    Case(
      testDescription: "a deleted schema",
      files: files(["a.schema.json": "true"], base: ["a.schema.json": "true", "b.schema.json": "{}"]),
      said: ["b.schema.json: platform/contracts/b.schema.json is deleted"]),
    Case(
      testDescription: "a file that is a schema no more",
      files: files(
        ["a.json": "{}"], base: ["a.json": #"{"$schema": "https://json-schema.org/draft/2020-12/schema"}"#]),
      said: ["a.json:1:1 platform/contracts/a.json is not a schema any more"]),
    Case(
      testDescription: "a schema that was deprecated",
      files: files(
        ["a.schema.json": "true"], base: ["a.schema.json": "true", "b.schema.json": #"{"deprecated": true}"#]),
      said: []),
  ]

  private static let widened = files(
    ["a.schema.json": #"{"enum": [1, 2]}"#], base: ["a.schema.json": #"{"enum": [1]}"#])
  private static let grown = files(
    ["a.schema.json": #"{"properties": {"b": {"type": "string"}}}"#], base: ["a.schema.json": "{}"])

  private static let policies = [
    Case(testDescription: "backward lets a value more through", files: widened, said: []),
    Case(
      testDescription: "forward does not", files: widened,
      said: [
        "a.schema.json:1:14 adding `2` to `enum` is not forward compatible: `2` is valid now and was rejected before"
      ],
      policy: "schemas: { compatibility: { mode: forward } }"),
    Case(
      testDescription: "full does not", files: widened, said: ["`2` is valid now and was rejected before"],
      policy: "schemas: { compatibility: { mode: full } }"),
    Case(
      testDescription: "some files have a mode of their own", files: widened,
      said: ["`2` is valid now and was rejected before"],
      policy: "schemas: { compatibility: { artifacts: { a: { files: [platform/contracts/a.*], mode: full } } } }"),
    Case(
      testDescription: "none asks for nothing",
      files: files(["a.schema.json": "false"], base: ["a.schema.json": "true", "b.schema.json": "true"]), said: [],
      policy: "schemas: { compatibility: { mode: none } }"),
    Case(
      testDescription: "an open content allows what was never declared", files: grown,
      said: ["adding `b` is not backward compatible: `{\"b\":"],
      policy: "schemas: { compatibility: { content: open } }"),
    Case(
      testDescription: "what the policy excludes is not compared",
      files: files(["a.schema.json": "false"], base: ["a.schema.json": "true", "b.schema.json": "true"]), said: [],
      policy: "exclude: [platform/contracts/**]"),
  ]
}
