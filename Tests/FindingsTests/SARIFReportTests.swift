import Documents
import Findings
import SystemPackage
import TestSupport
import Testing

@Suite struct SARIFReportTests {
  private func run(_ report: Report, resultLimit: Int = SARIFReportWriter.resultLimit) throws -> Node {
    let bytes = SARIFReportWriter(resultLimit: resultLimit).bytes(for: [report])
    return try #require(try Document.json(SourceText(bytes)).root["runs"]?.array?.first)
  }

  private func result(_ finding: Finding) throws -> Node {
    try #require(try run(report([finding]))["results"]?.array?.first)
  }

  private func uri(_ path: String) throws -> String? {
    try result(finding(at: Place(path: path)))["locations"]?.array?.first?["physicalLocation"]?["artifactLocation"]?[
      "uri"]?.string
  }

  @Test func `a run names the check, its rules and the commits`() throws {
    var context = Report.Context(stage: .merge)
    context.base = "0123"
    context.remarks = ["base is old"]
    let run = try run(
      Report(
        check: "samples", version: "1.2.3", context: context, scope: "2 files", findings: [finding()],
        notExecuted: [Report.NotExecuted(what: "db/rehearsal", why: "no server")], rules: sampleRules))
    #expect(run["tool"]?["driver"]?["name"] == "samples")
    #expect(run["tool"]?["driver"]?["version"] == "1.2.3")
    #expect(
      run["tool"]?["driver"]?["rules"] == [
        [
          "id": "sample/rule", "shortDescription": ["text": "Samples are right"],
          "fullDescription": ["text": "Wrong samples teach wrong things. They also look bad."],
          "helpUri": .string("\(Documentation.base)/rules/sample/rule.md"),
          "help": [
            "text": "Wrong samples teach wrong things. They also look bad.\n\nWhat to do: Put it right.",
            "markdown": "Wrong samples teach wrong things. They also look bad.\n\n**What to do:** Put it right.",
          ], "defaultConfiguration": ["level": "error"],
        ]
      ])
    #expect(run["columnKind"] == "unicodeCodePoints")
    #expect(run["properties"] == ["verdict": "fail", "base": "0123", "scope": "2 files"])
    let told = run["invocations"]?.array?.first?["toolExecutionNotifications"]?.array?.map { $0["message"]?["text"] }
    #expect(told == ["not executed: db/rehearsal: no server", "base is old"])
  }

  @Test(arguments: [
    (Finding.Kind.violation(.error), "fail", "error", "wrong"), (.violation(.warning), "fail", "warning", "wrong"),
    (.violation(.note), "fail", "note", "wrong"), (.undecided, "fail", "error", "not checked: wrong"),
    (.owed(role: "cab", label: nil), "open", "none", "pending: wrong"),
  ])
  func `each kind has the level that blocks or does not, and no other kind than fail has one`(
    kind: Finding.Kind, sarifKind: String, level: String, text: String
  ) throws {
    let result = try result(finding("wrong", kind: kind))
    #expect(result["kind"]?.string == sarifKind)
    #expect(result["level"]?.string == level)
    #expect(result["message"]?["text"]?.string == text)
    #expect(result["ruleIndex"] == 0)
  }

  @Test func `what the baseline accepts is suppressed, and nothing else`() throws {
    var known = finding(kind: .violation(.note))
    known.isBaselined = true
    #expect(try result(known)["suppressions"]?.array?.first?["kind"] == "external")
    #expect(try result(finding())["suppressions"] == nil)
  }

  @Test func `a run on the working tree names no commit as what was checked`() throws {
    var context = Report.Context(stage: .prePush)
    context.isWorkingTree = true
    let report = Report(
      check: "samples", version: "1", context: context, scope: "2 files", findings: [], rules: sampleRules)
    #expect(try run(report)["properties"] == ["verdict": "pass", "worktree": true, "scope": "2 files"])
  }

  @Test func `a result has its region, its related places and two fingerprints`() throws {
    let result = try result(
      finding(at: place("\n👍⟦ab⟧", message: "here"), related: [place("⟦c⟧", path: "b.json", message: "there")]))
    let physical = result["locations"]?.array?.first?["physicalLocation"]
    #expect(physical?["region"] == ["startLine": 2, "startColumn": 2, "endLine": 2, "endColumn": 4])
    let related = try #require(result["relatedLocations"]?.array?.first)
    #expect(related["message"]?["text"] == "there")
    #expect(related["physicalLocation"]?["artifactLocation"]?["uri"] == "b.json")
    #expect(result["partialFingerprints"]?.object?.map(\.key) == ["primaryLocationLineHash", "signalboxFinding/v1"])
  }

  @Test func `each result has a file, since GitHub takes none without`() throws {
    let location = try result(finding())["locations"]?.array?.first
    #expect(location?["physicalLocation"]?["artifactLocation"]?["uri"] == ".signalbox")
    #expect(try uri("") == ".signalbox")
  }

  @Test(arguments: [
    ("a/b.json", "a/b.json"), ("a b.json", "a%20b.json"), ("é.json", "%C3%A9.json"), ("a:b/c", "a%3Ab/c"),
    ("/etc", "%2Fetc"), ("100%", "100%25"), ("a?b#c", "a%3Fb%23c"), ("https://x", "https%3A//x"), ("a\\b", "a%5Cb"),
    (#""a\tb.json""#, "a%09b.json"), (#""\303\251\377""#, "%C3%A9%FF"), (#""a\"\\b""#, "a%22%5Cb"),
    (#""a\400""#, "%22a%5C400%22"), (#""a\9""#, "%22a%5C9%22"), (#""a\""#, "%22a%5C%22"), (#"""#, "%22"),
    (#""a"b""#, "%22a%22b%22"),
  ])
  func `a path becomes a relative reference of the file that it names`(path: String, expected: String) throws {
    #expect(try uri(path) == expected)
  }

  @Test func `a text is no link`() throws {
    #expect(try result(finding(#"[a](https://x) \"#))["message"]?["text"] == #"\[a\](https://x) \\"#)
    #expect(try result(finding(#"list[0] \d"#))["message"]?["text"] == #"list[0] \d"#)
  }

  @Test func `of too many results those that block are kept, in the order of the report`() throws {
    let kinds: [Finding.Kind] = [
      .owed(role: nil, label: nil), .violation(.note), .undecided, .violation(.error), .violation(.warning),
    ]
    let findings = (0..<5).map { finding("\($0)", kind: kinds[$0], at: Place(path: "\($0)")) }
    let run = try run(report(findings), resultLimit: 3)
    let texts = run["results"]?.array?.map { $0["message"]?["text"]?.string }
    #expect(texts == ["not checked: 2", "3", "4"])
    let told = run["invocations"]?.array?.first?["toolExecutionNotifications"]?.array?.map { $0["message"]?["text"] }
    #expect(told == ["2 more findings than a run may have were left out"])
    #expect(SARIFReportWriter.resultLimit < 25_000)
  }

  @Test(.enabled(if: SARIFSchema.isThere, "check-jsonschema or the schema of SARIF is not there"))
  func `the log is valid`() async throws {
    let all: [Finding.Kind] = [
      .violation(.error), .violation(.warning), .violation(.note), .undecided, .owed(role: "cab", label: "x"),
    ]
    let findings = all.map { kind in
      finding(
        kind: kind, at: place("\n⟦a\nb⟧", path: "a b:c"), related: [Place(path: "d"), place("⟦x⟧", message: "there")],
        help: "do", data: ["witness": [1, true]])
    }
    let log = SARIFReportWriter().bytes(for: [
      report(findings + [finding(rule: "not/known")], notExecuted: [.init(what: "a", why: "b")], remarks: ["c"]),
      report([]),
    ])
    #expect(try await SARIFSchema.problems(of: log) == nil)
    #expect(try await SARIFSchema.problems(of: Array(#"{"version": "2.1.0", "runs": [{}]}"#.utf8)) != nil)
  }
}

/// The schema of SARIF 2.1.0, and the program that knows whether a log keeps it.
enum SARIFSchema {
  static let file = Project.corpora.appending("sarif/sarif-schema-2.1.0.json")

  static var isThere: Bool { Project.exists(file) && Project.hasProgram("check-jsonschema") }

  /// What is wrong with a log; `nil` when nothing is.
  static func problems(of log: [UInt8]) async throws -> String? {
    try await withScratchFolder { folder in
      let path = folder.appending("log.sarif")
      try await path.write(log)
      let result = try await Tool.run("check-jsonschema", ["--schemafile", file.string, path.string])
      return result.status == 0 ? nil : result.text + result.errorText
    }
  }
}
