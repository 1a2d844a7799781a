import SystemPackage
import TestSupport
import Testing

@Suite struct WhereaboutsTests {
  /// What is said of a schema that is no document any more, and so cannot be compared with what it was.
  private static let broken = ["contracts/breaking-change", "contracts/syntax-error"]

  private static let twice = #"{"a": 1, "a": 2}"#

  @Test func `the working tree is judged as it is: changed, new, deleted and ignored files`() async throws {
    try await withFixture("platform") { repository in
      let contractsFolder = repository.folder.appending("platform/contracts")
      try await repository.folder.appending(".gitignore").write("ignored.json\n")
      try await contractsFolder.appending("orders/order-line.v1.json").write(Self.twice)
      try await contractsFolder.appending("new.json").write(Self.twice)
      try await contractsFolder.appending("ignored.json").write(Self.twice)
      _ = try await Tool.run("rm", [contractsFolder.appending("payments/money.v1.json").string])
      let judged = try Judged(try await contracts("check", "--worktree", "--format", "json", in: repository))
      #expect(judged.verdict == "fail")
      // Two events refer to what is deleted; that of orders refers to its line, too, which is there with a mistake.
      let events = ["orders/order-placed.v1.json", "payments/payment-captured.v1.json"]
      #expect(
        judged.paths
          == [
            "new.json", "orders/order-line.v1.json", events[0], events[0], "payments/money.v1.json", events[1],
            // What refers to nothing is told once, and not compared there, also where the references are waived.
            "orders/order-line.v1.json", events[0], events[1],
          ].map { "platform/contracts/\($0)" })

      let committed = try Judged(try await contracts("check", "--format", "json", in: repository))
      #expect(committed.verdict == "pass")
    }
  }

  @Test func `a named pipe in the working tree is not waited for`() async throws {
    try await withFixture("platform") { repository in
      let file = repository.folder.appending("platform/contracts/payments/money.v1.json").string
      _ = try await shell("rm '\(file)' && mkfifo '\(file)'", in: repository.folder)
      let judged = try Judged(try await contracts("check", "--worktree", "--format", "json", in: repository))
      #expect(judged.verdict == "undecided")
      #expect(judged.words.contains("neither a file nor a symbolic link"))
    }
  }

  @Test func `a linked worktree is judged by its own HEAD and its own files`() async throws {
    try await withFixture("platform") { repository in
      let linked = ScratchRepository(repository.folder.removingLastComponent().appending("linked"))
      try await repository.git("worktree", "add", "--quiet", linked.folder.string, "bad-syntax")
      let judged = try Judged(try await contracts("check", "--format", "json", in: linked))
      #expect(judged.rules == Self.broken)
      #expect(judged.string("ref") == "refs/heads/bad-syntax")

      try await linked.folder.appending("platform/contracts/new.json").write(Self.twice)
      let files = try Judged(try await contracts("check", "--worktree", "--format", "json", in: linked))
      #expect(files.rules == ["contracts/breaking-change", "contracts/duplicate-key", "contracts/syntax-error"])
    }
  }

  @Test func `a bare repository is judged by two commits, and has no working tree`() async throws {
    try await withFixture("platform") { repository in
      let bare = ScratchRepository(repository.folder.removingLastComponent().appending("bare.git"))
      try await repository.git("clone", "--quiet", "--mirror", ".", bare.folder.string)
      let arguments = ["check", "--format", "json", "--base", "main"]
      let judged = try Judged(try await contracts(arguments + ["--head", "bad-syntax"], in: bare.folder))
      #expect(judged.rules == Self.broken)

      let files = try Judged(try await contracts(arguments + ["--worktree"], in: bare.folder))
      #expect(files.verdict == "undecided")
      #expect(files.words.contains("without `--bare`"))
    }
  }

  @Test func `a folder inside, GIT_DIR, and --repository lead to the same repository`() async throws {
    try await withFixture("platform") { repository in
      let arguments = ["check", "--format", "json", "--head", "bad-syntax", "--now", "2026-01-06T09:00:00Z"]
      let top = try await contracts(arguments, in: repository.folder)
      #expect(try Judged(top).rules == Self.broken)
      let inside = try await contracts(arguments, in: repository.folder.appending("platform/contracts/orders"))
      #expect(inside.output == top.output)
      let named = ["--repository", repository.folder.appending("docs").string]
      #expect(try await contracts(arguments + named, in: FilePath("/")).output == top.output)
      let environment = ["GIT_DIR": repository.folder.appending(".git").string]
      #expect(try await contracts(arguments, in: FilePath("/"), environment: environment).output == top.output)
    }
  }

  @Test(arguments: [[], ["--repository", "missing"], ["--repository", ""]])
  func `outside of a repository nothing can be decided, and the way in is named`(options: [String]) async throws {
    try await withScratchFolder { folder in
      let judged = try Judged(try await contracts(["check", "--format", "json"] + options, in: folder))
      #expect(judged.verdict == "undecided")
      #expect(judged.words.contains("is not in a git repository"))
      #expect(judged.words.contains("git init"))
    }
  }

  @Test func `a working folder that is gone, and a GIT_DIR that leads nowhere, are no crash`() async throws {
    try await withScratchFolder { folder in
      let command = #"mkdir gone && cd gone && rmdir ../gone && exec "$CONTRACTS" check --format json"#
      #expect(try Judged(try await shell(command, in: folder)).verdict == "undecided")
      let environment = ["GIT_DIR": "/nonexistent/.git"]
      let lost = try Judged(try await contracts(["check", "--format", "json"], in: folder, environment: environment))
      #expect(lost.words.contains("/nonexistent/.git is not in a git repository"))
    }
  }
}
