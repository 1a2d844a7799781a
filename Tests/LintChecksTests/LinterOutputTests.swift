import Documents
import Findings
import SystemPackage
import TestSupport
import Testing

@testable import LintChecks

@Suite struct LinterOutputTests {
  @Test func `ESLint's findings come with their rule, weight and place`() throws {
    let output = """
      [{"filePath": "/x/a.js", "messages": [
        {"ruleId": "semi", "severity": 2, "message": "Missing semicolon.", "line": 1, "column": 12},
        {"ruleId": "eqeqeq", "severity": 1, "message": "Expected.", "line": 2, "column": 7, "endLine": 2, "endColumn": 9}
      ]}, {"filePath": "/x/b.js", "messages": []}]
      """
    let files = try read(.eslint, output)
    #expect(files.map(\.path) == ["/x/a.js", "/x/b.js"])
    #expect(
      files[0].findings == [
        LinterFinding(rule: "semi", severity: .error, line: 1, column: 12, message: "Missing semicolon"),
        LinterFinding(
          rule: "eqeqeq", severity: .warning, line: 2, column: 7, endLine: 2, endColumn: 9, message: "Expected"),
      ])
    #expect(files[1].findings.isEmpty)
    #expect(files[1].notInspected == nil)
  }

  @Test func `a file that ESLint ignores is not inspected`() throws {
    let message = "File ignored because of a matching ignore pattern. Use \\\"--no-ignore\\\" to override."
    let output = #"[{"filePath": "a.js", "messages": [{"fatal": false, "severity": 1, "message": "\#(message)"}]}]"#
    let file = try #require(try read(.eslint, output).first)
    #expect(file.notInspected?.hasPrefix("File ignored") == true)
    #expect(file.findings.isEmpty)
  }

  @Test func `columns of ESLint count UTF-16, and ours Unicode scalars`() throws {
    // 😀 is one scalar and two units; é here is two scalars and two units.
    let source = SourceText("a😀be\u{301}c\n")
    let columns = (1...8).map { LinterWords.column(ofUTF16: $0, line: 1, in: source) }
    #expect(columns == [1, 2, 3, 3, 4, 5, 6, 7])
    #expect(LinterWords.column(ofUTF16: 5, line: 99, in: source) == 5)
  }

  @Test func `RuboCop's findings come with their cop, weight and place`() throws {
    let output = """
      {"files": [{"path": "app/a.rb", "offenses": [
        {"severity": "convention", "message": "Missing.", "cop_name": "Style/A",
         "location": {"start_line": 2, "start_column": 26, "last_line": 2, "last_column": 31, "line": 2, "column": 26}},
        {"severity": "info", "message": "So\\nso", "cop_name": "Style/B", "location": {"line": 3, "column": 1}},
        {"severity": "error", "message": "unexpected", "cop_name": "Lint/Syntax", "location": {"line": 1, "column": 1}}
      ]}]}
      """
    let file = try #require(try read(.rubocop, output).first)
    #expect(
      file.findings == [
        LinterFinding(
          rule: "Style/A", severity: .error, line: 2, column: 26, endLine: 2, endColumn: 32, message: "Missing"),
        LinterFinding(rule: "Style/B", severity: .note, line: 3, column: 1, message: "So so"),
        LinterFinding(
          rule: "Lint/Syntax", severity: .error, isFatal: true, line: 1, column: 1, message: "unexpected"),
      ])
  }

  @Test(arguments: [
    (LintFormat.eslint, ""), (.eslint, "[] trailing"), (.eslint, "{}"), (.eslint, "null"), (.eslint, "[1]"),
    (.eslint, #"[{"filePath": "a.js"}]"#), (.eslint, #"[{"filePath": 1, "messages": []}]"#),
    (.eslint, #"[{"filePath": "a", "messages": [{"ruleId": "x", "severity": 3, "message": "m"}]}]"#),
    (.eslint, #"[{"filePath": "a", "messages": [{"ruleId": "x", "severity": 2, "message": 7}]}]"#),
    (.rubocop, "[]"), (.rubocop, #"{"files": [{"path": "a.rb"}]}"#),
    (.rubocop, #"{"files": [{"path": "a", "offenses": [{"severity": "bad", "message": "m", "cop_name": "c"}]}]}"#),
    (.rubocop, String(repeating: "[", count: 100_000)),
    (.rubocop, #"{"files": [], "files": []}"#), (.eslint, "[\"\u{0}\"]"),
  ])
  func `what is no report of a linter is refused with its place`(format: LintFormat, output: String) {
    let error = #expect(throws: UnreadableLintReport.self) { try read(format, output) }
    #expect(error?.place?.span != nil)
    #expect(error?.message.isEmpty == false)
  }

  @Test(arguments: [
    ("Missing semicolon.", "Missing semicolon"), ("a\n  b", "a b"), ("wait...", "wait..."),
    ("  ", "the linter says nothing about it"),
  ])
  func `a message is one line without a full stop`(message: String, expected: String) {
    #expect(LinterWords.message(message) == expected)
    #expect(LinterWords.message(String(repeating: "x", count: 100_000)).utf8.count < 1100)
  }

  private func read(_ format: LintFormat, _ output: String) throws -> [ReportedFile] {
    try format.files(in: Array(output.utf8)) { _ in nil }
  }
}

/// Reports that linters really wrote.
@Suite(.enabled(if: Project.exists(Project.corpora.appending("linters")), "there is no ../shared/corpora/linters"))
struct LinterCorpusTests {
  @Test(arguments: [
    (LintFormat.eslint, "eslint/generated-eslint6.4-json.txt"), (.eslint, "eslint/jenkins-eslint.json"),
    (.eslint, "eslint/jenkins-eslint-with-metadata.json"), (.rubocop, "rubocop/generated-rubocop1.39-json.txt"),
  ])
  func `a report is read with all that is in it`(format: LintFormat, path: String) throws {
    let bytes = try #require(Project.bytes(of: Project.corpora.appending("linters/\(path)")))
    let files = try format.files(in: bytes) { _ in nil }
    let root = try Document.json(SourceText(bytes)).root
    let results = (root.array ?? root["results"]?.array ?? root["files"]?.array).map(Array.init) ?? []
    let counts = results.map { ($0["messages"] ?? $0["offenses"])?.array?.count }
    #expect(files.map(\.findings.count) == counts)
    if let sum = root["summary"]?["offense_count"]?.number?.int { #expect(counts.reduce(0) { $0 + ($1 ?? 0) } == sum) }
    let findings = files.flatMap(\.findings)
    // Somebody has added two messages without anything in them to one of the reports, by hand.
    #expect(findings.count { $0.line == nil || $0.column == nil } == (path.contains("jenkins") ? 2 : 0))
    #expect(findings.allSatisfy { !$0.message.isEmpty })
  }

  @Test(arguments: [
    "eslint/generated-eslint6.4-compact.txt", "eslint/jenkins-eslint-checkstyle.xml", "rubocop/jenkins-rubocop.log",
    "rubocop/generated-rubocop1.39-progress.txt",
  ])
  func `a report in another format is refused`(path: String) throws {
    let bytes = try #require(Project.bytes(of: Project.corpora.appending("linters/\(path)")))
    for format in LintFormat.allCases {
      #expect(throws: UnreadableLintReport.self) { try format.files(in: bytes) { _ in nil } }
    }
  }
}
