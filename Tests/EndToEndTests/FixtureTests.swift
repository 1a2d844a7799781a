import Documents
import SystemPackage
import TestSupport
import Testing

@Suite struct FixtureTests {
  @Test func `every change of the sample repository is judged as its message says`() async throws {
    try await withFixture("platform") { repository in
      let branches = try await repository.git("for-each-ref", "--format=%(refname:short)", "refs/heads").lines
      #expect(branches.count > 10)
      for branch in branches where branch != "main" {
        let now = try await expectation("Expect", of: branch, in: repository)
        #expect(!now.isEmpty, "\(branch)")
        #expect(try await verdict(on: branch, at: "pre-push", in: repository) == now, "\(branch)")
        let due = try await expectation("Expect-At-Merge", of: branch, in: repository)
        if !due.isEmpty { #expect(try await verdict(on: branch, at: "merge", in: repository) == due, "\(branch)") }
      }
    }
  }

  @Test func `every rule of the check has a bad change`() async throws {
    let rules = try await Tool.run(Project.executable("contracts"), ["rules", "--format", "json"]).output
    let ids = try Document.json(SourceText(rules)).root.array?.compactMap { $0["id"]?.string } ?? []
    let changes = Project.root.appending("Fixtures/platform/changes")
    let messages = Project.names(in: changes).compactMap {
      Project.text(of: changes.appending($0).appending("message"))
    }
    // These are about the policy itself and about what a clone has; tests of their own break them.
    let common = ["baseline", "decidable", "policy-locked", "policy-readable", "waiver"]
    for id in ids where !common.contains(where: { id.hasSuffix("/\($0)") }) {
      #expect(messages.contains { $0.contains("Expect") && $0.contains(id) }, "\(id)")
    }
  }

  @Test func `a fixture has the same commits wherever it is built`() async throws {
    let first = try await withFixture("platform") { try await $0.git("show-ref").text }
    let second = try await withFixture("platform") { try await $0.git("show-ref").text }
    #expect(first == second)
  }

  /// The verdict and the rules that a trailer of a branch's message names.
  private func expectation(_ trailer: String, of branch: String, in repository: ScratchRepository) async throws
    -> [String]
  {
    try await repository.git("log", "-1", "--format=%(trailers:key=\(trailer),valueonly)", branch).text
      .split(separator: " ").map(String.init)
  }

  /// The verdict on a branch, and the rules that object to it, sorted.
  private func verdict(on branch: String, at stage: String, in repository: ScratchRepository) async throws -> [String] {
    let run = try await contracts(
      "check", "--base", "main", "--head", branch, "--stage", stage, "--format", "json", in: repository)
    let report = try #require(try Document.json(SourceText(run.output)).root["reports"]?.array?.first)
    let rules = ["findings", "undecided"].flatMap { list in
      report[list]?.array?.compactMap { $0["rule"]?.string } ?? []
    }
    return [report["verdict"]?.string ?? ""] + Set(rules).sorted()
  }
}
