import Changes
import Documents
import MigrationChecks
import Policy
import SystemPackage
import TestSupport
import Testing

/// What must hold for every rule of the check, without anybody writing it for one.
@Suite struct MigrationRuleTests {
  typealias Trial = RuleTrial<MigrationCheck>

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
    #expect(Trial.list(folder: "Sources/Checks/MigrationChecks/Rules") == [])
  }

  @Test func `the default policy is valid, and so is one with every key`() throws {
    try Trial.policy(nil)
    try Trial.policy(
      """
      migrations: { root: db/migrations/eng, down: markers, ahead: 2h }
      views: db/views/eng
      policies: db/policies/eng
      documents: { contracts: docs/EHG_Engineering/data-contracts, changelog: CHANGELOG.md, audit: ops/audit }
      schemas: { owned: [eng, public], exposed: [public, eng], contract-view: v_eng_* }
      server: { version: 17, prelude: supabase }
      rehearsal: { require: false }
      rules: { db/name: warning }
      """)
  }

  @Test(arguments: [
    "migrations: { root: ../up }", "migrations: { down: sideways }", "migrations: { rot: a }",
    "migrations: { ahead: 1 }",
    "migrations: { ahead: soon }", "server: { version: x }",
    "server: { version: 9 }", "server: { version: 1.5 }", "rehearsal: { require: often }", "rehearsal: { need: true }",
    "views: /etc", "schemas: { owned: eng }", "documents: { contract: a }", "rules: { db/no-such-rule: off }",
    "rules: { db/decidable: off }",
  ])
  func `a mistake in a policy is told`(policy: String) {
    #expect(throws: UnreadablePolicy.self) { try Trial.policy(policy) }
  }

  @Test func `the schema for editors knows the keys and the rules that the check knows`() throws {
    let path = Project.root.appending("policies/schema/database.schema.json")
    let schema = try Document.json(SourceText(try #require(Project.text(of: path)))).root
    let keys = EffectivePolicy<MigrationPolicy>.knownKeys
    #expect(schema["properties"]?.object?.keys.sorted() == keys.sorted())
    let named = schema["properties"]?["rules"]?["propertyNames"]?["enum"]?.array?.compactMap(\.string)
    #expect(named == MigrationCheck.settableRuleIDs)
    let waivable = schema["properties"]?["waivers"]?["items"]?["properties"]?["rule"]?["enum"]?.array?
      .compactMap(\.string)
    #expect(waivable == MigrationCheck.waivableRuleIDs)
  }

  @Test func `what the schema lets through can be read`() throws {
    #expect(Trial.triedValues > 500)
    #expect(try Trial.unreadableValues() == [])
  }

  @Test func `of every key it is known which way it lets more through`() throws {
    let path = Project.root.appending("policies/schema/database.schema.json")
    let schema = try Document.json(SourceText(try #require(Project.text(of: path)))).root
    #expect(Trial.keysWithoutTendency(schema) == [])
  }
}

/// Recorded with `RECORD=1 swift test --disable-xctest --filter RulePages`.
@Suite struct DatabaseRulePages {
  @Test func `every page says what its rule says`() async throws {
    let problems = try await RuleTrial<MigrationCheck>.pages()
    #expect(problems == [])
  }
}
