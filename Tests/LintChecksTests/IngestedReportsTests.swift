import Changes
import Findings
import Policy
import TestSupport
import Testing

@testable import LintChecks

/// Reports of several tools beside each other.
@Suite struct IngestedReportsTests {
  private static let eslint = """
    [{ "filePath": "src/a.js", "messages": [
      { "ruleId": "no-var", "severity": 2, "message": "Unexpected var", "line": 1, "column": 1 }] }]
    """

  private static func sarif(
    _ tool: String, _ rule: String, _ message: String, level: String = "error", line: Int = 1
  ) -> String {
    """
    { "version": "2.1.0", "runs": [{
      "tool": { "driver": { "name": "\(tool)" } }, "invocations": [{ "executionSuccessful": true }],
      "artifacts": [{ "location": { "uri": "src/a.js" } }],
      "results": [{ "ruleId": "\(rule)", "level": "\(level)", "message": { "text": "\(message)" }, "locations": [{
        "physicalLocation": { "artifactLocation": { "uri": "src/a.js" }, "region": { "startLine": \(line) } } }] }] }] }
    """
  }

  private func judge(_ reports: [String], policy: String = "tools: { eslint: { files: [src/*.js] } }") async throws
    -> (verdict: Verdict, errors: Int, words: String)
  {
    let given = reports.enumerated().map { "-- report: \($0.offset).json --\n\($0.element)" }
    let example = Example(
      "-- given: policy --\n\(policy)\n-- src/a.js --\nvar a = 1;\n\(given.joined(separator: "\n"))")
    var reports: [Report] = []
    for rule in LintCheck.rules { reports.append(try await LintCheck.report(of: rule, on: example)) }
    let verdicts = reports.map(\.verdict)
    return (
      verdicts.contains(.fail) ? .fail : verdicts.contains(.undecided) ? .undecided : .pass,
      reports.flatMap(\.findings).count { $0.kind == .violation(.error) },
      reports.map { TextReportWriter().findings(of: $0) }.joined()
    )
  }

  @Test(arguments: [
    (sarif("ESLint", "no-var", "Unexpected var"), 1), (sarif("Semgrep", "no-var", "Use let"), 1),
    (sarif("Semgrep", "js.var", "Unexpected var"), 1), (sarif("Semgrep", "js.var", "Use let"), 2),
    (sarif("Semgrep", "no-var", "Unexpected var", line: 2), 2),
  ])
  func `what two tools report at one place by one rule or in the same words counts once`(
    second: String, errors: Int
  ) async throws {
    let judged = try await judge([Self.eslint, second])
    #expect(judged.verdict == .fail)
    #expect(judged.errors == errors, "\(judged.words)")
  }

  @Test func `a note of one tool does not take the place of an error of another`() async throws {
    let judged = try await judge([Self.sarif("Semgrep", "no-var", "Unexpected var", level: "note"), Self.eslint])
    #expect(judged.errors == 1, "\(judged.words)")
  }

  @Test func `SARIF without results, invocations and artifacts shows nothing`() async throws {
    let empty = #"{ "version": "2.1.0", "runs": [{ "tool": { "driver": { "name": "ESLint" } }, "results": [] }] }"#
    let judged = try await judge([empty])
    #expect(judged.verdict == .undecided)
    #expect(judged.words.contains("nothing in it says which files were looked at"), "\(judged.words)")
  }

  @Test(arguments: ["", "{", "== Brakeman Report ==", "<checkstyle", #"{ "scan_info": {}, "warnings": [] }"#])
  func `a report that cannot be read leaves a change undecided in which no linter has a file`(report: String)
    async throws
  {
    let judged = try await judge(
      [report], policy: "tools: { eslint: { files: [lib/*.js] } }\nunowned: { answer: note }")
    #expect(judged.verdict == .undecided)
    #expect(judged.words.contains("could not read a report"), "\(judged.words)")
  }

  @Test(arguments: ["app/models/order.rb", "app/views/orders/show.html.erb", "Gemfile.lock"])
  func `an application that the change edits and Brakeman was not run on is named`(path: String) async throws {
    let example = Example(
      """
      -- given: policy --
      tools: { brakeman: { applications: [services/*-rails] } }
      -- services/billing-rails/\(path) --
      x
      """)
    let report = try await LintCheck.report(of: Brakeman(), on: example)
    #expect(report.verdict == .undecided)
    #expect(TextReportWriter().findings(of: report).contains("could not check services/billing-rails"))
  }
}
