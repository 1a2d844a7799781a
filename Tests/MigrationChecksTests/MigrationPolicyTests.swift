import Changes
import Documents
import MigrationChecks
import Policy
import SystemPackage
import TestSupport
import Testing

/// What a policy of the check may say, and how a mistake in one is told.
@Suite struct MigrationPolicyTests {
  typealias Trial = RuleTrial<MigrationCheck>

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
}
