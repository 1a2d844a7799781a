import Changes
import Findings
import Policy
import TestSupport
import Testing

@testable import LintChecks

/// What Brakeman's report has to show of an application with a model, a controller and no template.
@Suite struct BrakemanReportTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var policy = ""
    var further = ""
    /// What takes the place of some text of the report.
    var replacing: (String, String) = ("", "")
    var files = ""
    let verdict: Verdict
    var words = ""
  }

  static let cases = [
    Case(testDescription: "a whole scan", verdict: .pass),
    Case(
      testDescription: "a check is missing", replacing: ("\"SQL\", ", ""), verdict: .undecided,
      words: "77 of the 78 checks of Brakeman 7.1.2 were performed, without SQL"),
    Case(
      testDescription: "a check that the policy leaves out", policy: ", checks: { except: [CheckSQL] }",
      replacing: ("\"SQL\", ", ""), verdict: .pass),
    Case(
      testDescription: "no list of checks", replacing: ("\"checks_performed\"", "\"checks\""), verdict: .undecided,
      words: "could not read a report"),
    Case(
      testDescription: "a report that is cut short", replacing: ("\"warnings\": []", "\"warn"), verdict: .undecided,
      words: "could not read a report"),
    Case(
      testDescription: "two lists of warnings", replacing: ("\"warnings\": []", "\"warnings\": [], \"warnings\": []"),
      verdict: .undecided, words: "could not read a report"),
    Case(
      testDescription: "more warnings than are listed",
      replacing: ("\"security_warnings\": 0", "\"security_warnings\": 2"), verdict: .undecided,
      words: "it claims 2 warnings, and lists 0"),
    Case(
      testDescription: "no model", replacing: ("\"number_of_models\": 1", "\"number_of_models\": 0"),
      verdict: .undecided, words: "it has seen 0 models"),
    Case(
      testDescription: "no template, although the tree has one", files: "-- app/views/a.html.erb --\nx\n",
      verdict: .undecided, words: "it has seen 0 templates"),
    Case(
      testDescription: "an ignore that matches nothing", further: #", "obsolete": ["0e07"]"#, verdict: .pass,
      words: "0e07 does not occur any more"),
    Case(
      testDescription: "an ignore that matches nothing, which the policy does not allow", policy: ", obsolete: error",
      further: #", "obsolete": ["0e07"]"#, verdict: .fail, words: "0e07 does not occur any more"),
    Case(
      testDescription: "an ignore with a blank note", further: Self.ignored,
      files: "-- base: config/brakeman.ignore --\n\(Self.notes("  "))\n", verdict: .fail,
      words: "0e07 is ignored without a note"),
    Case(
      testDescription: "an ignore with a note", further: Self.ignored,
      files: "-- base: config/brakeman.ignore --\n\(Self.notes("a template of ours"))\n", verdict: .pass,
      words: "a template of ours"),
    Case(
      testDescription: "an ignore whose note is in the list that the policy names",
      policy: ", ignore: config/security.ignore", further: Self.ignored,
      files: "-- base: config/security.ignore --\n\(Self.notes("a template of ours"))\n", verdict: .pass),
    Case(
      testDescription: "the files that it parsed have to be named, and are not", policy: ", evidence: parsed",
      verdict: .undecided, words: "Brakeman has not parsed app/models/order.rb"),
    Case(
      testDescription: "a workflow that the change edits may have written it",
      files: "-- .github/workflows/ci.yml --\non: push\n", verdict: .undecided,
      words: "the change edits .github/workflows/ci.yml"),
    Case(
      testDescription: "the policy takes reports of any workflow",
      policy: " } }\ningest: { from: any }\nunowned: { names: [",
      files: "-- .github/workflows/ci.yml --\non: push\n", verdict: .pass),
  ]

  private static let ignored = #", "ignored_warnings": [{ "fingerprint": "0e07", "file": "app/models/order.rb" }]"#

  private static func notes(_ note: String) -> String {
    #"{ "ignored_warnings": [{ "fingerprint": "0e07", "note": "\#(note)" }] }"#
  }

  @Test(arguments: cases)
  func `a report shows that the whole application was scanned, or the check is undecided`(given: Case) async throws {
    let checks = try #require(BrakemanChecks.all(of: "7.1.2")).sorted().map { "\"\($0)\"" }.joined(separator: ", ")
    let report = """
      {
        "scan_info": {
          "brakeman_version": "7.1.2", "security_warnings": 0, "number_of_controllers": 1, "number_of_models": 1,
          "number_of_templates": 0, "checks_performed": [\(checks)]
        },
        "warnings": []\(given.further)
      }
      """
    let (old, new) = given.replacing
    let written = old.isEmpty ? report : report.replacing(old, with: new)
    if !old.isEmpty { #expect(written != report) }
    let ending = given.policy.contains("unowned") ? "] }" : " } }"
    let example = Example(
      """
      -- given: policy --
      tools: { brakeman: { applications: ["."]\(given.policy)\(ending)
      -- config/application.rb --
      module Shop
      end
      -- app/controllers/orders_controller.rb --
      class OrdersController; end
      -- app/models/order.rb --
      class Order; end
      \(given.files)-- report: brakeman.json --
      \(written)
      """)
    var words = ""
    var verdicts: [Verdict] = []
    for rule in LintCheck.rules {
      let judged = try await LintCheck.report(of: rule, on: example)
      verdicts.append(judged.verdict)
      words += TextReportWriter().findings(of: judged)
    }
    let verdict: Verdict = verdicts.contains(.fail) ? .fail : verdicts.contains(.undecided) ? .undecided : .pass
    #expect(verdict == given.verdict, "\(words)")
    #expect(words.contains(given.words), "\(given.words): \(words)")
  }

  @Test func `a result of SARIF that is suppressed is ignored with its reason`() throws {
    func read(_ tool: String, _ suppressions: String) throws -> IngestedReport {
      let text = """
        { "version": "2.1.0", "runs": [{ "tool": { "driver": { "name": "\(tool)" } }, "results": [
          { "ruleId": "R1", "level": "error", "message": { "text": "no" }, "suppressions": [\(suppressions)] }] }] }
        """
      return try #require(try IngestedReport.read(Array(text.utf8), file: "a.sarif"))
    }
    let accepted = #"{ "kind": "external", "justification": "ours" }"#
    #expect(try read("Brakeman", accepted).ignored.map(\.justification) == ["ours"])
    #expect(try read("Brakeman", accepted).findings.isEmpty)
    #expect(try read("ShellCheck", accepted).findings.map(\.linter.severity) == [.note])
    #expect(
      try read("ShellCheck", #"{ "kind": "external", "status": "rejected" }"#).findings.map(\.linter.severity) == [
        .error
      ])
    #expect(try read("ShellCheck", "").findings.map(\.linter.severity) == [.error])
  }
}
