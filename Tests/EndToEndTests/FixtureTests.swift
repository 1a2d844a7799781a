import Documents
import SystemPackage
import TestSupport
import Testing

@Suite struct FixtureTests {
  @Test(arguments: SampleRepository.names)
  func `every change of a sample repository is judged as its message says`(name: String) async throws {
    try await withFixture(name) { repository in
      let checks = SampleRepository.checks(of: name)
      let branches = try await branches(of: repository)
      #expect(checks.count > 1)
      #expect(branches.count > 10)
      for branch in branches {
        let now = try await expectation("Expect", of: branch, in: repository)
        #expect(!now.isEmpty, "\(branch)")
        #expect(try await verdict(of: checks, on: branch, at: "pre-push", in: repository) == now, "\(branch)")
        let due = try await expectation("Expect-At-Merge", of: branch, in: repository)
        if !due.isEmpty {
          #expect(try await verdict(of: checks, on: branch, at: "merge", in: repository) == due, "\(branch)")
        }
      }
    }
  }

  @Test(
    .enabled(
      if: Project.hasProgram("eslint") && Project.hasProgram("rubocop"), "ESLint and RuboCop are not both installed"))
  func `real linters judge the changes of the sample repository as their messages say`() async throws {
    try await withFixture("platform") { repository in
      var judged = 0
      for branch in try await branches(of: repository) {
        let expected = try await expectation("Expect-Lint", of: branch, in: repository)
        if expected.isEmpty { continue }
        judged += 1
        // Node reserves more address space than any check may.
        let run = try await run(
          "lint-gate",
          ["check", "--run", "--base", "main", "--head", branch, "--stage", "merge", "--format", "json"],
          in: repository.folder, environment: ["NODE_PATH": "/usr/share/nodejs:/usr/lib/nodejs"], memory: 1 << 24)
        let lint = try Judged(run)
        #expect([lint.verdict ?? ""] + lint.rules == expected, "\(branch): \(lint.words)")
      }
      #expect(judged > 3)
    }
  }

  @Test func `every rule that judges changes has a bad change`() async throws {
    let messages = SampleRepository.names.flatMap { name in
      let changes = Project.root.appending("Fixtures/\(name)/changes")
      return Project.names(in: changes).compactMap { Project.text(of: changes.appending($0).appending("message")) }
    }
    // These are about the policy itself and about what a clone has; tests of their own break them.
    let common = ["baseline", "decidable", "policy-locked", "policy-readable", "waiver"]
    // The gate asks these about a deployment, and no change breaks them.
    let gate = ["clock", "cut-window", "environment", "freeze", "held", "required-results", "unmerged-commit"].map {
      "release/\($0)"
    }
    // These are asked of reports of other steps, and of a policy that has a slip in it.
    let ingested = ["brakeman", "brakeman-ignore", "idle-pattern", "other-tool"].map { "lint/\($0)" }
    for check in SampleRepository.allChecks {
      let rules = try await Tool.run(Project.executable(check), ["rules", "--format", "json"]).output
      let ids = try Document.json(SourceText(rules)).root.array?.compactMap { $0["id"]?.string } ?? []
      #expect(!ids.isEmpty, "\(check)")
      for id in ids where !(gate + ingested).contains(id) && !common.contains(where: { id.hasSuffix("/\($0)") }) {
        #expect(messages.contains { $0.contains("Expect") && $0.contains(id) }, "\(id)")
      }
    }
  }

  @Test(arguments: SampleRepository.names)
  func `a fixture has the same commits wherever it is built`(name: String) async throws {
    let first = try await withFixture(name) { try await $0.git("show-ref").text }
    let second = try await withFixture(name) { try await $0.git("show-ref").text }
    #expect(first == second)
  }

  private func branches(of repository: ScratchRepository) async throws -> [String] {
    try await repository.git("for-each-ref", "--format=%(refname:short)", "refs/heads").lines.filter { $0 != "main" }
  }

  /// The verdict and the rules that a trailer of a branch's message names.
  private func expectation(_ trailer: String, of branch: String, in repository: ScratchRepository) async throws
    -> [String]
  {
    try await repository.git("log", "-1", "--format=%(trailers:key=\(trailer),valueonly)", branch).text
      .split(separator: " ").map(String.init)
  }

  /// When the changes of the sample repositories were made, so that a clock that is wrong says nothing about them.
  private static let now = "2026-02-03T09:00:00Z"

  /// The worst verdict of some checks on a branch, and the rules that object to it, sorted.
  private func verdict(
    of checks: [String], on branch: String, at stage: String, in repository: ScratchRepository
  ) async throws -> [String] {
    var verdicts: Set<String> = []
    var rules: Set<String> = []
    for check in checks {
      let judged = try Judged(
        try await run(
          check,
          [
            "check", "--base", "main", "--head", branch, "--stage", stage, "--now", Self.now, "--format", "json",
          ], in: repository.folder))
      verdicts.insert(judged.verdict ?? "none")
      rules.formUnion(judged.rules)
    }
    let worst = ["none", "fail", "undecided", "pass"].first { verdicts.contains($0) } ?? "none"
    return [worst] + rules.sorted()
  }
}

/// The sample repositories, and the checks that each has adopted: those whose policy file it has.
enum SampleRepository {
  static let names = ["ehg-engineering", "platform"]
  static let allChecks = policyFiles.map(\.check)

  static func checks(of name: String) -> [String] {
    let adopted = Project.names(in: Project.root.appending("Fixtures/\(name)/main/.signalbox"))
    return policyFiles.filter { adopted.contains($0.file) }.map(\.check)
  }

  private static let policyFiles = [
    (check: "contracts", file: "contracts.yml"), (check: "db-verify", file: "database.yml"),
    (check: "lint-gate", file: "lint.yml"), (check: "release-train", file: "release.yml"),
  ]
}
