import Git
import TestSupport
import Testing

@Suite struct PatchIDTests {
  /// Two edits that differ, although git-patch-id or an attribute calls them equal.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let before: String
    let one: String
    let other: String
    var attributes = ""
  }

  static let different = [
    Case(testDescription: "a space", before: "clean\n", one: "rm -rf $D/old\n", other: "rm -rf $D /old\n"),
    Case(testDescription: "an indentation", before: "if a:\n  b\n", one: "if a:\n  b\n  c\n", other: "if a:\n  b\nc\n"),
    Case(testDescription: "an end of line", before: "a\n", one: "a\nb\n", other: "a\nb\r\n"),
    Case(testDescription: "no end of line", before: "a\n", one: "a\nb\n", other: "a\nb"),
    Case(testDescription: "a binary file", before: "\0a", one: "\0b", other: "\0c"),
    Case(
      testDescription: "a file that an attribute makes binary", before: "a\n", one: "b\n", other: "c\n",
      attributes: "file -diff\n"),
  ]

  @Test(arguments: different)
  func `edits that differ in any byte have different ids`(edit: Case) async throws {
    try await withScratchRepository { scratch in
      let base = try await scratch.commit([".gitattributes": edit.attributes, "file": edit.before])
      let one = try await scratch.commit(["file": edit.one])
      try await scratch.git("checkout", "--quiet", "--detach", base)
      let other = try await scratch.commit(["file": edit.other])
      #expect(try await Self.id(of: one, in: scratch) != Self.id(of: other, in: scratch))
    }
  }

  @Test func `one edit has one id, on whatever commit, and another mode another`() async throws {
    try await withScratchRepository { scratch in
      let text = (1...30).map { "line \($0)\n" }.joined()
      let base = try await scratch.commit(["file": text, "other": "x"])
      let edited = try await scratch.commit(["file": text.replacing("line 25\n", with: "line 25 and more\n")], "Edit")
      try await scratch.git("checkout", "--quiet", "--detach", base)
      // Lines far above move it down, and other files are others.
      try await scratch.commit(["file": "a new first line\n" + text, "other": "y"])
      try await scratch.git("cherry-pick", edited)
      let picked = try await scratch.id(of: "HEAD")
      #expect(try await Self.id(of: edited, in: scratch) == Self.id(of: picked, in: scratch))

      try await scratch.git("checkout", "--quiet", edited)
      try await scratch.git("update-index", "--chmod=+x", "file")
      try await scratch.git("commit", "--quiet", "--amend", "--message", "Edit and run")
      #expect(try await Self.id(of: edited, in: scratch) != Self.id(of: scratch.id(of: "HEAD"), in: scratch))
    }
  }

  private static func id(of commit: String, in scratch: ScratchRepository) async throws -> PatchID {
    try open(scratch).patchID(of: #require(ObjectID(commit)))
  }
}
