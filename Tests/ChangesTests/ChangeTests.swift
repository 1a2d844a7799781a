import Git
import SystemPackage
import TestSupport
import Testing

@testable import Changes

@Suite struct ChangeTests {
  @Test func `the changed files of two commits are those of both sides, sorted by their bytes`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["a": "1", "b/c": "1", "b/d": "1", "é": "1", "same/x": "1"])
      try await scratch.git("rm", "-q", "b/d")
      try await scratch.commit(["a": "2", "b-x": "1", "b/e": "1", "é": "2"])
      #expect(try change(scratch, from: "HEAD~1").statuses == ["M a", "A b-x", "D b/d", "A b/e", "M é"])
      #expect(try change(scratch, from: "HEAD").statuses == [])
      #expect(try change(scratch, from: "HEAD", to: "HEAD~1").statuses == ["M a", "D b-x", "A b/d", "D b/e", "M é"])
    }
  }

  @Test func `both sides of a rename are changed, also where only one is governed`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["contracts/a.json": "long enough to be found again"])
      try await scratch.git("mv", "contracts/a.json", "elsewhere.json")
      try await scratch.commit()
      #expect(try change(scratch, from: "HEAD~1").statuses == ["D contracts/a.json", "A elsewhere.json"])
      #expect(try change(scratch, from: "HEAD~1", in: ["contracts"]).statuses == ["D contracts/a.json"])
    }
  }

  @Test func `only what is below the governed folders counts`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit("Start")
      try await scratch.commit(["a/b/x": "1", "a/bc/x": "1", "a/x": "1", "c/x": "1", "d": "1"])
      #expect(try change(scratch, from: "HEAD~1", in: ["a/b", "c", "d"]).statuses == ["A a/b/x", "A c/x", "A d"])
      #expect(try change(scratch, from: "HEAD~1", in: []).statuses == [])
    }
  }

  @Test func `a file that becomes executable, a link, a folder or a submodule has changed`() async throws {
    try await withScratchRepository { scratch in
      let commit = try await scratch.commit(["executable": "1", "folder": "1", "link": "1", "submodule": "1"])
      for name in ["folder", "link", "submodule"] { try await scratch.git("rm", "-q", name) }
      try await link(scratch, "link", to: "executable")
      try await scratch.write("folder/x", "1")
      try await scratch.git("add", "--all")
      try await scratch.git("update-index", "--chmod=+x", "executable")
      try await scratch.git("update-index", "--add", "--cacheinfo", "160000,\(commit),submodule")
      try await scratch.git("commit", "-q", "-m", "Change")
      #expect(
        try change(scratch, from: "HEAD~1").statuses == [
          "M executable", "D folder", "A folder/x", "T link", "T submodule",
        ])
    }
  }

  @Test func `the working tree lies over the judged commit: staged, unstaged, untracked and deleted`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit([".gitignore": "*.tmp\n", "committed": "1", "kept": "1", "reverted": "1", "staged": "1"])
      try await scratch.commit(["committed": "2", "deleted": "1", "gone": "1", "reverted": "2", "unstaged": "1"])
      try await scratch.write("staged", "2")
      try await scratch.git("rm", "-q", "--cached", "gone")
      try await scratch.git("add", "staged")
      _ = try await Tool.run("rm", ["deleted", "gone"], in: scratch.folder)
      try await scratch.write("unstaged", "2")
      try await scratch.write("new/untracked", "1")
      try await scratch.write("ignored.tmp", "1")
      try await scratch.write("reverted", "1")
      let fromHead = ["D deleted", "D gone", "A new/untracked", "M reverted", "M staged", "M unstaged"]
      #expect(try change(scratch, from: "HEAD", worktree: true).statuses == fromHead)
      let fromBase = ["M committed", "A new/untracked", "M staged", "A unstaged"]
      #expect(try change(scratch, from: "HEAD~1", worktree: true).statuses == fromBase)
      #expect(try change(scratch, from: "HEAD~1", worktree: true, in: ["new"]).statuses == ["A new/untracked"])
    }
  }

  @Test func `a file of the working tree is read as it is, and one of the commit from the commit`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["a": "1", "b": "1"])
      try await scratch.write("a", "22")
      let change = try change(scratch, from: "HEAD", worktree: true)
      #expect(try bytes("a", of: change.judged) == Array("22".utf8))
      #expect(try bytes("a", of: change.base) == Array("1".utf8))
      #expect(try bytes("b", of: change.judged) == Array("1".utf8))
      let version = try #require(try change.judged.version(of: "a"))
      let tooLong = #expect(throws: GitError.self) { try change.judged.bytes(of: "a", version, limit: 1) }
      #expect(tooLong?.code == .tooLarge)
      _ = try await Tool.run("rm", ["a"], in: scratch.folder)
      let gone = #expect(throws: GitError.self) { try change.judged.bytes(of: "a", version, limit: 10) }
      #expect(gone?.code == .unreadableFile)
    }
  }

  @Test func `a file and a folder that change places in the working tree are seen as they are`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["file": "1", "folder/x": "1"])
      _ = try await Tool.run("rm", ["-r", "file", "folder"], in: scratch.folder)
      try await scratch.write("file/x", "1")
      try await scratch.write("folder", "1")
      let change = try change(scratch, from: "HEAD", worktree: true)
      #expect(change.statuses == ["D file", "A file/x", "A folder", "D folder/x"])
      #expect(change.files.allSatisfy { $0.old?.mode != .tree && $0.new?.mode != .tree })
      #expect(try change.judged.version(of: "file")?.mode == .tree)
      #expect(try change.judged.version(of: "folder")?.mode == .file)
      #expect(try change.judged.version(of: "folder/x") == nil)
      #expect(try change.base.version(of: "folder")?.mode == .tree)
    }
  }

  private func bytes(_ path: RepositoryPath, of snapshot: Snapshot) throws -> [UInt8] {
    try snapshot.bytes(of: path, try #require(try snapshot.version(of: path)), limit: 10)
  }

  private func link(_ scratch: ScratchRepository, _ path: String, to target: String) async throws {
    _ = try await Tool.run("ln", ["-s", target, path], in: scratch.folder)
  }
}
