import Git
import SystemPackage
import TestSupport
import Testing

/// Clones that lack something on purpose.
@Suite struct PartOfHistoryTests {
  @Test func `a shallow clone says so where its history ends too early`() async throws {
    try await withScratchRepository { scratch in
      let base = try await scratch.commit(["a": "1"])
      try await scratch.git("branch", "side")
      for number in 2...5 { try await scratch.commit(["a": "\(number)"]) }
      try await scratch.git("switch", "-q", "side")
      try await scratch.commit(["b": "1"])
      let clone = try await self.clone(scratch, "--depth=2", "--no-single-branch")
      let repository = try open(clone)
      let isShallow = repository.isShallow
      #expect(isShallow)
      let main = try repository.commitID(of: "origin/main")
      let side = try repository.commitID(of: "origin/side")
      let answers: [GitError?] = [
        failure { () throws(GitError) in try repository.mergeBase(main, side) },
        failure { () throws(GitError) in try repository.isAncestor(side, of: main) },
        failure { () throws(GitError) in try repository.commits(from: side, to: main) },
        failure { () throws(GitError) in try repository.firstParentHistory(of: "b", from: main) },
      ]
      #expect(answers.map { $0?.code } == [.shallowBoundary, .shallowBoundary, .shallowBoundary, .shallowBoundary])
      let gone = failure { () throws(GitError) in try repository.commitID(of: "origin/main~4") }
      #expect(gone?.code == .unknownRevision)
      #expect(gone?.help.contains("--unshallow") == true)

      try await clone.git("fetch", "-q", "--unshallow")
      let whole = try open(clone)
      #expect(try whole.mergeBase(main, side)?.description == base)
    }
  }

  @Test func `a shallow clone answers what it can know`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["a": "1"])
      try await scratch.commit(["a": "2"])
      try await scratch.commit(["a": "3"])
      let repository = try open(try await clone(scratch, "--depth=2"))
      let head = try repository.commitID(of: "HEAD")
      let parent = try repository.commitID(of: "HEAD^")
      // The parent is where the clone ends, and still an ancestor.
      #expect(try repository.mergeBase(parent, head) == parent)
      #expect(try repository.isAncestor(parent, of: head))
      #expect(try repository.firstParentHistory(of: "a", from: head, limit: 1).map(\.commit) == [head])
    }
  }

  @Test func `a blob that a partial clone left out is named with its repair, which works`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["a": "1"])
      try await scratch.git("config", "uploadpack.allowFilter", "true")
      try await scratch.git("config", "uploadpack.allowAnySHA1InWant", "true")
      let clone = try await self.clone(scratch, "--filter=blob:none", "--no-checkout")
      let blob = try await scratch.id(of: "HEAD:a")
      let repository = try open(clone)
      let isPartial = repository.isPartial
      #expect(isPartial)
      let error = failure { () throws(GitError) in try repository.blob(repository.objectID(of: "HEAD:a")) }
      #expect(error?.code == .omittedObject)
      #expect(error?.help.contains("git cat-file -e \(blob)") == true)
      #expect(try repository.changedPaths(from: nil, to: repository.treeID(of: "HEAD")).map(\.path) == ["a"])

      let repair = try await Tool.run("git", ["cat-file", "-e", blob], in: clone.folder)
      #expect(repair.status == 0, "\(repair.errorText)")
      #expect(try open(clone).blob(id(blob)) == Array("1".utf8))
    }
  }

  @Test func `the other repair of a partial clone fetches every object`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["a": "1"])
      try await scratch.commit(["a": "2"])
      try await scratch.git("config", "uploadpack.allowFilter", "true")
      let clone = try await self.clone(scratch, "--filter=blob:none", "--no-checkout")
      let repair = try await Tool.run("git", ["fetch", "-q", "--refetch", "--no-filter"], in: clone.folder)
      #expect(repair.status == 0, "\(repair.errorText)")
      let old = try await scratch.id(of: "HEAD^:a")
      #expect(try open(clone).blob(id(old)) == Array("1".utf8))
    }
  }

  private func clone(_ scratch: ScratchRepository, _ options: String...) async throws -> ScratchRepository {
    let folder = scratch.folder.removingLastComponent().appending("clone")
    try await scratch.git(
      ["clone", "-q"] + options + ["file://" + scratch.folder.string, folder.string], input: [])
    return ScratchRepository(folder)
  }
}
