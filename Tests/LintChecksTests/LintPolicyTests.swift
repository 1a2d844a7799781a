import Changes
import Documents
import LintChecks
import Policy
import SystemPackage
import TestSupport
import Testing

/// What a policy of the check may say, and how a mistake in one is told.
@Suite struct LintPolicyTests {
  typealias Trial = RuleTrial<LintCheck>

  @Test func `the default policy is valid`() throws {
    try Trial.policy(nil)
    try Trial.policy("tools: { eslint: { files: [] } }\nblock: all\n")
    try Trial.policy("tools: { standard: { files: ['**/*.js'], format: eslint, command: [standard], timeout: 30 } }")
  }

  @Test(arguments: [
    "tools: { shellcheck: { files: ['ops/**/*.sh'], command: [shellcheck], format: sarif, run: false } }",
    "tools: { eslint: { files: ['**/*.js'], configuration: ['**/.eslintrc*'] } }",
    "tools: { brakeman: { ignore-approval: { role: security }, checks: all, evidence: counts } }",
    "hold-the-line: { identity: content, follow: [renames, moves] }",
    "suppressions: { new: approval, approval: { role: lint-owner, by: [label], bind: change }, counts: base }",
  ])
  func `what is known of other tools, old findings and approvals can be said`(policy: String) throws {
    try Trial.policy(policy)
  }

  @Test(arguments: [
    ("tools: { standard: { files: ['**/*.js'] } }", "no reader is known for the output of standard"),
    ("tools: { eslint: { timeout: 0 } }", "tools.eslint.timeout is 0, expected a whole number from 1 to 3600"),
    (
      "tools: { eslint: { timeout: soon } }", "tools.eslint.timeout is \"soon\", expected a whole number from 1 to 3600"
    ),
    ("tools: { eslint: { command: [''] } }", "tools.eslint.command[0] is \"\", expected the name of a program"),
    ("tools: { eslint: { command: [eslint, \"a\\0\"] } }", "tools.eslint.command[1] is \"a\\u0000\", expected a text"),
    (
      "tools: { eslint: { command: eslint } }",
      "tools.eslint.command is \"eslint\", expected a program and its arguments, as a list"
    ),
    ("tools: { eslint: { file: [] } }", "unknown key \"file\" in tools.eslint"),
    ("tools: [eslint]", "tools is a list, expected a mapping"),
    ("block: some", "block is \"some\", expected new-lines, new-findings, files or all"),
    ("rules: { lint/no-such-rule: off }", "there is no rule \"lint/no-such-rule\""),
  ])
  func `a mistake in the policy is told in words`(policy: String, message: String) throws {
    let error = #expect(throws: UnreadablePolicy.self) { try Trial.policy(policy) }
    #expect(error?.faults.contains { $0.message.hasPrefix(message) } == true, "\(error?.faults.map(\.message) ?? [])")
  }

  @Test func `the schema for editors knows what may block`() throws {
    let path = Project.root.appending("policies/schema/lint.schema.json")
    let schema = try Document.json(SourceText(try #require(Project.text(of: path)))).root
    let blocks = schema["properties"]?["block"]?["enum"]?.array?.compactMap(\.string)
    #expect(blocks == LintPolicy.Block.allCases.map(\.rawValue))
  }
}
