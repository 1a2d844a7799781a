import Changes
import Git
import SystemPackage
import TestSupport
import Testing

@Suite struct ComparisonTests {
  @Test func `a base and a head that are named are taken as they are`() async throws {
    try await withScratchRepository { scratch in
      let first = try await scratch.commit(["a": "1"])
      let second = try await scratch.commit(["a": "2"])
      try await scratch.commit(["a": "3"])
      let found = try comparison(scratch, base: "HEAD~2", head: "HEAD~1")
      #expect(found.base?.description == first)
      #expect(found.judged.description == second)
      #expect(found.ref == nil)
      #expect(found.remarks == [])
      #expect(try comparison(scratch, base: first).ref == "refs/heads/main")
    }
  }

  @Test func `a base that is no ancestor is taken, and said to be none`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["a": "1"])
      try await scratch.git("checkout", "-q", "-b", "feature")
      let head = try await scratch.commit(["b": "1"])
      try await scratch.git("checkout", "-q", "main")
      let base = try await scratch.commit(["a": "2"])
      let found = try comparison(scratch, base: "main", head: "feature")
      #expect(found.base?.description == base)
      #expect(found.judged.description == head)
      #expect(found.remarks.count == 1)
      #expect(found.remarks[0].contains("base \(base.prefix(10)) is not an ancestor of \(head.prefix(10))"))
      #expect(found.remarks[0].hasSuffix("--base $(git merge-base main feature)"))
    }
  }

  @Test func `a detached head with two parents is a pull request merged, and its base the first of them`() async throws
  {
    try await withFeature { scratch, _ in
      let main = try await scratch.commit(["m": "2"])
      try await scratch.git("checkout", "-q", "--detach", "main")
      try await scratch.git("merge", "-q", "--no-ff", "-m", "Merge", "feature")
      let found = try comparison(scratch)
      #expect(found.base?.description == main)
      #expect(found.ref == nil)
      #expect(found.remarks == [])
    }
  }

  @Test func `on the default branch of a repository without remotes the base of a merge is its first parent`()
    async throws
  {
    try await withFeature { scratch, _ in
      let main = try await scratch.commit(["m": "2"])
      try await scratch.git("merge", "-q", "--no-ff", "-m", "Merge", "feature")
      let found = try comparison(scratch)
      #expect(found.base?.description == main)
      #expect(found.ref == "refs/heads/main")
    }
  }

  @Test(arguments: [nil, "feature", "refs/heads/feature"])
  func `a feature branch that took in the default branch is judged from the merge base`(head: String?) async throws {
    try await withFeature { scratch, _ in
      let main = try await scratch.commit(["m": "2"])
      try await scratch.git("checkout", "-q", "feature")
      try await scratch.git("merge", "-q", "-m", "Update", "main")
      let feature = try await scratch.id(of: "feature")
      if head != nil { try await scratch.git("checkout", "-q", "--detach", "main") }
      let found = try comparison(scratch, head: head)
      #expect(found.base?.description == main)
      #expect(found.judged.description == feature)
      #expect(found.remarks == [])
    }
  }

  @Test func `a feature branch without remotes is judged from where it left the default branch`() async throws {
    try await withFeature { scratch, fork in
      try await scratch.commit(["m": "2"])
      try await scratch.git("checkout", "-q", "feature")
      let found = try comparison(scratch)
      #expect(found.base?.description == fork)
      #expect(found.ref == "refs/heads/feature")
    }
  }

  @Test func `where the default branch has all already it is said that nothing is judged`() async throws {
    try await withFeature { scratch, fork in
      #expect(try comparison(scratch).remarks == [nothingJudged("refs/heads/main", "HEAD")])
      #expect(try comparison(scratch, head: "main").remarks == [nothingJudged("refs/heads/main", "main")])
      #expect(try comparison(scratch, head: fork).base?.description == fork)
      #expect(try comparison(scratch, worktree: true).remarks == [])
      #expect(try comparison(scratch, worktree: true).includesWorkingTree)
      try await scratch.git("update-ref", "refs/remotes/origin/main", "main")
      try await scratch.git("config", "remote.origin.url", "nowhere")
      #expect(try comparison(scratch).remarks == [nothingJudged("refs/remotes/origin/main", "HEAD")])
    }
  }

  private func nothingJudged(_ branch: String, _ head: String) -> String {
    "\(branch) has all of \(head) already, so nothing is checked; name a base: --base \(head)~1, or check "
      + "what is not committed yet: --worktree"
  }

  /// A repository on `main` with a branch `feature` that is one commit ahead; lends it and where they part.
  private func withFeature(_ body: (ScratchRepository, String) async throws -> Void) async throws {
    try await withScratchRepository { scratch in
      let fork = try await scratch.commit(["m": "1"])
      try await scratch.git("checkout", "-q", "-b", "feature")
      try await scratch.commit(["f": "1"])
      try await scratch.git("checkout", "-q", "main")
      try await body(scratch, fork)
    }
  }
}
