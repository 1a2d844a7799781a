import Changes
import Findings
import MigrationChecks
import Policy
import TestSupport
import Testing

/// Several databases of one repository, each with its own runner, folder and schemas.
@Suite struct DatabasesTests {
  private static let policy = """
    schemas: { exposed: [public] }
    databases:
      - { name: governance, migrations: { root: db/a }, schemas: { owned: [eng] } }
      - { name: billing, runner: goose, profile: supabase, migrations: { root: services/b }, server: { version: 16, prelude: supabase } }
    """

  private static let own = "begin;\ncreate table t (id int);\nalter table t enable row level security;\ncommit;\n"

  private func findings(_ text: String, _ rules: [String]) async throws -> [String] {
    try await MigrationChecksTests.findings(text, policy: Self.policy, only: rules)
  }

  @Test func `each database is read as its runner reads it`() async throws {
    let rules = ["missing-begin", "missing-down", "ignored-runner-marker", "invalid-name", "unknown-runner"]
    let text = """
      -- db/a/20260105090000_a.sql --
      \(Self.own)-- down
      begin; drop table t; commit;
      -- services/b/1_b.sql --
      -- +goose Up
      create table t (id int);
      -- +goose Down
      drop table t;
      """
    #expect(try await findings(text, rules) == [])
    let bad = """
      -- db/a/1_b.sql --
      create table t (id int);
      -- services/b/1_b.sql --
      create table t (id int);
      """
    #expect(
      try await findings(bad, rules) == [
        "invalid-name 1_b.sql", "missing-begin 1_b.sql:1", "missing-down 1_b.sql:1", "ignored-runner-marker 1_b.sql",
      ])
  }

  @Test func `each database has the severities of its profile and its own order`() async throws {
    let text = """
      -- both: services/b/9_a.sql --
      -- +goose Up
      create table old (id int);
      -- db/a/20260105090000_a.sql --
      begin; create table t (id int); alter table t enable row level security; commit;
      -- services/b/10_b.sql --
      -- +goose Up
      create table t (id int);
      """
    // A way back is asked for in `governed` alone, and the order of one folder is nothing to the other.
    #expect(
      try await findings(text, ["missing-down", "out-of-order-migration", "failing-statement"]) == [
        "missing-down 20260105090000_a.sql:1"
      ])
    #expect(try await findings(text, ["missing-row-security"]) == ["missing-row-security 10_b.sql:2"])
  }

  @Test(arguments: [
    "databases: [{ name: a, migrations: { root: a } }, { name: a, migrations: { root: b } }]",
    "databases: [{ name: a, migrations: { root: a } }, { name: b, migrations: { root: a } }]",
    "databases: [{ name: a, migrations: { root: a } }, { name: b, migrations: { root: a/b } }]",
    "databases: [{ name: a }]", "databases: [{ migrations: { root: a } }]", "databases: []",
    "databases: [{ name: a, migrations: { root: a }, rules: {} }]",
    "databases: [{ name: a, migrations: { root: a }, runner: rails }]",
  ])
  func `a mistake in the list is told`(policy: String) {
    #expect(throws: UnreadablePolicy.self) { try RuleTrial<MigrationCheck>.policy(policy) }
  }

  @Test func `a suppression counts in its own database`() async throws {
    let text = """
      -- db/a/20260105090000_a.sql --
      begin; create table t (id int); commit;
      -- signalbox: allow db/missing-down: nothing to take back
      -- services/b/1_b.sql --
      -- +goose Up
      select 1;
      """
    let change = try Change(Example(text), of: MigrationCheck.self)
    var files = [try PolicyFile(layer: .defaults, path: "database.yml", bytes: MigrationCheck.defaultPolicy)]
    files.append(try PolicyFile(layer: .repository, path: "database.yml", bytes: Array(Self.policy.utf8)))
    let policy = try EffectivePolicy<MigrationPolicy>(files)
    let subject = await MigrationCheck.subject(of: change, policy: policy)
    #expect(subject.scope == "2 changed migration files in db/a, services/b")
    let parts = subject.parts(policy.rules)
    #expect(parts.count == 2)
    let rules = MigrationCheck.rules.filter { $0.metadata.id == "db/missing-down" }
    let found = await Engine(rules: rules, settings: parts[0].settings).judge(parts[0].subject).findings
    let rest = subject.suppressing(found, of: ["db/missing-down"])
    #expect(found.count == 1)
    #expect(rest.remarks.count + rest.kept.count == 1)
  }
}
