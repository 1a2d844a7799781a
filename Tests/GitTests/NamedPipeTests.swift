import Git
import SystemPackage
import TestSupport
import Testing

@Suite struct NamedPipeTests {
  /// Files that git reads, each of which becomes a named pipe.
  static let places = [
    ".git/HEAD", ".git/config", ".git/index", ".git/packed-refs", ".git/shallow", ".git/commondir", ".git/gitdir",
    ".git/info/exclude", ".git/info/attributes", ".git/objects/info/alternates", ".git/objects/info/commit-graph",
    ".git/objects/pack/pack-1234.idx", ".git/objects/pack/pack-1234.pack", ".git/objects/pack/multi-pack-index",
    ".git/refs/heads/main", ".git/refs/heads/a/b/c", ".git/refs/tags/v1", ".git/refs/remotes/origin/HEAD",
    ".git/logs/HEAD", ".git/logs/refs/heads/main", ".git/config.worktree",
  ]

  @Test(.timeLimit(.minutes(60)), arguments: places)
  func `a named pipe in the folder of git is refused, and not waited for`(place: String) async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["a": "a"])
      try await pipe(scratch.folder.appending(place))
      let error = failure { () throws(GitError) in try open(scratch).commitID(of: "HEAD") }
      #expect(error?.code == .unreadableFile, "\(String(describing: error))")
    }
  }

  @Test(.timeLimit(.minutes(60)), arguments: [".gitignore", "a/.gitignore", "a/b/.gitattributes", "a/b/c/.gitignore"])
  func `a named pipe by which a working tree would be read is refused`(place: String) async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["a/b/c/file": "a"])
      try await pipe(scratch.folder.appending(place))
      let repository = try open(scratch)
      let error = failure { () throws(GitError) in
        try repository.workingTreeChanges(
          from: repository.commit(repository.commitID(of: "HEAD")).tree, in: ["a/b"])
      }
      #expect(error?.code == .unreadableFile, "\(String(describing: error))")
    }
  }

  @Test(.timeLimit(.minutes(60)))
  func `a pipe is found behind a link, as an object, and by the name in a configuration`() async throws {
    try await withScratchRepository { scratch in
      let head = try await scratch.commit(["a": "a"])
      let fifo = scratch.folder.appending("fifo")
      try await pipe(fifo)
      let heads = scratch.folder.appending(".git/refs/heads")
      _ = try await Tool.run("ln", ["-s", fifo.string, heads.appending("x").string])
      #expect(failure { () throws(GitError) in try open(scratch).commitID(of: "x") }?.code == .unreadableFile)
      _ = try await Tool.run("rm", [heads.appending("x").string])
      // Links that lead to themselves end.
      _ = try await Tool.run("ln", ["-s", heads.string, heads.appending("x").string])
      #expect(try open(scratch).commitID(of: "HEAD").description == head)
      _ = try await Tool.run("rm", [heads.appending("x").string])
      for setting in ["include.path", "core.excludesFile", "core.attributesFile"] {
        try await scratch.git("config", setting, fifo.string)
        #expect(failure { () throws(GitError) in try open(scratch).commitID(of: "x") }?.code == .unreadableFile)
        try await scratch.folder.appending(".git/config").write("[core]\n\trepositoryformatversion = 0\n")
      }
      let object = scratch.folder.appending(".git/objects/\(head.prefix(2))/\(head.dropFirst(2))")
      try await pipe(object)
      let id = try #require(ObjectID(head))
      #expect(failure { () throws(GitError) in try open(scratch).commit(id) } != nil)
      #expect(failure { () throws(GitError) in try open(scratch).commitID(of: "HEAD") } != nil)
    }
  }

  @Test(.timeLimit(.minutes(60))) func `a pipe in the place of the folder of git is refused`() async throws {
    try await withScratchFolder { folder in
      try await pipe(folder.appending(".git"))
      let error = failure { () throws(GitError) in try Repository.open(.discovering(from: folder.string)) }
      #expect(error?.code == .unreadableFile)
    }
  }

  private func pipe(_ path: FilePath) async throws {
    _ = try await Tool.run("mkdir", ["-p", path.removingLastComponent().string])
    _ = try await Tool.run("rm", ["-rf", path.string])
    #expect(try await Tool.run("mkfifo", [path.string]).status == 0)
  }
}
