import SystemPackage
import TestSupport
import Testing

@Suite struct PolicyUpgradeTests {
  private static let policy = """
    # Ours.
    root: contracts
    rules: { contracts/idle-keyword: off } # noisy

    waivers:
      - rule: contracts/compatible
        path: "contracts/*.json"
        reason: it moves
        owner: ann
        expires: 2099-12-31

    """
  private static let baseline = """
    {
      "version": 1,
      "findings": [
        {"rule": "contracts/syntax", "path": "contracts/a.json", "fingerprint": "0123456789abcdef"}
      ]
    }

    """
  private static let migration = "-- signalbox: allow db/transaction-missing: one statement\ncreate table a (id int);\n"

  private func withOldNames(_ body: (ScratchRepository) async throws -> Void) async throws {
    try await withScratchRepository { repository in
      try await repository.commit([
        ".signalbox/contracts.yml": Self.policy, ".signalbox/contracts.baseline.json": Self.baseline,
        "db/migrations/eng/20260101000000_a.sql": Self.migration,
      ])
      try await repository.git("checkout", "--quiet", "-b", "topic")
      try await repository.write("db/migrations/eng/20260102000000_b.sql", Self.migration)
      try await body(repository)
    }
  }

  @Test func `an upgrade renames rules wherever they are named, and nothing else changes`() async throws {
    try await withOldNames { repository in
      let before = try await run("signalbox", ["policy", "check", "--only", "contracts"], in: repository.folder)
      #expect(before.status == 1)
      #expect(before.text.contains("the rule `contracts/idle-keyword` was renamed to `contracts/ineffective-keyword`"))
      let upgrade = try await run("signalbox", ["policy", "upgrade"], in: repository.folder)
      #expect(upgrade.status == 0)
      #expect(upgrade.output.isEmpty)
      #expect(
        upgrade.errorText.contains("left 1 merged file unchanged, such as db/migrations/eng/20260101000000_a.sql"))
      let diff = try await repository.git("diff", "--unified=0").lines.filter { $0.hasPrefix("+") || $0.hasPrefix("-") }
      #expect(
        diff.filter { !$0.hasPrefix("+++") && !$0.hasPrefix("---") } == [
          #"-    {"rule": "contracts/syntax", "path": "contracts/a.json", "fingerprint": "0123456789abcdef"}"#,
          #"+    {"rule": "contracts/syntax-error", "path": "contracts/a.json", "fingerprint": "0123456789abcdef"}"#,
          "-rules: { contracts/idle-keyword: off } # noisy", "+rules: { contracts/ineffective-keyword: off } # noisy",
          "-  - rule: contracts/compatible", "+  - rule: contracts/breaking-change",
        ])
      let migration = try await repository.git("hash-object", "db/migrations/eng/20260102000000_b.sql").lines
      let expected = try await repository.git(
        "hash-object", "--stdin", input: Self.migration.replacing("transaction-missing", with: "missing-begin")
      ).lines
      #expect(migration == expected)
      let after = try await run("signalbox", ["policy", "check", "--only", "contracts"], in: repository.folder)
      #expect(!after.text.contains("renamed"))
      let again = try await run("signalbox", ["policy", "upgrade"], in: repository.folder)
      #expect(again.errorText.contains("nothing to upgrade"))
    }
  }

  @Test func `the edits can be shown, and git applies them to what an upgrade writes`() async throws {
    try await withOldNames { repository in
      try await repository.git("add", ".")
      let shown = try await run("signalbox", ["policy", "upgrade", "--diff"], in: repository.folder)
      #expect(try await repository.git("diff", "--name-only").lines == [])
      try await repository.git(["apply", "-"], input: shown.output)
      let applied = try await repository.git("diff").lines
      try await repository.git("checkout", ".")
      _ = try await run("signalbox", ["policy", "upgrade"], in: repository.folder)
      #expect(try await repository.git("diff").lines == applied)
      #expect(!applied.isEmpty)
    }
  }

  @Test func `the policy files of a folder that is named are upgraded`() async throws {
    try await withScratchRepository { repository in
      try await repository.write("policy/release.yml", "rules: { release/clock: warning }\n")
      try await repository.write("policy/other.txt", "release/clock\n")
      let upgrade = try await run("release-train", ["policy", "upgrade", "--policy", "policy"], in: repository.folder)
      #expect(upgrade.status == 0)
      #expect(upgrade.errorText.contains("upgraded policy/release.yml (1 id)"))
    }
  }

  @Test func `a policy that cannot be parsed is told, and nothing is written`() async throws {
    try await withScratchRepository { repository in
      try await repository.commit([".signalbox/contracts.yml": "rules: { contracts/syntax: off }\n"])
      try await repository.write(".signalbox/lint.yml", "a: [\n")
      let upgrade = try await run("signalbox", ["policy", "upgrade"], in: repository.folder)
      #expect(upgrade.status == 2)
      #expect(upgrade.errorText.contains(".signalbox/lint.yml"))
      #expect(try await repository.git("diff", "--name-only").lines == [])
    }
  }

  @Test(arguments: [
    ["explain", "contracts/compatible"], ["explain", "compatible"], ["lint", "--rule", "compatible", "a"],
  ])
  func `a command line with an old id is told the new one`(arguments: [String]) async throws {
    try await withScratchRepository { repository in
      let told = try await run("contracts", arguments, in: repository.folder)
      #expect(told.status == 64)
      #expect(told.errorText.contains("`contracts/compatible` was renamed to `contracts/breaking-change`"))
    }
  }
}
