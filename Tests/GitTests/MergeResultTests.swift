import Git
import TestSupport
import Testing

@Suite struct MergeResultTests {
  /// What two branches do to the files of their base, how they are merged, and which path somebody made in the merge.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let handmade: String?
    let options: [String]
    let ours: @Sendable (ScratchRepository) async throws -> Void
    let theirs: @Sendable (ScratchRepository) async throws -> Void
    let finish: @Sendable (ScratchRepository) async throws -> Void

    init(
      _ name: String, handmade: String? = nil, merge options: [String] = [],
      ours: @escaping @Sendable (ScratchRepository) async throws -> Void,
      theirs: @escaping @Sendable (ScratchRepository) async throws -> Void,
      finish: @escaping @Sendable (ScratchRepository) async throws -> Void = { _ in }
    ) {
      testDescription = name
      self.handmade = handmade
      self.options = options
      self.ours = ours
      self.theirs = theirs
      self.finish = finish
    }
  }

  @Test(arguments: [
    Case("each side edits another file", ours: edit("b", "ours"), theirs: edit("c", "theirs")),
    Case(
      "each side edits other lines of a file", ours: edit("long", lines(first: 2)), theirs: edit("long", lines(last: 2))
    ),
    Case("both sides make the same edit", ours: edit("b", "same"), theirs: edit("b", "same")),
    Case("one side deletes a file", ours: delete("b"), theirs: edit("c", "theirs")),
    Case("one side adds a file", ours: edit("new/d", "d"), theirs: edit("c", "theirs")),
    Case("one side makes a file a folder", ours: replaceByFolder("b"), theirs: edit("c", "theirs")),
    Case("one side edits a file, the other makes it executable", ours: edit("b", "ours"), theirs: makeExecutable("b")),
    Case(
      "the side that did not change is taken", handmade: "c", merge: ["-s", "ours"], ours: edit("b", "ours"),
      theirs: edit("c", "theirs")),
    Case(
      "the side that did not delete is taken", handmade: "c", merge: ["-s", "ours"], ours: edit("b", "ours"),
      theirs: delete("c")),
    Case(
      "one of two edits of a line is taken", handmade: "b", merge: ["-X", "ours"], ours: edit("b", "ours"),
      theirs: edit("b", "theirs")),
    Case(
      "one of two added files is taken", handmade: "d", merge: ["-X", "theirs"], ours: edit("d", "ours"),
      theirs: edit("d", "theirs")),
    Case(
      "a file that no side touched is edited", handmade: "a", ours: edit("b", "ours"), theirs: edit("c", "theirs"),
      finish: edit("a", "slipped in")),
    Case(
      "a clean merge of a file is edited", handmade: "long", ours: edit("long", lines(first: 2)),
      theirs: edit("long", lines(last: 2)), finish: edit("long", lines(first: 2, last: 3))),
    Case(
      "a file that no side touched becomes executable", handmade: "a", ours: edit("b", "ours"),
      theirs: edit("c", "theirs"), finish: makeExecutable("a")),
    Case(
      "a file that both sides deleted is back", handmade: "b", ours: delete("b"), theirs: delete("b"),
      finish: edit("b", "1\n")),
  ])
  func `a merge is what a three-way merge gives, or was made by somebody`(merge: Case) async throws {
    try await withScratchRepository { scratch in
      try await scratch.commit(["a": "1\n", "b": "1\n", "c": "1\n", "long": Self.lines()])
      try await scratch.git("switch", "-q", "-c", "theirs")
      try await merge.theirs(scratch)
      try await scratch.commit("Theirs")
      try await scratch.git("switch", "-q", "main")
      try await merge.ours(scratch)
      try await scratch.commit("Ours")
      try await scratch.git(["merge", "-q", "--no-ff", "--no-commit"] + merge.options + ["theirs"], input: [])
      try await merge.finish(scratch)
      let commit = try await scratch.commit("Merge")
      #expect(try Self.handmade(commit, scratch)?.description == merge.handmade)
    }
  }

  @Test func `a conflict was settled by somebody, whatever came of it`() async throws {
    try await withScratchRepository { scratch in
      let base = try await scratch.commit(["b": "1\n"])
      let ours = try await scratch.commit(["b": "ours\n"])
      try await scratch.git("switch", "-q", "-c", "theirs", base)
      let theirs = try await scratch.commit(["b": "theirs\n"])
      for text in ["ours\n", "theirs\n", "both\n", "1\n"] {
        try await scratch.commit(["b": text])
        let merge = try await scratch.commitTree("Merge", parents: [ours, theirs])
        #expect(try Self.handmade(merge, scratch) == "b", "\(text)")
      }
    }
  }

  @Test func `only the wanted paths are looked at`() async throws {
    try await withScratchRepository { scratch in
      let base = try await scratch.commit(["in/a": "1", "out/a": "1"])
      let ours = try await scratch.commit(["in/b": "ours"])
      try await scratch.git("switch", "-q", "-c", "theirs", base)
      let theirs = try await scratch.commit(["in/c": "theirs"])
      try await scratch.commit(["in/b": "ours", "out/a": "slipped in", "in/skipped": "slipped in"])
      let merge = try await scratch.commitTree("Merge", parents: [ours, theirs])
      let repository = try open(scratch)
      let commit = try repository.commit(id(merge))
      #expect(try repository.firstHandmadePath(ofMerge: commit) == "in/skipped")
      #expect(try repository.firstHandmadePath(ofMerge: commit, in: ["in"]) { $0 != "in/skipped" } == nil)
      #expect(try repository.firstHandmadePath(ofMerge: commit) { $0 != "in/skipped" } == "out/a")
    }
  }

  // Of two merge bases one has the file as it was: who takes that for the base finds a change where there is none.
  @Test func `where histories cross a side has to be right over every merge base`() async throws {
    try await withScratchRepository { scratch in
      let root = try await scratch.commit(["a": "old\n"])
      let left = try await scratch.commit(["a": "new\n"])
      try await scratch.git("switch", "-q", "-c", "right", root)
      let right = try await scratch.commit(["b": "1\n"])
      try await scratch.commit(["a": "new\n", "b": "1\n"])
      let one = try await scratch.commitTree("One", parents: [left, right])
      let other = try await scratch.commitTree("Other", parents: [right, left])
      try await scratch.commit(["a": "new\n"])
      let good = try await scratch.commitTree("Merge", parents: [one, other])
      #expect(try Self.handmade(good, scratch) == nil)
      try await scratch.commit(["a": "old\n"])
      let bad = try await scratch.commitTree("Merge", parents: [one, other])
      #expect(try Self.handmade(bad, scratch) == "a")
    }
  }

  @Test(arguments: [true, false]) func `an octopus merge has nothing of its own, or has`(isClean: Bool) async throws {
    try await withScratchRepository { scratch in
      let base = try await scratch.commit(["a": "a"])
      for branch in ["x", "y", "z"] {
        try await scratch.git("switch", "-q", "-c", branch, base)
        try await scratch.commit([branch: branch], "Add \(branch)")
      }
      try await scratch.git("switch", "-q", "main")
      try await scratch.git("merge", "-q", "--no-commit", "x", "y", "z")
      if !isClean { try await scratch.write("made-in-the-merge", "m") }
      let merge = try await scratch.commit("Octopus")
      #expect(try Self.handmade(merge, scratch) == (isClean ? nil : "made-in-the-merge"))
    }
  }

  @Test func `histories without a commit in common have nothing for a base`() async throws {
    try await withScratchRepository { scratch in
      let one = try await scratch.commit(["a": "a"])
      try await scratch.git("rm", "-q", "a")
      try await scratch.commit(["b": "b"])
      let other = try await scratch.commitTree("Another root", parents: [])
      try await scratch.commit(["a": "a"])
      let both = try await scratch.commitTree("Merge", parents: [one, other])
      #expect(try Self.handmade(both, scratch) == nil)
      try await scratch.git("rm", "-q", "b")
      try await scratch.commit("Remove")
      let less = try await scratch.commitTree("Merge", parents: [one, other])
      #expect(try Self.handmade(less, scratch) == "b")
    }
  }

  private static func handmade(_ merge: String, _ scratch: ScratchRepository) throws -> RepositoryPath? {
    let repository = try open(scratch)
    return try repository.firstHandmadePath(ofMerge: repository.commit(id(merge)))
  }

  // MARK: What is done to files

  private static func edit(_ path: String, _ text: String) -> @Sendable (ScratchRepository) async throws -> Void {
    { try await $0.write(path, text) }
  }

  private static func delete(_ path: String) -> @Sendable (ScratchRepository) async throws -> Void {
    { try await $0.git("rm", "-q", path) }
  }

  private static func makeExecutable(_ path: String) -> @Sendable (ScratchRepository) async throws -> Void {
    { _ = try await Tool.run("chmod", ["+x", path], in: $0.folder) }
  }

  private static func replaceByFolder(_ path: String) -> @Sendable (ScratchRepository) async throws -> Void {
    { scratch in
      try await scratch.git("rm", "-q", path)
      try await scratch.write("\(path)/inside", "1\n")
    }
  }

  /// A text whose first and last line can be edited without a conflict.
  private static func lines(first: Int = 1, last: Int = 1) -> String {
    "a \(first)\n" + (1...8).map { "\($0)\n" }.joined() + "z \(last)\n"
  }
}
