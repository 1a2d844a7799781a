import Git
import SystemPackage
import TestSupport
import Testing

@Suite struct OpeningTests {
  @Test func `a repository is found from a folder within it`() async throws {
    try await withScratchRepository { scratch in
      let head = try await scratch.commit(["services/orders/a.txt": "a"])
      let folder = scratch.folder.appending("services/orders").string
      let repository = try Repository.open(.discovering(from: folder))
      #expect(try repository.commitID(of: "HEAD").description == head)
      #expect(repository.workingTree == scratch.folder.string + "/")
      #expect(!repository.isBare && !repository.isShallow && !repository.isPartial)
    }
  }

  @Test func `a folder outside of any repository is refused`() async throws {
    try await withScratchFolder { folder in
      let error = failure { () throws(GitError) in try Repository.open(.discovering(from: folder.string)) }
      #expect(error?.code == .notARepository)
    }
  }

  @Test(arguments: ["/nowhere/at/all", "", "."]) func `a place that is gone or is none is refused`(place: String) {
    // The tests run in the folder of the package, which is a repository: a dot is looked up there.
    let error = failure { () throws(GitError) in try Repository.open(.gitDirectory(place, workTree: nil)) }
    #expect(error?.code == .notARepository)
  }

  @Test func `a bare repository has no working tree`() async throws {
    try await withScratchRepository("--bare") { scratch in
      let repository = try open(scratch)
      let isBare = repository.isBare
      #expect(isBare)
      #expect(repository.workingTree == nil)
      let error = failure { () throws(GitError) in try repository.workingTreeChanges(from: nil) }
      #expect(error?.code == .noWorkingTree)
    }
  }

  @Test func `a linked worktree has its own HEAD and the shared objects`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["a": "a"])
      try await scratch.git("worktree", "add", "-q", "-b", "side", "../linked")
      let linked = ScratchRepository(scratch.folder.removingLastComponent().appending("linked"))
      let head = try await linked.commit(["b": "b"])
      let repository = try open(linked)
      #expect(try repository.currentBranch == "refs/heads/side")
      #expect(try repository.commitID(of: "HEAD").description == head)
      #expect(repository.gitDirectory != repository.commonDirectory)
    }
  }

  @Test func `GIT_DIR and GIT_WORK_TREE are taken as values`() async throws {
    try await withScratchRepository { scratch in
      let head = try await scratch.commit(["a": "a"])
      let elsewhere = scratch.folder.removingLastComponent().appending("elsewhere")
      try await elsewhere.appending("b").write("b")
      let repository = try Repository.open(
        .gitDirectory(scratch.folder.appending(".git").string, workTree: elsewhere.string))
      #expect(try repository.commitID(of: "HEAD").description == head)
      #expect(repository.workingTree == elsewhere.string + "/")
      let changes = try repository.workingTreeChanges(from: repository.treeID(of: "HEAD"))
      #expect(changes.map { "\($0.status.rawValue) \($0.path)" } == ["D a", "A b"])
    }
  }

  @Test func `a folder above GIT_DIR is not searched`() async throws {
    try await withScratchRepository { scratch in
      let error = failure { () throws(GitError) in
        try Repository.open(.gitDirectory(scratch.folder.string, workTree: nil))
      }
      #expect(error?.code == .notARepository)
    }
  }

  @Test func `a repository with SHA-256 ids is refused by name`() async throws {
    try await withScratchRepository("--object-format=sha256") { scratch in
      let error = failure { () throws(GitError) in try open(scratch) }
      #expect(error?.code == .unsupportedFormat)
      #expect(error?.message.contains("sha256") == true)
    }
  }

  @Test func `an extension that nobody knows is refused`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.git("config", "core.repositoryFormatVersion", "1")
      try await scratch.git("config", "extensions.signalboxTest", "true")
      let error = failure { () throws(GitError) in try open(scratch) }
      #expect(error?.code == .unsupportedFormat)
    }
  }

  @Test func `a repository with worktreeConfig is read with its config.worktree`() async throws {
    try await withScratchRepository { scratch in
      let head = try await scratch.commit(["a": "a"])
      try await scratch.git("config", "core.repositoryFormatVersion", "1")
      try await scratch.git("config", "extensions.worktreeConfig", "true")
      try await scratch.git("config", "--worktree", "init.defaultBranch", "trunk")
      try await scratch.git("branch", "trunk")
      let repository = try open(scratch)
      #expect(try repository.commitID(of: "HEAD").description == head)
      #expect(try repository.defaultBranch(ofRemote: nil) == "refs/heads/trunk")
    }
  }

  @Test(.enabled("only root can give a folder away") { try await Tool.run("id", ["-u"]).text == "0" })
  func `a repository of another owner is read`() async throws {
    try await withScratchRepository { scratch in
      let head = try await scratch.commit(["a": "a"])
      _ = try await Tool.run("chown", ["-R", "12345", scratch.folder.string])
      #expect(try open(scratch).commitID(of: "HEAD").description == head)
    }
  }

  @Test func `the user's configuration counts only when it is given`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["a": "a"])
      try await scratch.git("branch", "develop")
      let file = scratch.folder.removingLastComponent().appending("gitconfig")
      try await file.write("[init]\n\tdefaultBranch = develop\n")
      #expect(try open(scratch).defaultBranch(ofRemote: nil) == "refs/heads/main")
      let configured = try Repository.open(
        .discovering(from: scratch.folder.string), configuration: UserConfiguration(global: file.string))
      #expect(try configured.defaultBranch(ofRemote: nil) == "refs/heads/develop")
    }
  }

  @Test func `objects of an alternate are found`() async throws {
    try await withScratchRepository { scratch in
      let head = try await scratch.commit(["a": "a"])
      try await scratch.git("clone", "-q", "--shared", ".", "../borrower")
      let borrower = ScratchRepository(scratch.folder.removingLastComponent().appending("borrower"))
      let id = try #require(ObjectID(head))
      #expect(try open(borrower).commit(id).message == "Change\n")
    }
  }

  @Test func `an empty repository has an unborn HEAD on its branch`() async throws {
    try await withScratchRepository { scratch in
      let repository = try open(scratch)
      let error = failure { () throws(GitError) in try repository.commitID(of: "HEAD") }
      #expect(error?.code == .unbornHead)
      #expect(try repository.currentBranch == "refs/heads/main")
      #expect(try repository.defaultBranch(ofRemote: nil) == nil)
    }
  }
}
