import Changes
import Documents
import Findings
import Policy
import TestSupport
import Testing

@testable import LintChecks

/// Comments that silence a linter, as each linter reads them.
@Suite struct SuppressionsTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var format = LintFormat.eslint
    let text: String
    var rule = "no-var"
    /// The lines on which the rule is silent.
    let lines: Set<Int>
    var hasReason = false
  }

  static let cases = [
    Case(testDescription: "a comment about its line", text: "a\nvar b; // eslint-disable-line no-var\nc\n", lines: [2]),
    Case(
      testDescription: "a comment about the next line", text: "// eslint-disable-next-line no-var -- old\nvar b;\nc\n",
      lines: [2], hasReason: true),
    Case(testDescription: "a block that is not ended", text: "a\n/* eslint-disable */\nb\nc\n", lines: [2, 3, 4, 5]),
    Case(
      testDescription: "a block that is ended", text: "/* eslint-disable no-var */\nb\n/* eslint-enable no-var */\nc\n",
      lines: [1, 2, 3]),
    Case(
      testDescription: "a block over several lines", text: "/* eslint-disable\n  no-var,\n  eqeqeq\n*/\nb\n",
      lines: [1, 2, 3, 4, 5, 6]),
    Case(testDescription: "a comment that sets a rule", text: "/* eslint no-var: \"off\" */\nb\n", lines: [1, 2, 3]),
    Case(
      testDescription: "a comment that sets rules over several lines",
      text: "/* eslint\n  eqeqeq: 0,\n  no-var: 0 */\nb\n", lines: [1, 2, 3, 4, 5]),
    Case(testDescription: "a comment about another rule", text: "var b; // eslint-disable-line eqeqeq\n", lines: []),
    Case(testDescription: "a comment about the tool", text: "/* eslint is a tool */\nvar b;\n", lines: []),
    Case(
      testDescription: "RuboCop: a comment behind code", format: .rubocop,
      text: "a\nx = 1 # rubocop:disable Style/A\nb\n",
      rule: "Style/A", lines: [2]),
    Case(
      testDescription: "RuboCop: a comment alone on its line, with an end", format: .rubocop,
      text: "# rubocop:disable Style -- ours\nx\n# rubocop:enable Style\ny\n", rule: "Style/A", lines: [1, 2, 3],
      hasReason: true),
    Case(
      testDescription: "RuboCop: a comment about all cops", format: .rubocop, text: "# rubocop:todo all\nx\n",
      rule: "Style/A", lines: [1, 2, 3]),
  ]

  @Test(arguments: cases)
  func `a comment is about the lines that the linter takes it for`(given: Case) {
    let comments = Suppressions(SourceText(given.text), of: given.format)
    let count = given.text.split(separator: "\n", omittingEmptySubsequences: false).count
    #expect(Set((1...count).filter { comments.hide(given.rule, on: $0) }) == given.lines)
    #expect(comments.cover(given.rule) == !given.lines.isEmpty)
    if !given.lines.isEmpty { #expect(comments.giveReason(for: given.rule) == given.hasReason) }
    if !given.lines.isEmpty { #expect(Suppressions.mayBe(in: SourceText(given.text), of: given.format)) }
  }

  @Test func `what a comment hid at the base is new where it is shown, and old where one hides it still`() {
    let lines = LinterLines(SourceText("var a\n"), countedBy: .eslint)
    var finding = LinterFinding(rule: "no-var", severity: .error, message: "Unexpected var")
    finding.line = 1
    let identity = FindingIdentity(finding, in: lines)
    var earlier = EarlierFindings()
    earlier.add([finding], of: "a.js", in: lines) { _ in true }
    let shown = earlier.take(identity, of: "a.js")
    #expect(!shown)
    #expect(earlier.takeMoved(identity, to: "b.js") == nil)
    #expect(earlier.takeMoved(identity, to: "b.js", asHidden: true) == "a.js")
    let again = earlier.take(identity, of: "a.js", asHidden: true)
    #expect(!again)
  }

  @Test(
    arguments: [
      ("[eslint]", nil), ("[eslint, --max-warnings, '0']", 0), ("[node, eslint.js, --max-warnings=5]", 5),
      ("[eslint, --max-warnings=-1]", nil), ("[eslint, --max-warnings, '3', --max-warnings=2]", 3),
    ] as [(String, Int?)])
  func `the number of warnings that a command allows is read`(command: String, expected: Int?) throws {
    let text = "tools: { eslint: { files: ['**'], command: \(command) } }"
    let policy = try EffectivePolicy<LintPolicy>([
      try PolicyFile(layer: .defaults, path: "lint.yml", bytes: LintCheck.defaultPolicy),
      try PolicyFile(layer: .repository, path: "lint.yml", bytes: Array(text.utf8)),
    ])
    #expect(policy.own.tools.first { $0.name == "eslint" }?.maximumOfWarnings == expected)
  }
}
