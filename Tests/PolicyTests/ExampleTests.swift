import Testing

@testable import Policy

@Suite struct ExampleTests {
  private typealias File = Example.File

  private func files(_ text: String) -> [File] { Example(text).files(path: "default.json") }

  private func file(_ path: String, _ text: String, side: File.Side = .judged, marks: [Int] = []) -> File {
    File(side: side, path: path, content: .bytes(Array(text.utf8)), marks: marks)
  }

  @Test(arguments: ["", "{}", "{}\n", "a\n\nb", "-- no header", "--a--", "-- migrate:down\ndrop table t;", "-- --"])
  func `a text without headers is one file as it stands`(text: String) {
    #expect(files(text) == [file("default.json", text)])
    #expect(!Example(text).namesFiles)
  }

  @Test func `each header begins a file of whole lines`() {
    let text = "-- a/b.json --\n{}\n\n-- c d.json --\n1"
    #expect(files(text) == [file("a/b.json", "{}\n\n"), file("c d.json", "1\n")])
    #expect(Example(text).namesFiles)
  }

  @Test func `a header with nothing behind it is an empty file`() {
    #expect(files("-- a.json --") == [file("a.json", "")])
    #expect(files("-- a.json --\n-- b.json --\n") == [file("a.json", ""), file("b.json", "")])
  }

  @Test func `what stands before the first header is the file at the check's own path`() {
    #expect(files("1\n-- a.json --\n2\n") == [file("default.json", "1\n"), file("a.json", "2\n")])
  }

  @Test func `a comment of SQL is no header`() {
    let text = "-- db/1.sql --\n-- migrate:up\nbegin;\n-- migrate:down\n"
    #expect(files(text) == [file("db/1.sql", "-- migrate:up\nbegin;\n-- migrate:down\n")])
  }

  @Test func `the base side has its files beside the judged one`() {
    #expect(
      files("-- base: a.json --\n1\n-- a.json --\n2\n") == [file("a.json", "1\n", side: .base), file("a.json", "2\n")])
  }

  @Test func `links and submodules have no bytes`() {
    #expect(
      files("-- a.json -> ../b c.json --\n-- d (submodule) --\n-- base: e -> f --\n") == [
        File(side: .judged, path: "a.json", content: .link(to: "../b c.json"), marks: []),
        File(side: .judged, path: "d", content: .submodule, marks: []),
        File(side: .base, path: "e", content: .link(to: "f"), marks: []),
      ])
  }

  @Test(
    arguments: [
      (#"\xff\x00a\x0D"#, [0xFF, 0, 0x61, 0x0D]), (#"\\x41"#, [0x5C, 0x41]), (#"\n\xg1\x"#, Array(#"\n\xg1\x"#.utf8)),
      (#"\x4"#, Array(#"\x4"#.utf8)), (#"\x+4"#, Array(#"\x+4"#.utf8)),
    ] as [(String, [UInt8])])
  func `escapes stand for bytes where the header says so`(text: String, bytes: [UInt8]) {
    let read = files("-- a.json (bytes) --\n\(text)")
    #expect(read == [File(side: .judged, path: "a.json", content: .bytes(bytes + [0x0A]), marks: [])])
    #expect(files("-- a.json --\n\(text)") == [file("a.json", text + "\n")])
  }

  @Test func `marks are offsets of bytes and no part of the file`() {
    #expect(files("👉é👉,\n👉") == [file("default.json", "é,\n", marks: [0, 2, 4])])
    #expect(
      files("-- a.json --\n{👉}\n-- b.json --\n👉1") == [
        file("a.json", "{}\n", marks: [1]), file("b.json", "1\n", marks: [0]),
      ])
    #expect(Example("👉é👉,\n👉").unmarked == "é,\n")
  }

  @Test func `a mark counts behind escaped bytes, too`() {
    let read = files("-- a.json (bytes) --\n\\xc3\\xa9👉\\xff")
    #expect(read == [File(side: .judged, path: "a.json", content: .bytes([0xC3, 0xA9, 0xFF, 0x0A]), marks: [2])])
  }

  @Test(arguments: ["\u{301}", "\u{200D}x", "🏽", "\u{FE0F}"])
  func `a mark is found before a character that would join it`(next: String) {
    #expect(files("a👉\(next)") == [file("default.json", "a\(next)", marks: [1])])
    #expect(Example("a👉\(next)").unmarked.utf8.elementsEqual("a\(next)".utf8))
  }

  @Test func `an example knows where it is written`() {
    let example = Example("{}")
    #expect(example.fileID == "PolicyTests/ExampleTests.swift")
    #expect(example.line == #line - 2)
  }
}
