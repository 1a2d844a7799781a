import Changes
import ContractChecks
import Documents
import Policy
import SystemPackage
import TestSupport
import Testing

/// What must hold for every rule of the check, without anybody writing it for one.
@Suite struct ContractRuleTests {
  typealias Trial = RuleTrial<ContractCheck>

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
    #expect(Trial.list(folder: "Sources/Checks/ContractChecks/Rules") == [])
  }

  @Test func `the default policy and those of this repository and its fixtures are valid`() throws {
    try Trial.policy(nil)
    for path in [".signalbox/contracts.yml", "Fixtures/platform/main/.signalbox/contracts.yml"] {
      let text = Project.text(of: Project.root.appending(path))
      #expect(text != nil, "\(path) is missing")
      try Trial.policy(text)
    }
  }

  @Test func `the schema for editors knows the keys and the rules that the check knows`() throws {
    let path = Project.root.appending("policies/schema/contracts.schema.json")
    let schema = try Document.json(SourceText(try #require(Project.text(of: path)))).root
    let keys = EffectivePolicy<ContractPolicy>.knownKeys
    #expect(schema["properties"]?.object?.keys.sorted() == keys.sorted())
    let named = schema["properties"]?["rules"]?["propertyNames"]?["enum"]?.array?.compactMap(\.string)
    #expect(named == ContractCheck.settableRuleIDs)
    let waivable = schema["properties"]?["waivers"]?["items"]?["properties"]?["rule"]?["enum"]?.array?
      .compactMap(\.string)
    #expect(waivable == ContractCheck.waivableRuleIDs)
  }

  @Test func `policies name only rules that exist`() {
    #expect(throws: UnreadablePolicy.self) { try Trial.policy("rules: { contracts/no-such-rule: off }") }
  }

  @Test func `what the schema lets through can be read`() throws {
    #expect(Trial.triedValues > 500)
    #expect(try Trial.unreadableValues() == [])
  }

  @Test func `of every key it is known which way it lets more through`() throws {
    let path = Project.root.appending("policies/schema/contracts.schema.json")
    let schema = try Document.json(SourceText(try #require(Project.text(of: path)))).root
    #expect(Trial.keysWithoutTendency(schema) == [])
  }
}

/// Recorded with `RECORD=1 swift test --disable-xctest --filter RulePages`.
@Suite struct RulePages {
  @Test func `every page says what its rule says`() async throws {
    let problems = try await RuleTrial<ContractCheck>.pages()
    #expect(problems == [])
  }
}
