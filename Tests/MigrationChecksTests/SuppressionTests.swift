import Changes
import Documents
import Findings
import MigrationChecks
import Policy
import Testing

/// Comments that say that a rule is broken on purpose.
@Suite struct SuppressionTests {
  private static func report(_ up: String, down: String = "drop table b;", policy: String = "") async throws -> [String]
  {
    let text = """
      -- given: policy --
      \(policy)
      -- both: \(folder)/20260101090000_base.sql --
      begin; create table a (id int, b int); commit;
      -- down
      begin; drop table a; commit;
      -- \(folder)/20260105090000_next.sql --
      \(up)
      -- down
      begin; \(down) commit;
      """
    let change = try Change(Example(text), of: MigrationCheck.self)
    var files = [try PolicyFile(layer: .defaults, path: "database.yml", bytes: MigrationCheck.defaultPolicy)]
    files.append(try PolicyFile(layer: .repository, path: "database.yml", bytes: Array(policy.utf8)))
    let effective = try EffectivePolicy<MigrationPolicy>(files)
    let subject = await MigrationCheck.subject(of: change, policy: effective)
    let judgement = await Engine(rules: MigrationCheck.rules, settings: effective.rules).judge(subject)
    let asked = MigrationCheck.rules.map { $0.metadata.id }
    let left = subject.suppressing(judgement.findings, of: Set(asked))
    return (left.kept + left.added).map { finding in
      "\(finding.rule.dropFirst(3)) \(finding.severity?.rawValue ?? "undecided")"
    }.sorted()
  }

  private static let loss = "begin; set local lock_timeout = '1s'; alter table a drop column b; commit;"
  private static let back = "alter table a add column b int;"

  @Test(
    arguments: [
      // A note is silenced by the comment alone.
      (
        "-- signalbox: allow db/missing-lock-timeout: the role has one\nbegin; alter table a add column c int; commit;",
        "alter table a drop column c;", "", []
      ),
      // An error needs the approval, and is still told where that is missing.
      (
        "-- signalbox: allow db/undeclared-data-loss: unused since March\n\(loss)", back, "",
        ["undeclared-data-loss error", "unapproved-suppression error"]
      ),
      (
        "-- irreversible: unused since March\n\(loss)", back, "",
        ["undeclared-data-loss error", "unapproved-suppression error"]
      ),
      (
        loss, "do $$ begin raise exception 'no way back'; end $$;", "",
        ["incomplete-down-path error", "unapproved-suppression error", "undeclared-data-loss error"]
      ),
      // Where the policy makes it a warning, the comment is enough.
      ("-- irreversible: unused since March\n\(loss)", back, "profile: supabase", []),
      (
        "-- irreversible: unused since March\n\(loss)", back, "rules: { db/undeclared-data-loss: warning }", []
      ),
      // Without a reason it silences nothing.
      ("-- irreversible:\n\(loss)", back, "", ["invalid-suppression error", "undeclared-data-loss error"]),
      (
        "-- signalbox: allow db/undeclared-data-loss\n\(loss)", back, "",
        ["invalid-suppression error", "undeclared-data-loss error"]
      ),
      // One that nothing needs is told, and so is one for a rule that cannot be silenced or does not exist.
      (
        "-- signalbox: allow db/table-rewrite: small\nbegin; create table b (id int); commit;", "drop table b;", "",
        ["invalid-suppression error"]
      ),
      (
        "-- signalbox: allow db/syntax-error: old server\nbegin; create table b (id int); commit;", "drop table b;", "",
        ["invalid-suppression error"]
      ),
      (
        "-- signalbox: allow db/no-such-rule: why\nbegin; create table b (id int); commit;", "drop table b;", "",
        ["invalid-suppression error"]
      ),
    ] as [(String, String, String, [String])])
  func `a comment silences notes, and errors once they are approved`(
    up: String, down: String, policy: String, expected: [String]
  ) async throws {
    #expect(try await Self.report(up, down: down, policy: policy) == expected.sorted(), "\(up)")
  }
}
