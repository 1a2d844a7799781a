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
        let format = "--format=%(trailers:key=Expect,valueonly)"
        let expected = try await repository.git("log", "-1", format, branch).text.split(separator: " ").map(String.init)
        let run = try await contracts("check", "--base", "main", "--head", branch, "--format", "json", in: repository)
        let report = try #require(try Document.json(SourceText(run.output)).root["reports"]?.array?.first)
        let rules = ["findings", "undecided"].flatMap { list in report[list]?.array?.compactMap(\.rule) ?? [] }
        #expect(report["verdict"]?.string == expected.first, "\(branch)")
        #expect(Set(rules) == Set(expected.dropFirst()), "\(branch)")
      }
    }
  }

  @Test func `every rule has a bad change`() async throws {
    let rules = try await Tool.run(Project.executable("contracts"), ["rules", "--format", "json"]).output
    let ids = try Document.json(SourceText(rules)).root.array?.compactMap { $0["id"]?.string } ?? []
    let changes = Project.root.appending("Fixtures/platform/changes")
    let messages = Project.names(in: changes).compactMap {
      Project.text(of: changes.appending($0).appending("message"))
    }
    for id in ids where !id.hasSuffix("/decidable") {
      #expect(messages.contains { $0.contains("Expect: ") && $0.contains(id) }, "\(id)")
    }
  }

  @Test func `a fixture has the same commits wherever it is built`() async throws {
    let first = try await withFixture("platform") { try await $0.git("show-ref").text }
    let second = try await withFixture("platform") { try await $0.git("show-ref").text }
    #expect(first == second)
  }
}

extension Node {
  fileprivate var rule: String? { self["rule"]?.string }
}
