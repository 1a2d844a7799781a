import Git
import SystemPackage
import TestSupport
import Testing

@Suite struct BranchTests {
  @Test func `upstream, remotes and default branch of a clone`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["a": "1"])
      try await scratch.git("clone", "-q", ".", "../clone")
      let clone = ScratchRepository(scratch.folder.removingLastComponent().appending("clone"))
      try await clone.git("remote", "add", "backup", "https://example.com/x.git")
      try await clone.git("remote", "set-url", "--push", "backup", "https://example.com/y.git")
      try await clone.git("switch", "-q", "-c", "topic")
      let repository = try open(clone)
      #expect(try repository.currentBranch == "refs/heads/topic")
      #expect(try repository.upstream(of: "refs/heads/main") == "refs/remotes/origin/main")
      #expect(try repository.upstream(of: "refs/heads/topic") == nil)
      #expect(try repository.upstream(of: "refs/tags/x") == nil)
      #expect(try repository.remotes.map(\.name) == ["backup", "origin"])
      #expect(try repository.remotes.first?.url == "https://example.com/x.git")
      #expect(try repository.remotes.first?.pushURL == "https://example.com/y.git")
      #expect(try repository.defaultBranch(ofRemote: "origin") == "refs/remotes/origin/main")
      #expect(try repository.defaultBranch(ofRemote: "backup") == nil)
      #expect(try repository.defaultBranch(ofRemote: nil) == "refs/heads/main")
    }
  }

  @Test func `what a remote calls its HEAD wins over the usual names`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["a": "1"])
      try await scratch.git("update-ref", "refs/remotes/origin/main", "HEAD")
      try await scratch.git("update-ref", "refs/remotes/origin/trunk", "HEAD")
      #expect(try open(scratch).defaultBranch(ofRemote: "origin") == "refs/remotes/origin/main")
      try await scratch.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")
      #expect(try open(scratch).defaultBranch(ofRemote: "origin") == "refs/remotes/origin/trunk")
    }
  }

  @Test func `a detached HEAD is on no branch`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["a": "1"])
      try await scratch.git("switch", "-q", "--detach")
      #expect(try open(scratch).currentBranch == nil)
    }
  }
}
