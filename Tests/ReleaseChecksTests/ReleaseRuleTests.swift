import Changes
import Documents
import Policy
import ReleaseChecks
import SystemPackage
import TestSupport
import Testing

/// What must hold for every rule of the check, without anybody writing it for one.
@Suite struct ReleaseRuleTests {
  typealias Trial = RuleTrial<ReleaseCheck>

  @Test(arguments: Trial.ids)
  func `a rule reports its bad examples and leaves its good ones alone`(rule: String) async throws {
    let problems = try await Trial.examples(of: rule)
    #expect(problems == [])
  }

  @Test func `the list of rules is its folder`() {
    #expect(Trial.list(folder: "Sources/Checks/ReleaseChecks/Rules") == [])
  }

  @Test func `the schema for editors knows the keys and the rules that the check knows`() throws {
    let path = Project.root.appending("policies/schema/release.schema.json")
    let schema = try Document.json(SourceText(try #require(Project.text(of: path)))).root
    #expect(schema["properties"]?.object?.keys.sorted() == EffectivePolicy<ReleasePolicy>.knownKeys.sorted())
    let named = schema["properties"]?["rules"]?["propertyNames"]?["enum"]?.array?.compactMap(\.string)
    #expect(named == ReleaseCheck.settableRuleIDs)
    let waivable = schema["properties"]?["waivers"]?["items"]?["properties"]?["rule"]?["enum"]?.array?
      .compactMap(\.string)
    #expect(waivable == ReleaseCheck.waivableRuleIDs)
  }

  @Test func `what the schema lets through can be read`() throws {
    #expect(Trial.triedValues > 500)
    #expect(try Trial.unreadableValues() == [])
  }

  @Test func `of every key it is known which way it lets more through`() throws {
    let path = Project.root.appending("policies/schema/release.schema.json")
    let schema = try Document.json(SourceText(try #require(Project.text(of: path)))).root
    #expect(Trial.keysWithoutTendency(schema) == [])
  }
}

/// Recorded with `RECORD=1 swift test --disable-xctest --filter RulePages`.
@Suite struct RulePages {
  @Test func `every page says what its rule says`() async throws {
    let problems = try await RuleTrial<ReleaseCheck>.pages()
    #expect(problems == [])
  }
}
