import SystemPackage
import TestSupport
import Testing

@Suite struct UntrustedConfigurationTests {
  /// The variables by which a repository names programs for git to run.
  private static let programs = [
    "core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "core.askPass", "credential.helper",
    "diff.external", "diff.trap.textconv", "diff.trap.command", "filter.trap.clean", "filter.trap.smudge",
    "filter.trap.process", "gpg.program", "uploadpack.packObjectsHook", "alias.check",
  ]

  @Test func `no hook, filter or program that a repository configures is run`() async throws {
    try await withFixture("platform") { repository in
      let canary = repository.folder.appending("canary")
      let trap = repository.folder.appending(".git/hooks/trap")
      try await trap.write("#!/bin/sh\ntouch '\(canary)'\ncat\n")
      let attributes = repository.folder.appending(".gitattributes")
      try await attributes.write("*.json filter=trap diff=trap\n*.yaml filter=trap diff=trap\n")
      _ = try await shell(
        """
        chmod +x .git/hooks/trap
        for hook in post-checkout post-index-change pre-commit reference-transaction fsmonitor-watchman; do
          cp .git/hooks/trap ".git/hooks/$hook"
        done
        """, in: repository.folder)
      for variable in Self.programs { try await repository.git("config", variable, trap.string) }
      try await repository.git("config", "filter.trap.required", "true")
      try await repository.folder.appending("platform/contracts/new.json").write(#"{"a": 1, "a": 2}"#)

      let commits = try Judged(
        try await contracts(
          "check", "--repository", repository.folder.string, "--head", "bad-syntax", "--format", "json", in: repository)
      )
      #expect(commits.rules == ["contracts/breaking-change", "contracts/syntax-error"])
      let files = try Judged(try await contracts("check", "--worktree", "--format", "json", in: repository))
      #expect(files.rules == ["contracts/duplicate-key"])
      #expect(!Project.exists(canary))

      // The trap is a real one: git itself walks into it.
      _ = try await Tool.run("git", ["status", "--short"], in: repository.folder)
      #expect(Project.exists(canary))
    }
  }

  @Test func `nothing in the repository is written`() async throws {
    try await withFixture("platform") { repository in
      let list = "find . -printf '%p %T@ %s\\n' | sort"
      let before = try await shell(list, in: repository.folder).output
      _ = try await contracts("check", "--head", "bad-syntax", in: repository)
      _ = try await contracts("check", "--worktree", in: repository)
      #expect(try await shell(list, in: repository.folder).output == before)
    }
  }

  @Test(.enabled("only root can give a repository away") { try await isRoot() })
  func `a repository of another owner is judged as any other where it is named`() async throws {
    try await withFixture("platform") { repository in
      _ = try await Tool.run("chown", ["-R", "12345:12345", repository.folder.string])
      let judged = try Judged(
        try await contracts(
          "check", "--repository", repository.folder.string, "--head", "bad-syntax", "--format", "json",
          in: repository))
      #expect(judged.rules == ["contracts/breaking-change", "contracts/syntax-error"], "\(judged.words)")
    }
  }

  private static func isRoot() async throws -> Bool { try await Tool.run("id", ["-u"]).text == "0" }
}
