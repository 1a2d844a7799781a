import SystemPackage
import TestSupport
import Testing

@Suite struct RepeatabilityTests {
  @Test(arguments: ["text", "json", "sarif", "junit", "github", "markdown", "metrics"])
  func `equal input gives equal bytes, whatever the surroundings`(format: String) async throws {
    try await withFixture("platform") { repository in
      let elsewhere: [String: String] = ["LC_ALL": "tr_TR.UTF-8", "LANG": "ja_JP", "TZ": "Asia/Kathmandu"]
      let users = ["COLUMNS": "20", "LINES": "3", "HOME": "/nonexistent", "USER": "nobody", "TERM": "dumb"]
      let folder = repository.folder
      for branch in ["good-new-event", "bad-duplicate-key", "bad-syntax", "bad-limits", "bad-unreadable"] {
        let arguments = [
          "check", "--base", "main", "--head", branch, "--now", "2026-01-06T09:00:00Z", "--format", format,
        ]
        let first = try await contracts(arguments, in: folder)
        #expect(!first.output.isEmpty)
        #expect(try await contracts(arguments, in: folder).output == first.output)
        #expect(try await contracts(arguments, in: folder, environment: elsewhere).output == first.output)
        #expect(try await contracts(arguments, in: folder, environment: users).output == first.output)
        #expect(try await contracts(arguments, in: folder.appending("platform/contracts")).output == first.output)
        let named = try await contracts(arguments + ["--repository", folder.string], in: FilePath("/"))
        #expect(named.output == first.output)
      }
    }
  }

  @Test func `a clone, packed otherwise, gives the same report`() async throws {
    try await withFixture("platform") { repository in
      let packed = ScratchRepository(repository.folder.removingLastComponent().appending("packed"))
      try await repository.git("clone", "--quiet", "--mirror", ".", packed.folder.string)
      try await packed.git("repack", "-a", "-d", "-q", "-F", "--depth=50")
      let arguments = ["check", "--base", "main", "--head", "bad-syntax", "--now", "2026-01-06T09:00:00Z"]
      let loose = try await contracts(arguments, in: repository.folder)
      #expect(try await contracts(arguments, in: packed.folder).output == loose.output)
    }
  }
}
