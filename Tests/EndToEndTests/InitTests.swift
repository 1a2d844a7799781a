import Documents
import SystemPackage
import TestSupport
import Testing

@Suite struct InitTests {
  private func initialise(_ arguments: String..., in repository: ScratchRepository) async throws -> Tool {
    try await run("signalbox", ["init"] + arguments, in: repository.folder)
  }

  private func files(in repository: ScratchRepository) async throws -> [String] {
    try await Tool.run("git", ["ls-files", "--others", "--exclude-standard"], in: repository.folder).lines.sorted()
  }

  @Test(arguments: [
    ("platform", ["contracts", "lint", "release-train"]), ("service", ["contracts", "lint", "release-train"]),
    ("database", ["db-verify", "release-train"]), ("change-control", ["audit", "change-control", "release-train"]),
  ])
  func `each kind of repository gets its policy and the workflows that ask for it`(
    kind: String, checks: [String]
  ) async throws {
    try await withScratchRepository { repository in
      #expect(try await initialise("--kind", kind, in: repository).status == 0)
      let callers = Project.names(in: repository.folder.appending(".github/workflows"))
        .filter { $0.hasPrefix("signalbox-") }
      #expect(callers == (checks + ["review"]).map { "signalbox-\($0).yml" })
      let policy = try await run("signalbox", ["policy", "check"], in: repository.folder)
      #expect(policy.status == 0, "\(policy.text)")
    }
  }

  @Test func `a dry run writes nothing and lists what a run then writes`() async throws {
    try await withScratchRepository { repository in
      let dry = try await initialise("--dry-run", in: repository)
      #expect(try await files(in: repository) == [])
      let listed = dry.lines.filter { $0.hasPrefix("  new ") }.compactMap { $0.split(separator: " ").last }
      _ = try await initialise(in: repository)
      #expect(try await files(in: repository) == listed.map(String.init).sorted())
    }
  }

  @Test func `what is there stays, and a file of code owners is only told what it lacks`() async throws {
    try await withScratchRepository { repository in
      try await repository.write(".signalbox/roles.yml", "roles: {}\n")
      try await repository.write("CODEOWNERS", "* @acme/all\n/.signalbox/\n")
      let first = try await initialise("--kind", "platform", in: repository)
      #expect(Project.text(of: repository.folder.appending(".signalbox/roles.yml")) == "roles: {}\n")
      #expect(first.text.contains("kept   .signalbox/roles.yml"))
      #expect(first.text.contains("kept   CODEOWNERS, in which these lines are missing:"))
      #expect(first.text.contains("/.signalbox/ @your-organisation/your-team"))
      #expect(!first.text.contains("/.github/ @your-organisation/your-team"), "the first line owns it")
      let before = try await files(in: repository)
      #expect(try await initialise("--kind", "platform", in: repository).text.contains("wrote") == false)
      #expect(try await files(in: repository) == before)
    }
  }

  @Test func `the policy names the folder that was found, and the workflow the default branch`() async throws {
    try await withScratchRepository { repository in
      try await repository.commit(["sql/migrations/1_a.sql": "-- +goose Up\nselect 1;\n"])
      try await repository.git("branch", "--move", "trunk")
      let run = try await initialise(in: repository)
      #expect(run.text.contains("found  sql/migrations: 1 migration file of goose"))
      let policy = Project.text(of: repository.folder.appending(".signalbox/database.yml")) ?? ""
      #expect(policy.contains("runner: goose") && policy.contains("root: sql/migrations"))
      let caller = Project.text(of: repository.folder.appending(".github/workflows/signalbox-db-verify.yml")) ?? ""
      #expect(caller.contains("branches: [\"trunk\"]"))
    }
  }

  @Test func `the callers name the workflows that are given, and the linter of workflows has no objection`()
    async throws
  {
    try await withScratchRepository { repository in
      let source = "acme-co/signalbox@" + String(repeating: "ab", count: 20)
      #expect(try await initialise("--workflows", source, in: repository).status == 0)
      for name in Project.names(in: repository.folder.appending(".github/workflows")) {
        let path = repository.folder.appending(".github/workflows/\(name)")
        let text = try #require(Project.text(of: path))
        #expect(!text.contains("uses: acme/signalbox"), "\(name)")
        #expect(name.contains("review") || text.contains("uses: acme-co/signalbox/.github/workflows/"))
        guard Project.hasProgram("actionlint") else { continue }
        let lint = try await Tool.run("actionlint", [path.string])
        #expect(lint.status == 0, "\(lint.text)")
      }
      #expect(try await initialise("--workflows", "acme/signalbox@main", in: repository).status == 64)
    }
  }

  @Test func `no link leads out of the working tree`() async throws {
    try await withScratchRepository { repository in
      let outside = repository.folder.removingLastComponent().appending("outside")
      try await outside.appending("keep").write("")
      _ = try await Tool.run("ln", ["-s", outside.string, repository.folder.appending(".signalbox").string])
      let run = try await initialise(in: repository)
      #expect(run.status == 2)
      #expect(run.errorText.contains("is no folder"))
      #expect(Project.names(in: outside) == ["keep"])
    }
  }
}
