import Changes
import Git
import Policy
import SystemPackage
import TestSupport
import Testing

@Suite struct DefaultBaseTests {
  /// Commits on a line, the branches of remotes along it, and the branch `work` at its end.
  private func withBranches(
    _ branches: [String: Int], of remotes: [String], _ body: (ScratchRepository, [String]) async throws -> Void
  ) async throws {
    try await withScratchRepository { scratch in
      var commits: [String] = []
      for number in 0..<5 { commits.append(try await scratch.commit(["a": "\(number)"])) }
      try await scratch.git("checkout", "-q", "-b", "work")
      try await scratch.git("branch", "-q", "-D", "main")
      for remote in remotes { try await scratch.git("config", "remote.\(remote).url", "nowhere/\(remote)") }
      for (branch, number) in branches {
        try await scratch.git("update-ref", "refs/remotes/\(branch)", commits[number])
      }
      try await body(scratch, commits)
    }
  }

  @Test func `the default branch of origin is what its HEAD names`() async throws {
    try await withBranches(["origin/main": 1, "origin/trunk": 2], of: ["origin", "other"]) { scratch, commits in
      try await scratch.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")
      #expect(try comparison(scratch).base?.description == commits[2])
    }
  }

  @Test(
    arguments: [(["origin/main": 1], 1), (["origin/master": 2], 2), (["origin/main": 1, "origin/master": 2], 1)]
      as [([String: Int], Int)])
  func `without a HEAD the default branch of origin is main or master`(branches: [String: Int], base: Int) async throws
  {
    try await withBranches(branches, of: ["origin"]) { scratch, commits in
      let found = try comparison(scratch).base?.description
      #expect(found == commits[base])
    }
  }

  @Test func `the remote that a branch follows comes before origin`() async throws {
    try await withBranches(["origin/main": 1, "fork/main": 2, "fork/work": 3], of: ["origin", "fork"]) {
      scratch, commits in
      #expect(try comparison(scratch).base?.description == commits[1])
      try await scratch.git("config", "remote.fork.fetch", "+refs/heads/*:refs/remotes/fork/*")
      try await scratch.git("config", "branch.work.remote", "fork")
      try await scratch.git("config", "branch.work.merge", "refs/heads/work")
      #expect(try comparison(scratch).base?.description == commits[2])
    }
  }

  @Test func `the only remote counts, whatever its name, and of several without origin none`() async throws {
    try await withBranches(["upstream/main": 2], of: ["upstream"]) { scratch, commits in
      #expect(try comparison(scratch).base?.description == commits[2])
      try await scratch.git("config", "remote.second.url", "nowhere")
      #expect(try undecidable(scratch) != nil)
    }
  }

  @Test func `a repository that knows no default branch is undecided, and told what to do`() async throws {
    try await withBranches([:], of: []) { scratch, _ in
      let fault = try #require(try undecidable(scratch)?.faults.first)
      #expect(fault.message == "the repository knows no default branch to compare with")
      #expect(fault.help?.contains("--base REV") == true)
      #expect(fault.help?.contains("git remote set-head origin --auto") == true)
    }
  }

  @Test func `a repository without a commit is undecided`() async throws {
    try await withScratchRepository { scratch in
      let fault = try #require(try undecidable(scratch)?.faults.first)
      #expect(fault.message == "HEAD names a branch that has no commit yet")
      #expect(fault.help == "make a first commit")
    }
  }

  @Test func `histories without a commit in common are undecided`() async throws {
    try await withBranches(["origin/main": 1], of: ["origin"]) { scratch, _ in
      try await scratch.git("checkout", "-q", "--orphan", "unrelated")
      try await scratch.commit("Start again")
      let fault = try #require(try undecidable(scratch)?.faults.first)
      #expect(fault.message.hasSuffix("and refs/remotes/origin/main have no commit in common"))
      #expect(fault.help == "name a commit: --base REV")
    }
  }

  @Test(
    arguments: [("nothing", nil), (nil, "nothing"), ("HEAD:a", nil), (nil, "HEAD^{tree}"), ("", nil)]
      as [(String?, String?)])
  func `a revision that names no commit is undecided, and told which`(base: String?, head: String?) async throws {
    try await withBranches([:], of: []) { scratch, _ in
      let fault = try #require(try undecidable(scratch, base: base, head: head)?.faults.first)
      #expect(fault.message.contains(base ?? head ?? ""))
      #expect(fault.help?.isEmpty == false)
    }
  }

  @Test func `a shallow clone in which the merge base is missing is undecided, and told to fetch more`() async throws {
    try await withBranches([:], of: []) { scratch, commits in
      try await scratch.git("branch", "main", commits[1])
      try await scratch.git("checkout", "-q", "-B", "work", commits[0])
      try await scratch.commit(["b": "1"])
      try await scratch.git("checkout", "-q", "main")
      let clone = scratch.folder.removingLastComponent().appending("clone")
      try await scratch.git(
        "clone", "-q", "--depth=1", "--no-single-branch", "--branch=work", "file://\(scratch.folder)", clone.string)
      let fault = try #require(try undecidable(ScratchRepository(clone), base: nil, head: nil)?.faults.first)
      #expect(fault.help?.contains("git fetch") == true, "\(fault)")
    }
  }
}
