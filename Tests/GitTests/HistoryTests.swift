import Git
import TestSupport
import Testing

@Suite struct HistoryTests {
  @Test func `a merge base of criss-cross histories has two commits`() async throws {
    try await withScratchRepository { scratch in
      let root = try await scratch.commit(["a": "a"])
      let left = try await scratch.commitTree(parents: [root])
      let right = try await scratch.commitTree(parents: [root])
      let one = try await scratch.commitTree(parents: [left, right])
      let two = try await scratch.commitTree(parents: [right, left])
      let repository = try open(scratch)
      let bases = try repository.mergeBases(try id(one), [id(two)])
      let expected = try await scratch.git("merge-base", "--all", one, two).lines
      #expect(bases.count == 2)
      #expect(bases.map(\.description) == expected)
    }
  }

  @Test func `merge bases, ancestry and ranges of a random history are those of git`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["a": "a"])
      var commits = [try await scratch.id(of: "HEAD")]
      var generator = SeededGenerator(seed: Soak.seed)
      for number in 0..<60 {
        let count = Int.random(in: 1...3, using: &generator)
        let parents = Set((0..<count).compactMap { _ in commits.randomElement(using: &generator) })
        commits.append(try await scratch.commitTree("Commit \(number)", parents: parents.sorted()))
      }
      let repository = try open(scratch)
      for _ in 0..<60 {
        let first = try #require(commits.randomElement(using: &generator))
        let second = try #require(commits.randomElement(using: &generator))
        let third = try #require(commits.randomElement(using: &generator))
        let expected = try await Tool.run("git", ["merge-base", "--all", first, second], in: scratch.folder).lines
        #expect(try Set(repository.mergeBases(id(first), [id(second)]).map(\.description)) == Set(expected))
        let octopus = try await Tool.run(
          "git", ["merge-base", "--octopus", "--all", first, second, third], in: scratch.folder)
        #expect(
          try Set(repository.octopusMergeBases([id(first), id(second), id(third)]).map(\.description))
            == Set(octopus.lines))
        #expect(try repository.isAncestor(id(first), of: id(second)) == expected.contains(first))
        let range = try await scratch.git("rev-list", "\(first)..\(second)").lines
        #expect(try Set(repository.commits(from: id(first), to: id(second)).map(\.description)) == Set(range))
      }
    }
  }

  @Test func `unrelated histories have no merge base`() async throws {
    try await withScratchRepository { scratch in
      let one = try await scratch.commit(["a": "a"])
      let other = try await scratch.commitTree("Another root", parents: [])
      #expect(try open(scratch).mergeBase(id(one), id(other)) == nil)
    }
  }

  @Test func `the history of a path on the line of first parents is that of git`() async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["a/x": "1", "b": "1"])
      try await scratch.commit(["b": "2"])
      try await scratch.commit(["a/x": "2"])
      try await scratch.git("rm", "-q", "-r", "a")
      try await scratch.commit("Remove")
      let repository = try open(scratch)
      let head = try repository.commitID(of: "HEAD")
      for path in ["a/x", "a", "b", "absent"] {
        let expected = try await scratch.git("log", "--first-parent", "--format=%H", "HEAD", "--", path).lines
        let history = try repository.firstParentHistory(of: RepositoryPath(path), from: head)
        #expect(history.map(\.commit.description) == expected, "\(path)")
      }
      #expect(try repository.firstParentHistory(of: "a/x", from: head, limit: 1).map(\.new) == [nil])
    }
  }
}

/// The id that a text of 40 digits stands for.
func id(_ text: String) throws -> ObjectID { try #require(ObjectID(text)) }
