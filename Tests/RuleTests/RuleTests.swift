import ChangeControlChecks
import Changes
import ContractChecks
import LintChecks
import MigrationChecks
import Policy
import ReleaseChecks
import SystemPackage
import TestChecks
import TestSupport
import Testing

/// All checks: what is true of every rule is asked of theirs.
private let checks: [any Check.Type] = [
  ChangeControlCheck.self, ContractCheck.self, LintCheck.self, MigrationCheck.self, ReleaseCheck.self, TestCheck.self,
]

/// What is true of every rule and every policy, without a test of its own.
@Suite struct RuleTests {
  @Test(arguments: RuleCase.all)
  func `a rule reports its bad examples at their marks and leaves its good ones alone`(rule: RuleCase) async throws {
    let problems = try await rule.check.problemsOfExamples(of: rule.id)
    #expect(problems == [])
  }

  @Test(arguments: RuleCase.all)
  func `a rule still finds the right place behind characters of several bytes`(rule: RuleCase) async throws {
    let problems = try await rule.check.problemsOfMultibyteExamples(of: rule.id)
    #expect(problems == [])
  }

  @Test(arguments: CheckCase.all)
  func `the list of rules is its folder`(check: CheckCase) {
    #expect(check.check.problemsOfList == [])
  }

  @Test(arguments: CheckCase.all)
  func `the default policy is valid, and one that names a rule that does not exist is not`(check: CheckCase) throws {
    try check.check.read(policy: nil)
    #expect(throws: UnreadablePolicy.self) {
      try check.check.read(policy: "rules: { \(check.check.rulePrefix)/no-such-rule: off }")
    }
  }

  @Test(arguments: CheckCase.all)
  func `what the schema of a policy lets through can be read`(check: CheckCase) throws {
    #expect(check.check.triedValues > 500)
    #expect(try check.check.unreadableValues() == [])
  }

  @Test(arguments: CheckCase.all)
  func `every key that the schema of a policy lets through is asked for`(check: CheckCase) {
    #expect(check.check.keysWithoutReader() == [])
  }

  @Test(arguments: CheckCase.all)
  func `of every key it is known which way it lets more through`(check: CheckCase) {
    #expect(check.check.keysWithoutTendency() == [])
  }
}

/// Recorded with `RECORD=1 swift test --disable-xctest --filter RulePages`.
@Suite struct RulePages {
  @Test(arguments: CheckCase.all)
  func `every page says what its rule says`(check: CheckCase) async throws {
    let problems = try await check.check.problemsOfPages()
    #expect(problems == [])
  }

  @Test func `the index has every rule, by check and severity`() async throws {
    let file = Project.root.appending("docs/rules/README.md")
    if Project.isRecording { try await file.write(RuleIndex.text(of: checks)) }
    #expect(Project.text(of: file) == RuleIndex.text(of: checks), "record it with RECORD=1")
  }

  @Test(arguments: CheckCase.all)
  func `the schema for editors has the keys and the rules of its check`(check: CheckCase) async throws {
    let problems = try await check.check.problemsOfSchema()
    #expect(problems == [])
  }
}

/// Rules that an example cannot break, since it has no history of deployments: GateTests does.
private let shownElsewhere: Set = ["release/invalid-rollback", "release/reverted-commit"]

/// Bad examples that are too large for the page of their rule, by its id.
private let generatedExamples = [
  "db/limit-exceeded": Example(
    """
    begin;
    select \(String(repeating: "(", count: 25_000))1\(String(repeating: ")", count: 25_000));
    commit;
    -- down
    begin; select 1; commit;
    """)
]

/// A check as an argument of a test.
struct CheckCase: Sendable, CustomTestStringConvertible {
  let check: any Check.Type

  var testDescription: String { check.name }

  static let all = checks.map(CheckCase.init)
}

/// A rule as an argument of a test.
struct RuleCase: Sendable, CustomTestStringConvertible {
  let check: any Check.Type
  let id: String

  var testDescription: String { id }

  static let all = checks.flatMap { check in check.idsOfRules.map { RuleCase(check: check, id: $0) } }
}

extension Check {
  fileprivate static var idsOfRules: [String] { RuleTrial<Self>.ids }

  fileprivate static var problemsOfList: [String] { RuleTrial<Self>.list }

  fileprivate static var triedValues: Int { RuleTrial<Self>.triedValues }

  fileprivate static func problemsOfExamples(of id: String) async throws -> [String] {
    let problems = try await RuleTrial<Self>.examples(of: id, generated: generatedExamples[id])
    return shownElsewhere.contains(id) ? problems.filter { !$0.hasSuffix("has no bad example") } : problems
  }

  fileprivate static func problemsOfMultibyteExamples(of id: String) async throws -> [String] {
    try await RuleTrial<Self>.multibyteExamples(of: id)
  }

  fileprivate static func read(policy: String?) throws { try RuleTrial<Self>.policy(policy) }

  fileprivate static func unreadableValues() throws -> [String] { try RuleTrial<Self>.unreadableValues() }

  fileprivate static func keysWithoutReader() -> [String] { RuleTrial<Self>.keysWithoutReader() }

  fileprivate static func keysWithoutTendency() -> [String] { RuleTrial<Self>.keysWithoutTendency() }

  fileprivate static func problemsOfPages() async throws -> [String] { try await RuleTrial<Self>.pages() }

  fileprivate static func problemsOfSchema() async throws -> [String] { try await RuleTrial<Self>.schema() }
}
