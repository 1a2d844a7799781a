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
      rules: { db/invalid-name: warning }
      """)
    try Trial.policy(
      """
      version: 1
      runner: own
      transactions: file
      profile: governed
      migrations: { root: db/migrations/eng, ahead: 1d }
      views: { root: db/views/eng, mode: owner, owner: governance_owner, required: { v_eng_trace: [key] } }
      schemas:
        owned: [eng]
        writers: [service_role]
        readers: [venture_app]
        consumers: [{ paths: ["apps/venture/**"], role: venture_app }]
        approved-select: { role: data-owner, label: select-approved }
        tables: { allow: ["eng_*"], approval: { role: data-owner, label: table-approved } }
        products: { venture: [venture] }
        force: true
        write-predicate: optional
      extensions: { allow: [pgcrypto], schema: extensions }
      housekeeping: { paths: ["ops/backfill/**"], owner-map: ops/map.csv, scripts: ["ops/scripts/**"] }
      workflow: { path: .github/workflows/db-verify.yml, check: DB Verify, merge-queue: true }
      server:
        version: 15
        prelude: db/prelude.sql
        lock-timeout: 3s
        owner: { role: governance_owner, login: governance_deploy, attributes: [createrole, bypassrls] }
      """)
  }

  @Test(arguments: [
    "migrations: { root: ../up }", "migrations: { down: sideways }", "migrations: { rot: a }",
    "migrations: { ahead: 1 }",
    "migrations: { ahead: soon }", "server: { version: x }",
    "server: { version: 9 }", "server: { version: 1.5 }", "rehearsal: { require: often }", "rehearsal: { need: true }",
    "views: /etc", "schemas: { owned: eng }", "documents: { contract: a }", "rules: { db/no-such-rule: off }",
    "rules: { db/setup-error: off }", "runner: rails", "version: 2", "views: { mode: both }", "profile: loose",
    "schemas: { consumers: [{ paths: [a] }] }", "server: { lock-timeout: soon }", "workflow: { name: x }",
  ])
  func `a mistake in a policy is told`(policy: String) {
    #expect(throws: UnreadablePolicy.self) { try Trial.policy(policy) }
  }
}
