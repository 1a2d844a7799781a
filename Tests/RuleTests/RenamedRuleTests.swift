import ChangeControlChecks
import Changes
import ContractChecks
import LintChecks
import MigrationChecks
import Policy
import ReleaseChecks
import TestChecks
import Testing

@Suite struct RenamedRuleTests {
  private static let ids = Set(
    ([
      ChangeControlCheck.self, ContractCheck.self, LintCheck.self, MigrationCheck.self, ReleaseCheck.self,
      TestCheck.self,
    ] as [any Check.Type]).flatMap { check in check.allMetadata.map(\.id) })

  @Test func `every renamed rule has an id that exists, and none that it had before is a rule`() {
    #expect(RenamedRules.oldIDs.count > 70)
    #expect(RenamedRules.oldIDs.filter(Self.ids.contains) == [])
    #expect(
      RenamedRules.oldIDs.filter { id in RenamedRules.newID(of: id).map { !Self.ids.contains($0) } ?? true } == [])
  }

  @Test(arguments: Array(ids))
  func `an id that a rule has now was not renamed`(id: String) {
    #expect(RenamedRules.newID(of: id) == nil)
  }

  @Test(arguments: ["", "/", "contracts", "contracts/", "/approval", "other/approval", "contracts/approval/x"])
  func `an id that no rule ever had was not renamed`(id: String) {
    #expect(RenamedRules.newID(of: id) == nil)
  }
}
