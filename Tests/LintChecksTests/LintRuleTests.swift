import Changes
import Documents
import LintChecks
import Policy
import SystemPackage
import TestSupport
import Testing

/// What must hold for every rule of the check, without anybody writing it for one.
@Suite struct LintRuleTests {
  typealias Trial = RuleTrial<LintCheck>

  @Test(arguments: Trial.ids)
  func `a rule reports its bad examples at their marks and leaves its good ones alone`(rule: String) async throws {
    let problems = try await Trial.examples(of: rule)
    #expect(problems == [])
  }

  @Test(arguments: Trial.ids)
  func `a rule still finds the right place behind characters of several bytes`(rule: String) async throws {
    let problems = try await Trial.multibyteExamples(of: rule)
    #expect(problems == [])
  }

  @Test func `the list of rules is its folder`() {
    #expect(Trial.list(folder: "Sources/Checks/LintChecks/Rules") == [])
  }

  @Test func `the default policy is valid`() throws {
    try Trial.policy(nil)
    try Trial.policy("tools: { eslint: { files: [] } }\nblock: all\n")
    try Trial.policy("tools: { standard: { files: ['**/*.js'], format: eslint, command: [standard], timeout: 30 } }")
  }

  @Test(arguments: [
    ("tools: { standard: { files: ['**/*.js'] } }", "nobody knows how to read what standard says"),
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

  @Test func `the schema for editors knows the keys and the rules that the check knows`() throws {
    let path = Project.root.appending("policies/schema/lint.schema.json")
    let schema = try Document.json(SourceText(try #require(Project.text(of: path)))).root
    let keys = EffectivePolicy<LintPolicy>.knownKeys
    #expect(schema["properties"]?.object?.keys.sorted() == keys.sorted())
    let named = schema["properties"]?["rules"]?["propertyNames"]?["enum"]?.array?.compactMap(\.string)
    #expect(named == LintCheck.settableRuleIDs)
    let waivable = schema["properties"]?["waivers"]?["items"]?["properties"]?["rule"]?["enum"]?.array?
      .compactMap(\.string)
    #expect(waivable == LintCheck.waivableRuleIDs)
    let blocks = schema["properties"]?["block"]?["enum"]?.array?.compactMap(\.string)
    #expect(blocks == LintPolicy.Block.allCases.map(\.rawValue))
  }

  @Test func `what the schema lets through can be read`() throws {
    #expect(Trial.triedValues > 500)
    #expect(try Trial.unreadableValues() == [])
  }

  @Test func `of every key it is known which way it lets more through`() throws {
    let path = Project.root.appending("policies/schema/lint.schema.json")
    let schema = try Document.json(SourceText(try #require(Project.text(of: path)))).root
    #expect(Trial.keysWithoutTendency(schema) == [])
  }
}

/// Recorded with `RECORD=1 swift test --disable-xctest --filter RulePages`.
@Suite struct LintRulePages {
  @Test func `every page says what its rule says`() async throws {
    let problems = try await RuleTrial<LintCheck>.pages()
    #expect(problems == [])
  }
}
