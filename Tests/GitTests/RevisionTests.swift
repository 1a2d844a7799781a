import Git
import TestSupport
import Testing

@Suite struct RevisionTests {
  @Test func `revisions mean what git says they mean`() async throws {
    try await withScratchRepository { scratch in
      let first = try await scratch.commit(["a/b.txt": "one"])
      try await scratch.git("tag", "-a", "-m", "Version one", "v1")
      try await scratch.git("switch", "-q", "-c", "side")
      try await scratch.commit(["c": "two"])
      try await scratch.git("switch", "-q", "main")
      try await scratch.commit(["d": "three"])
      try await scratch.git("merge", "-q", "--no-ff", "-m", "Merge", "side")
      let repository = try open(scratch)
      let revisions = [
        "HEAD", "HEAD^2", "main~2", "@", "v1", "v1^{}", "v1^{commit}", "HEAD^{tree}", "HEAD:a/b.txt", "HEAD^:a",
        "HEAD:",
        "refs/tags/v1", "HEAD^{/Change}", String(first.prefix(7)), first, ":/Change",
      ]
      for revision in revisions {
        #expect(try repository.objectID(of: revision).description == (await scratch.id(of: revision)), "\(revision)")
      }
      #expect(try repository.commitID(of: "v1").description == first)
    }
  }

  @Test(arguments: ["no-such-branch", "", "HEAD~9", "HEAD^3", "HEAD:absent", "a b", "HEAD\u{0}x", "^", "zzz..", "@{u}"])
  func `what names nothing is an unknown revision`(revision: String) async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["a": "a"])
      let repository = try open(scratch)
      let error = failure { () throws(GitError) in try repository.objectID(of: revision) }
      #expect(error?.code == .unknownRevision, "\(error?.message ?? "no error")")
    }
  }

  @Test func `a name of several references is refused where they differ, and a full name is not`() async throws {
    try await withScratchRepository { scratch in
      let first = try await scratch.commit(["a": "a"])
      try await scratch.git("update-ref", "refs/remotes/origin/main", first)
      try await scratch.git("tag", "-a", "-m", "Main", "main", first)
      // All of them are of one commit, so nothing is in doubt.
      #expect(try open(scratch).commitID(of: "main").description == first)
      let second = try await scratch.commit(["a": "b"])
      try await scratch.git("branch", "origin/main", second)
      for name in ["origin/main", "main", "main~0", "origin/main:a"] {
        let error = failure { () throws(GitError) in try open(scratch).objectID(of: name) }
        #expect(error?.code == .ambiguousID, "\(name): \(error?.message ?? "no error")")
        #expect(error?.message.contains("refs/heads/") == true)
      }
      #expect(try open(scratch).commitID(of: "refs/remotes/origin/main").description == first)
      #expect(try open(scratch).commitID(of: "refs/heads/origin/main").description == second)
      #expect(try open(scratch).commitID(of: "HEAD").description == second)
    }
  }

  @Test func `an abbreviation of two ids is ambiguous`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["a": "a"])
      let ids = [
        try await scratch.git("hash-object", "-w", "--stdin", input: "142").text,
        try await scratch.git("hash-object", "-w", "--stdin", input: "784").text,
      ]
      let prefix = "8324"
      #expect(ids.allSatisfy { $0.hasPrefix(prefix) })
      let repository = try open(scratch)
      let error = failure { () throws(GitError) in try repository.objectID(of: prefix) }
      #expect(error?.code == .ambiguousID, "\(error?.message ?? "no error")")
    }
  }

  @Test func `a tree is no commit, and an absent id is missing`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["a": "a"])
      let repository = try open(scratch)
      let tree = failure { () throws(GitError) in try repository.commitID(of: "HEAD^{tree}") }
      #expect(tree?.code == .wrongKind)
      let absent = String(repeating: "1", count: 40)
      let missing = failure { () throws(GitError) in try repository.objectID(of: absent) }
      #expect(missing?.code == .missingObject)
    }
  }
}
