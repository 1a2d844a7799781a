import Git
import SystemPackage
import TestSupport
import Testing

/// The line of first parents, held against `git rev-list --first-parent`.
@Suite struct FirstParentTests {
  @Test func `a commit is on the line where git lists it`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["a": "1"])
      try await scratch.git("checkout", "--quiet", "-b", "side")
      try await scratch.commit(["b": "1"])
      try await scratch.git("checkout", "--quiet", "-")
      try await scratch.commit(["c": "1"])
      try await scratch.git("merge", "--quiet", "--no-ff", "--no-edit", "side")
      try await scratch.commit(["d": "1"])
      let line = Set(try await scratch.git("rev-list", "--first-parent", "HEAD").lines)
      let all = try await scratch.git("rev-list", "--all").lines
      #expect(all.count == 5 && line.count == 4)
      let repository = try Repository.open(.discovering(from: scratch.folder.string))
      let tip = try repository.commitID(of: "HEAD")
      for text in all {
        let id = try #require(ObjectID(text))
        #expect(try repository.firstParents(of: tip, include: id) == line.contains(text))
      }
    }
  }

  @Test func `beyond the end of a shallow clone the answer is not known`() async throws {
    try await withScratchRepository { scratch in
      let first = try await scratch.commit(["a": "1"])
      try await scratch.commit(["a": "2"])
      try await scratch.commit(["a": "3"])
      let clone = scratch.folder.removingLastComponent().appending("shallow")
      try await scratch.git("clone", "--quiet", "--depth", "2", "file://\(scratch.folder)", clone.string)
      let repository = try Repository.open(.discovering(from: clone.string))
      let tip = try repository.commitID(of: "HEAD")
      let error = #expect(throws: GitError.self) {
        try repository.firstParents(of: tip, include: try #require(ObjectID(first)))
      }
      #expect(error?.code == .shallowBoundary)
    }
  }
}
