import Documents
import Testing

@Suite struct SourceTextTests {
  @Test(arguments: [
    ("ab\ncd", 3, "2:1"), ("ab\r\ncd", 4, "2:1"), ("ab\rcd", 3, "2:1"), ("ab\n\rcd", 4, "3:1"), ("äöx", 4, "1:3"),
    ("😀x", 4, "1:2"), ("\u{FEFF}x", 3, "1:1"), ("\u{FEFF}x", 0, "1:1"), ("\u{FEFF}x\ny", 5, "2:1"), ("", 0, "1:1"),
    ("a\n", 2, "2:1"), ("a\r\n", 2, "1:3"), ("e\u{301}x", 3, "1:3"), ("abc", 99, "1:4"), ("abc", -1, "1:1"),
  ])
  func `a place is a line and a column of scalars`(text: String, offset: Int, place: String) {
    #expect(SourceText(text).position(at: offset).description == place)
  }

  @Test func `each byte that is not UTF-8 is a column`() {
    let source = SourceText([0x61, 0xFF, 0xE2, 0x82, 0x62, 0x0A])
    #expect(source.position(at: 4) == SourcePosition(line: 1, column: 5))
    #expect(source.firstInvalidUTF8 == 1)
    #expect(source.line(1) == "a\u{FFFD}\u{FFFD}b")
  }

  @Test func `lines come without their breaks`() {
    let source = SourceText("\u{FEFF}one\r\ntwo\rthree\n\nfive")
    #expect((1...6).map(source.line) == ["one", "two", "three", "", "five", nil])
    #expect(source.lineCount == 5)
    #expect(source.line(0) == nil)
    #expect(SourceText("").lineCount == 1)
  }

  @Test func `every value knows its bytes`() throws {
    let source = SourceText("\u{FEFF}{ \"ä\": [1.50, \"x\\n\"], \"b\": {} }")
    let object = try #require(try Document.json(source).root.object)
    let member = try #require(object.member("ä"))
    #expect(source.text(in: member.keyRange) == "\"ä\"")
    #expect(source.text(in: member.value.range) == "[1.50, \"x\\n\"]")
    #expect(member.value.array?.map { source.text(in: $0.range) } == ["1.50", "\"x\\n\""])
    #expect(object["b"].map { source.text(in: $0.range) } == "{}")
  }

  @Test(arguments: ["\n", "\r\n", "\r"])
  func `every YAML value knows its bytes`(lineBreak: String) throws {
    let lines = ["# ü😀", "ä: &x 'ö'  # é", "b:", "  - *x", "  - {k: \"😀\", l: [1]}", "  - |", "    text", "c:", ""]
    let source = SourceText("\u{FEFF}" + lines.joined(separator: lineBreak))
    let root = try Document.yaml(source).root
    let object = try #require(root.object)
    #expect(object.map { source.text(in: $0.keyRange) } == ["ä", "b", "c"])
    #expect(object["ä"].map { source.text(in: $0.range) } == "&x 'ö'")
    let elements = try #require(object["b"]?.array)
    #expect(elements[0].map { source.text(in: $0.range) } == "*x")
    #expect(elements[1].map { source.text(in: $0.range) } == "{k: \"😀\", l: [1]}")
    #expect(
      elements[1]?["l"].map { source.position(at: Int($0.range.start)) } == SourcePosition(line: 5, column: 17))
    #expect(object["c"].map { source.position(at: Int($0.range.start)) } == SourcePosition(line: 8, column: 3))
    #expect(object["b"].map { source.text(in: $0.range).hasPrefix("- *x") } == true)
  }
}
