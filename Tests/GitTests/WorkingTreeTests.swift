import Git
import SystemPackage
import TestSupport
import Testing

@Suite struct WorkingTreeTests {
  @Test func `edited, removed, staged, new and retyped files differ, ignored ones do not`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit([
        "edited": "1", "removed": "1", "staged-away": "1", "mode": "1", "linked": "1", "same": "1",
        ".gitignore": "*.log\n",
        "folder/x": "1",
      ])
      try await scratch.write("edited", "2")
      try await scratch.git("rm", "-q", "removed")
      // Removed from the index and put back: as the files are, nothing changed.
      try await scratch.git("rm", "-q", "--cached", "staged-away")
      try await scratch.write("new/file", "1")
      try await scratch.write("noise.log", "1")
      try await scratch.git("rm", "-q", "-r", "folder")
      try await scratch.write("folder", "1")
      let script = "chmod +x mode; rm linked; ln -s edited linked; touch same"
      _ = try await Tool.run("sh", ["-c", script], in: scratch.folder)
      #expect(
        try changes(scratch) == [
          "M edited", "A folder", "D folder/x", "T linked", "M mode", "A new/file", "D removed",
        ])
      #expect(try changes(scratch, in: ["new", "mode"]) == ["M mode", "A new/file"])
      #expect(try changes(scratch, in: []).isEmpty)
    }
  }

  @Test func `ids of changed files are those that git gives their bytes`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["a": "1"])
      try await scratch.write("a", "2")
      let repository = try open(scratch)
      let change = try repository.workingTreeChanges(from: repository.treeID(of: "HEAD")).first
      #expect(change?.new?.id.description == (try await scratch.git("hash-object", "a").text))
      #expect(try repository.workingFile("a")?.bytes == Array("2".utf8))
    }
  }

  @Test func `everything is new before the first commit`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.write("a/b", "1")
      #expect(try open(scratch).workingTreeChanges(from: nil).map(\.path) == ["a/b"])
    }
  }

  @Test func `symbolic links are read, not followed, and loops end nothing`() async throws {
    try await withScratchRepository { scratch in
      let script = "ln -s loop loop; ln -s .. up; ln -s /etc/passwd secret; ln -s /etc etc; mkdir d; ln -s ../d d/d"
      _ = try await Tool.run("sh", ["-c", script], in: scratch.folder)
      let repository = try open(scratch)
      let changes = try repository.workingTreeChanges(from: nil)
      #expect(changes.map(\.path) == ["d/d", "etc", "loop", "secret", "up"])
      #expect(changes.allSatisfy { $0.new?.mode == .symbolicLink })
      #expect(try repository.workingFile("secret")?.bytes == Array("/etc/passwd".utf8))
      for path: RepositoryPath in ["etc/passwd", "up/repository/loop", "../x", "d/../loop", "d", "", "d/d/d", "loop/x"]
      {
        #expect(try repository.workingFile(path) == nil, "\(path)")
      }
    }
  }

  @Test func `names that are no text are listed and read`() async throws {
    try await withScratchRepository { scratch in
      let script = #"printf 1 > "$(printf 'a\377b')"; printf 2 > "$(printf 'new\nline')"; printf 3 > '"quoted"'"#
      _ = try await Tool.run("bash", ["-c", script], in: scratch.folder)
      let repository = try open(scratch)
      let changes = try repository.workingTreeChanges(from: nil)
      let expected = [Array("\"quoted\"".utf8), [0x61, 0xFF, 0x62], Array("new\nline".utf8)]
      #expect(changes.map(\.path.bytes) == expected)
      let contents = try expected.map { try repository.workingFile(RepositoryPath(bytes: $0))?.bytes }
      #expect(contents == [[0x33], [0x31], [0x32]])
    }
  }

  @Test func `a named pipe is not waited for`() async throws {
    try await withScratchRepository { scratch in
      _ = try await Tool.run("mkfifo", ["pipe"], in: scratch.folder)
      let repository = try open(scratch)
      let error = failure { () throws(GitError) in try repository.workingFile("pipe") }
      #expect(error?.code == .unreadableFile)
    }
  }

  @Test func `a file beyond the limit is too large`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.write("a", "12345")
      let repository = try open(scratch)
      let error = failure { () throws(GitError) in try repository.workingFile("a", limit: 4) }
      #expect(error?.code == .tooLarge)
      #expect(try repository.workingFile("a", limit: 5)?.mode == .file)
    }
  }

  private func changes(_ scratch: ScratchRepository, in folders: [RepositoryPath] = [.root]) throws -> [String] {
    let repository = try open(scratch)
    let changes = try repository.workingTreeChanges(from: repository.treeID(of: "HEAD"), in: folders)
    return changes.map { "\($0.status.rawValue) \($0.path)" }
  }
}
