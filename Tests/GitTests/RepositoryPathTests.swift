import Git
import TestSupport
import Testing

@Suite struct RepositoryPathTests {
  @Test func `paths are quoted as git quotes them`() async throws {
    let names: [[UInt8]] =
      [
        "plain", "with space", "grün/łódź", "tab\there", "new\nline", "quote\"d", "back\\slash", "bell\u{7}",
        "del\u{7F}",
      ]
      .map { Array($0.utf8) } + [[0x67, 0xFC, 0x6E], [0x61, 0xFF, 0x22], [0xC3, 0xA9, 0x01]]
    try await withScratchRepository { scratch in
      let blob = try await scratch.git("hash-object", "-w", "--stdin", input: "x").text
      for name in names {
        let line = Array("100644 blob \(blob)\t".utf8) + name + [0]
        let isNested = name.contains(UInt8(ascii: "/"))
        guard !isNested else { continue }
        let tree = try await scratch.git(["mktree", "-z"], input: line).text
        let path = RepositoryPath(bytes: name)
        let option = "core.quotePath=\(path.text == nil)"
        let expected = try await scratch.git("-c", option, "ls-tree", "--name-only", tree).text
        #expect(path.description == expected)
        #expect(try open(scratch).changedPaths(from: nil, to: id(tree)).map(\.path) == [path])
      }
    }
  }

  @Test func `paths are ordered by their bytes, as git lists files`() {
    let paths: [RepositoryPath] = ["a/b", "a.c", "a", "a-b", "B", "a0"]
    #expect(paths.sorted() == ["B", "a", "a-b", "a.c", "a/b", "a0"])
  }

  @Test(arguments: [
    ("a/b", "a", true), ("a", "a", true), ("ab", "a", false), ("a/b", "", true), ("a/b", "a/", true),
    ("a", "a/b", false),
  ])
  func `a path lies in a folder by whole names`(path: String, folder: String, isWithin: Bool) {
    #expect(RepositoryPath(path).hasPrefix(RepositoryPath(folder)) == isWithin)
  }

  @Test func `a path is taken apart and put together at its slashes`() {
    let path: RepositoryPath = "services/orders/Gemfile"
    #expect(path.components.map { String(decoding: $0, as: UTF8.self) } == ["services", "orders", "Gemfile"])
    #expect(String(decoding: path.lastComponent, as: UTF8.self) == "Gemfile")
    #expect(path.parent == "services/orders")
    #expect(path.parent.appending("Gemfile") == path)
    #expect(RepositoryPath("top").parent == .root)
    #expect(RepositoryPath.root.appending("top") == "top")
  }

  @Test(arguments: ["", "abc", String(repeating: "g", count: 40), String(repeating: "a", count: 41)])
  func `what is no id of 40 digits is refused`(text: String) {
    #expect(ObjectID(text) == nil)
  }

  @Test func `an id is written as it was read, in lower case`() throws {
    let text = "0123456789ABCDEFfedcba98765432100a0b0c0d"
    let id = try #require(ObjectID(text))
    #expect(id.description == text.lowercased())
    #expect(id.abbreviated == "0123456789")
  }
}
