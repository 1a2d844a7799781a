import SystemPackage
import TestSupport
import Testing

/// The verbs of `db-verify` that write files.
@Suite struct MigrationVerbTests {
  private static let now = ["--now", "2026-04-02T09:00:00Z"]

  @Test func `a new migration is written once, and never over another`() async throws {
    try await withScratchFolder { folder in
      let first = try await run("db-verify", ["new", "add_size", "--repository", folder.string] + Self.now, in: folder)
      #expect(first.status == 0, "\(first.errorText)")
      #expect(first.text == "db/migrations/eng/20260402090000_add_size.sql")
      let path = folder.appending("db/migrations/eng/20260402090000_add_size.sql")
      #expect(Project.text(of: path)?.contains("-- migrate:down") == true)
      let second = try await run(
        "db-verify", ["new", "add_size", "--repository", folder.string] + Self.now, in: folder)
      #expect(second.status == 2)
      let wrong = try await run("db-verify", ["new", "Add size", "--repository", folder.string], in: folder)
      #expect(wrong.status == 64)
    }
  }

  @Test func `an audit entry is appended to the report of its day`() async throws {
    try await withScratchFolder { folder in
      try await folder.appending(".signalbox/database.yml").write("documents: { audit: ops/audit }\n")
      let arguments = ["audit", "append", "--ran", "run_checks.sh", "--by", "dana", "--repository", folder.string]
      for result in ["pass", "fail"] {
        let answer = try await run("db-verify", arguments + ["--result", result] + Self.now, in: folder)
        #expect(answer.status == 0, "\(answer.errorText)")
      }
      let text = Project.text(of: folder.appending("ops/audit/2026-04-02.md")) ?? ""
      #expect(text.hasPrefix("# Audit 2026-04-02\n\n- at: 2026-04-02T09:00:00Z\n- by: dana\n"))
      #expect(text.hasSuffix("- result: fail\n"))
      #expect(try await run("db-verify", arguments + ["--result", " "], in: folder).status == 64)
    }
  }

  @Test func `the version names the grammar`() async throws {
    try await withScratchFolder { folder in
      let answer = try await run("db-verify", ["--version"], in: folder)
      #expect(answer.text.contains("grammar of PostgreSQL 1"))
    }
  }
}
