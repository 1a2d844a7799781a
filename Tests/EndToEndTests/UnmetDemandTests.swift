import SystemPackage
import TestSupport
import Testing

/// What a policy asks for and this version does not provide: never a silent pass.
@Suite struct UnmetDemandTests {
  private static let folder = "db/migrations/eng"
  private static let migration =
    "-- migrate:up\nbegin;\ncreate table a (id int);\ncommit;\n-- migrate:down\nbegin;\ndrop table a;\ncommit;\n"

  /// Judges a change by a policy of its base.
  private static func judged(_ policy: String, change: [String: String], stage: String = "merge") async throws -> Judged
  {
    try await withScratchRepository { repository in
      try await repository.commit([
        ".signalbox/database.yml": policy, "\(folder)/README.md": "How we migrate.\n",
      ])
      try await repository.git("checkout", "--quiet", "-b", "change")
      try await repository.commit(change)
      return try Judged(
        await run(
          "db-verify",
          ["check", "--stage", stage, "--base", "main", "--now", "2026-02-01T00:00:00Z", "--format", "json"],
          in: repository.folder))
    }
  }

  private static let change = ["\(folder)/20260107090000_a.sql": migration]

  @Test(arguments: [
    ("rehearsal: { require: true }", "merge", true, "undecided"),
    ("rehearsal: { require: true }", "merge", false, "pass"),
    ("rehearsal: { require: true }", "pre-push", true, "pass"),
    ("rehearsal: { require: false }", "merge", true, "pass"),
  ])
  func `a rehearsal that is required is undecided, for a change that has migrations`(
    policy: String, stage: String, hasMigration: Bool, verdict: String
  ) async throws {
    let change = hasMigration ? Self.change : ["README.md": "1"]
    let judged = try await Self.judged(policy + "\n", change: change, stage: stage)
    #expect(judged.verdict == verdict, "\(judged.words)")
    let isAsked = judged.run.text.contains("db/missing-rehearsal")
    #expect(isAsked == (policy.contains("true") && hasMigration))
    #expect(judged.run.text.contains(#""what": "db/rehearsal""#) == hasMigration)
  }

  @Test(arguments: [
    "transactions: runner", "server: { owner: { role: postgres, login: owner } }",
    "server: { owner: { role: postgres, attributes: [createdb] } }", "rehearsal: { limits: { statement: 5s } }",
  ])
  func `a key that a rule or a rehearsal goes by is not listed`(policy: String) async throws {
    let judged = try await Self.judged(policy + "\n", change: Self.change)
    #expect(!judged.run.text.contains("no rule of this version looks at it"), "\(judged.run.text)")
  }

  @Test func `the defaults ask for nothing that is not provided`() async throws {
    #expect(try await !Self.judged("# ours\n", change: Self.change).run.text.contains("no rule of this version"))
  }
}

/// `lint --policy DIR`: the files of that folder count as they do in a check.
@Suite struct LintPolicyTests {
  private static let file = "db/20260105090000_a.sql"

  private static func linted(_ policy: String, _ arguments: String...) async throws -> Judged {
    try await withScratchFolder { folder in
      try await folder.appending("pol/database.yml").write(policy)
      try await folder.appending(file).write("begin;\ncreate table a (id int);\ncommit;\n")
      return try Judged(
        await run("db-verify", ["lint", "--policy", "pol", "--format", "json"] + arguments, in: folder))
    }
  }

  @Test func `without excludes and waivers a file is judged`() async throws {
    #expect(try await Self.linted("# ours\n", Self.file).rules == ["db/missing-down"])
  }

  @Test(arguments: [
    ("['**']", file), ("['db/**']", file), ("[db]", file), ("['db/*.sql']", "./\(file)"), ("['**']", "db/../\(file)"),
  ])
  func `what the policy excludes is left alone, and counted`(exclude: String, path: String) async throws {
    let judged = try await Self.linted("exclude: \(exclude)\n", path)
    #expect(judged.verdict == "pass" && judged.rules.isEmpty)
    #expect(judged.words.contains("1 more file excluded by the policy"))
  }

  @Test func `a pattern for other files excludes nothing`() async throws {
    #expect(try await Self.linted("exclude: ['other/**']\n", Self.file).rules == ["db/missing-down"])
  }

  @Test(arguments: [("2999-12-31", "pass", []), ("2020-12-31", "fail", ["db/missing-down", "db/stale-waiver"])])
  func `a waiver counts until it expires`(expires: String, verdict: String, rules: [String]) async throws {
    let waiver = "{ rule: db/missing-down, path: 'db/**', reason: old, owner: dana, expires: \(expires) }"
    let judged = try await Self.linted("waivers:\n  - \(waiver)\n", Self.file)
    #expect(judged.verdict == verdict)
    #expect(judged.rules == rules)
    #expect(judged.run.text.contains(#""waived": []"#) == (verdict == "fail"))
  }

  @Test func `a waiver that the file does not need is told`() async throws {
    let waiver = "{ rule: db/missing-down, path: \(Self.file), reason: old, owner: dana, expires: 2999-12-31 }"
    let judged = try await Self.linted("rules: { db/missing-down: off }\nwaivers:\n  - \(waiver)\n", Self.file)
    #expect(judged.rules == ["db/stale-waiver"], "\(judged.words)")
  }
}
