import SystemPackage
import TestSupport
import Testing

@Suite struct ReadmeTests {
  @Test func `the output that the README shows is what the tool says`() async throws {
    let readme = try #require(Project.text(of: Project.root.appending("README.md")))
    try await withFixture("platform") { repository in
      let run = try await contracts(
        "check", "--base", "main", "--head", "bad-compatible-shared-minimum", in: repository)
      let shown = "```\n$ contracts check --base main --head bad-compatible-shared-minimum\n\(run.text)\n```\n"
      #expect(readme.contains(shown), "the README should show:\n\(shown)")
    }
  }
}
