import SystemPackage
import TestSupport
import Testing

/// The hook under managers that teams have already.
@Suite struct HookManagerTests {
  @Test(.enabled(if: Project.hasProgram("pre-commit"), "pre-commit is not installed"))
  func `pre-commit asks before a push, also before the first one of all`() async throws {
    try await withHookedRepository { clone in
      let hooks = clone.remote.removingLastComponent().appending("hooks")
      let source = ScratchRepository(hooks)
      _ = try await Tool.run("git", ["init", "--quiet", "--initial-branch=main", hooks.string])
      let text = try #require(Project.text(of: Project.root.appending(".pre-commit-hooks.yaml")))
      let revision = try await source.commit([".pre-commit-hooks.yaml": text])
      let home = clone.remote.removingLastComponent().appending("home").string
      func push(_ arguments: String...) async throws -> Tool {
        try await clone.tool("git", ["push"] + arguments, environment: ["PRE_COMMIT_HOME": home])
      }
      try await clone.scratch.commit([
        ".pre-commit-config.yaml": """
        repos:
          - repo: \(hooks.string)
            rev: \(revision)
            hooks: [{ id: signalbox }]
        """
      ])
      let installed = try await clone.tool("pre-commit", ["install", "--hook-type", "pre-push"])
      try #require(installed.status == 0, "\(installed.errorText)")
      let first = try await push("origin", "main")
      #expect(first.status == 0, "\(first.text)\(first.errorText)")
      try await clone.scratch.git("checkout", "--quiet", "-b", "topic")
      let good = try await clone.commit("good")
      #expect(try await push("origin", "topic").status == 0)
      try await clone.commit("bad", HookedRepository.bad)
      try await clone.scratch.git("checkout", "--quiet", "main")
      let refused = try await push("origin", "topic")
      #expect(refused.status != 0)
      #expect((refused.text + refused.errorText).contains("contracts/duplicate-key"))
      #expect(try await clone.remoteID(of: "topic") == good)
      let empty = clone.remote.removingLastComponent().appending("empty.git")
      _ = try await Tool.run("git", ["init", "--quiet", "--bare", "--initial-branch=main", empty.string])
      let whole = try await push(empty.string, "main")
      #expect(whole.status == 0, "\(whole.text)\(whole.errorText)")
      #expect(try await push(empty.string, "topic").status != 0)
    }
  }

  @Test(.enabled(if: Project.hasProgram("lefthook"), "lefthook is not installed"))
  func `lefthook hands on what git says, with the block of the guide`() async throws {
    try await withHookedRepository { clone in
      let guide = try #require(Project.text(of: Project.root.appending("docs/hooks.md")))
      let block = try #require(guide.codeBlock(beginning: "pre-push:"))
      try await clone.scratch.commit(["lefthook.yml": block])
      let installed = try await clone.tool("lefthook", ["install"])
      try #require(installed.status == 0, "\(installed.errorText)")
      func push(_ arguments: String...) async throws -> Tool {
        try await clone.tool("git", ["push"] + arguments)
      }
      let main = try await push("origin", "main")
      #expect(main.status == 0, "\(main.text)\(main.errorText)")
      try await clone.scratch.git("checkout", "--quiet", "-b", "topic")
      try await clone.commit("good")
      try await clone.scratch.git("branch", "worse")
      #expect(try await push("origin", "topic").status == 0)
      try await clone.scratch.git("checkout", "--quiet", "worse")
      try await clone.commit("bad", HookedRepository.bad)
      let refused = try await push("origin", "topic", "worse")
      #expect(refused.status != 0)
      #expect((refused.text + refused.errorText).contains("contracts/duplicate-key"))
      #expect(try await clone.remoteID(of: "worse") == "")
    }
  }
}

extension String {
  /// The fenced block that begins with a text.
  fileprivate func codeBlock(beginning: String) -> String? {
    let lines = split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(where: { $0.hasPrefix(beginning) }),
      let end = lines[start...].firstIndex(where: { $0.hasPrefix("```") })
    else { return nil }
    return lines[start..<end].joined(separator: "\n") + "\n"
  }
}
