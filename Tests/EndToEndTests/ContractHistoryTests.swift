import SystemPackage
import TestSupport
import Testing

/// The transitive modes, which hold a schema against all that it ever was.
@Suite struct ContractHistoryTests {
  private static let schema = "platform/contracts/a.schema.json"

  private static func policy(_ compatibility: String) -> [String: String] {
    [".signalbox/contracts.yml": "schemas: { documented: [], compatibility: { \(compatibility) } }\n"]
  }

  /// A history in which a schema allowed 3, then 2, and then 2 and 3 again but as numbers; the change allows only 2.
  private func withHistory(
    _ compatibility: String, _ test: (ScratchRepository) async throws -> Void
  ) async throws {
    try await withScratchRepository { repository in
      try await repository.commit(Self.policy(compatibility).merging([Self.schema: #"{"enum": [1, 2, 3]}"#]) { $1 })
      try await repository.git("tag", "v1")
      try await repository.commit([Self.schema: #"{"enum": [1, 2]}"#])
      try await repository.git("tag", "-a", "-m", "Two", "v2")
      try await repository.commit(["README.md": "Nothing of a contract\n"])
      try await repository.git("checkout", "--quiet", "-b", "change")
      try await repository.commit([Self.schema: #"{"enum": [1, 2, 4]}"#])
      try await test(repository)
    }
  }

  private func judged(_ repository: ScratchRepository, base: String = "main") async throws -> Judged {
    try Judged(try await contracts("check", "--base", base, "--format", "json", in: repository))
  }

  @Test func `a mode that is not transitive looks at the version before alone`() async throws {
    try await withHistory("mode: backward") { repository in
      let rules = try await judged(repository).rules
      // What readers notice is told, and breaks nothing.
      #expect(rules == ["contracts/consumer-impact"])
    }
  }

  @Test func `a transitive mode looks at every version on the line of first parents`() async throws {
    try await withHistory("mode: backward-transitive") { repository in
      let first = try await repository.id(of: "v1").prefix(12)
      let judged = try await judged(repository)
      #expect(judged.rules == ["contracts/breaking-change", "contracts/consumer-impact"])
      #expect(judged.words.contains("`3` was valid by `\(first)` and is rejected now"))
    }
  }

  @Test func `tags name the versions that count`() async throws {
    try await withHistory("mode: backward-transitive, tags: [v2]") { repository in
      let rules = try await judged(repository).rules
      // What readers notice is told, and breaks nothing.
      #expect(rules == ["contracts/consumer-impact"])
    }
    try await withHistory("mode: backward-transitive, tags: ['v*']") { repository in
      let words = try await judged(repository).words
      #expect(words.contains("`3` was valid by `v1` and is rejected now"))
    }
  }

  @Test func `the other way round each earlier reader has to understand what is new`() async throws {
    try await withHistory("mode: forward-transitive, tags: [v1]") { repository in
      let words = try await judged(repository).words
      #expect(words.contains("`4` is valid now and was rejected before"))
    }
  }

  @Test func `a schema is followed through moves`() async throws {
    try await withHistory("mode: backward-transitive") { repository in
      try await repository.git("checkout", "--quiet", "main")
      try await repository.git("mv", Self.schema, "platform/contracts/b.schema.json")
      try await repository.commit("Move it")
      try await repository.git("checkout", "--quiet", "-b", "moved")
      try await repository.commit(["platform/contracts/b.schema.json": #"{"enum": [1, 2, 4]}"#])
      let words = try await judged(repository).words
      #expect(words.contains("and is rejected now"))
    }
  }

  @Test func `a clone without its history cannot tell`() async throws {
    try await withHistory("mode: backward-transitive") { repository in
      let clone = ScratchRepository(repository.folder.removingLastComponent().appending("clone"))
      try await repository.git(
        "clone", "--quiet", "--depth", "1", "--no-single-branch", "--no-tags", "file://\(repository.folder)",
        clone.folder.string)
      let judged = try await judged(clone, base: "origin/main")
      #expect(judged.verdict == "undecided")
      #expect(judged.rules == ["contracts/breaking-change"])
      #expect(judged.words.contains("git fetch --unshallow"))
    }
  }

  @Test func `tags that nobody has fetched leave it open`() async throws {
    try await withHistory("mode: backward-transitive, tags: ['release-*']") { repository in
      let judged = try await judged(repository)
      #expect(judged.verdict == "undecided")
      #expect(judged.words.contains("no commit with a tag that matches release-*"))
    }
  }
}
