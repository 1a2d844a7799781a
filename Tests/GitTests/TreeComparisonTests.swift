import Git
import SystemPackage
import TestSupport
import Testing

@Suite struct TreeComparisonTests {
  @Test func `a folder becomes a file, and a file a folder`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["a/x": "1", "a/y": "2", "b": "3", "a.c": "4"])
      try await scratch.git("rm", "-q", "-r", "a", "b")
      try await scratch.commit(["a": "1", "b/z": "3"])
      let changes = try changes(scratch)
      #expect(changes == ["A a", "D a/x", "D a/y", "D b", "A b/z"])
    }
  }

  @Test func `only wanted folders and paths are compared`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["a/b/c": "1", "a/d": "1", "ab": "1", "e/f": "1"])
      try await scratch.commit(["a/b/c": "2", "a/d": "2", "ab": "2", "e/f": "2"])
      #expect(try changes(scratch, in: ["a"]) == ["M a/b/c", "M a/d"])
      #expect(try changes(scratch, in: ["a/b", "e/f"]) == ["M a/b/c", "M e/f"])
      #expect(try changes(scratch, in: ["a/", "absent"]) == ["M a/b/c", "M a/d"])
      #expect(try changes(scratch, in: []).isEmpty)
    }
  }

  @Test func `a folder that is not wanted is not read, even where it is missing`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["a/x": "1", "b/y": "1"])
      try await scratch.commit(["a/x": "2", "b/y": "2"])
      let missing = try await scratch.id(of: "HEAD:b")
      let file = scratch.folder.appending(".git/objects/\(missing.prefix(2))/\(missing.dropFirst(2))")
      _ = try await Tool.run("rm", ["-f", file.string])
      #expect(try changes(scratch, in: ["a"]) == ["M a/x"])
      let error = failure { () throws(GitError) in
        let repository = try open(scratch)
        return try repository.changedPaths(from: nil, to: repository.treeID(of: "HEAD"))
      }
      #expect(error?.code == .missingObject)
    }
  }

  @Test func `a submodule is one entry`() async throws {
    try await withScratchRepository { scratch in
      let commit = try await scratch.commit(["a": "1"])
      try await scratch.git("update-index", "--add", "--cacheinfo", "160000,\(commit),vendor/module")
      try await scratch.git("commit", "-q", "-m", "Add a submodule")
      let repository = try open(scratch)
      let changes = try repository.changedPaths(
        from: repository.treeID(of: "HEAD^"), to: repository.treeID(of: "HEAD"))
      #expect(changes.map(\.path) == ["vendor/module"])
      #expect(changes.first?.new == FileVersion(mode: .submodule, id: try id(commit)))
      let error = failure { () throws(GitError) in
        try repository.changedPaths(from: nil, to: repository.treeID(of: "HEAD"), in: ["vendor/module/inner"])
      }
      #expect(error == nil)
    }
  }

  @Test func `the entries of a tree are those that git lists`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["a/x": "1", "a.b": "2", "run.sh": "3"])
      _ = try await Tool.run("chmod", ["+x", "run.sh"], in: scratch.folder)
      _ = try await Tool.run("ln", ["-s", "a.b", "link"], in: scratch.folder)
      try await scratch.commit()
      let repository = try open(scratch)
      let entries = try repository.entries(ofTree: repository.treeID(of: "HEAD"))
      let expected = try await scratch.git("ls-tree", "--format=%(objectmode) %(objectname) %(path)", "HEAD").lines
      #expect(entries.map { "\($0.mode) \($0.id) \($0.name)" } == expected)
      let head = try repository.commitID(of: "HEAD")
      #expect(try repository.version(of: "a/x", atCommit: head)?.mode == .file)
      #expect(try repository.version(of: "a.b/x", atCommit: head) == nil)
      #expect(try repository.version(of: .root, atCommit: head)?.mode == .tree)
    }
  }

  /// At 205 deleted paths git turns the order of its candidates round; at other numbers it does not.
  @Test(arguments: [1, 3, 99, 150, 204, 205, 206, 820])
  func `among equal files the one that git chooses is the old path`(count: Int) async throws {
    try await withScratchRepository { scratch in
      let blob = try await scratch.git("hash-object", "-w", "--stdin", input: "same").text
      let other = try await scratch.git("hash-object", "-w", "--stdin", input: "other").text
      let old = (0..<count).map { "100644 blob \($0 % 2 == 0 ? blob : other)\told-\(1000 + $0)\n" }.joined()
      let new = (0..<4).map { "100644 blob \(blob)\tnew-\($0)\n" }.joined()
      let oldTree = try await scratch.git("mktree", input: old).text
      let newTree = try await scratch.git("mktree", input: new).text
      let expected = try await scratch.git(
        "diff-tree", "-r", "-z", "--name-status", "--find-renames=100%", oldTree, newTree)
      let changes = try open(scratch).changedPaths(from: id(oldTree), to: id(newTree))
      let output = nameStatus(changes, changes.exactRenames)
      #expect(output == expected.output)
    }
  }

  private func changes(_ scratch: ScratchRepository, in folders: [RepositoryPath] = [.root]) throws -> [String] {
    let repository = try open(scratch)
    let changes = try repository.changedPaths(
      from: repository.treeID(of: "HEAD^"), to: repository.treeID(of: "HEAD"), in: folders)
    return changes.map { "\($0.status.rawValue) \($0.path)" }
  }
}
