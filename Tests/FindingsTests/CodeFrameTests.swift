import Documents
import Findings
import Testing

@Suite struct CodeFrameTests {
  @Test func `a mark stands under the marked text`() {
    let shown = frame(place("{\n  ⟦\"id\"⟧: 1\n}", message: "given again here"))
    #expect(
      shown == """
         --> a.json:2:3
          |
        2 |   "id": 1
          |   ^^^^ given again here
        """)
  }

  @Test func `a related place of the same file stands in the same frame`() {
    let lines = (1...12).map { "line \($0)" }
    let text = lines.joined(separator: "\n")
    let first = place(text.replacing("line 8", with: "⟦line⟧ 8"), message: "first given here")
    let again = place(text.replacing("line 12", with: "⟦line⟧ 12"), message: "given again here")
    #expect(
      frame(again, related: [first]) == """
          --> a.json:12:1
           |
         8 | line 8
           | ---- first given here
        ...
        12 | line 12
           | ^^^^ given again here
        """)
  }

  @Test func `two marks on one line stand below each other, and neighbouring lines without a gap`() {
    let first = place("{ ⟦\"a\"⟧: 1, \"a\": 2 }\n", message: "first")
    let again = place("{ \"a\": 1, ⟦\"a\"⟧: 2 }\n", message: "again")
    let next = place("{ \"a\": 1, \"a\": 2 }\n⟦⟧", message: "and here it ends")
    #expect(
      frame(again, related: [next, first]) == """
         --> a.json:1:11
          |
        1 | { "a": 1, "a": 2 }
          |   --- first
          |           ^^^ again
        2 |\u{20}
          | - and here it ends
        """)
  }

  @Test func `two marks far from each other on a very long line each show their part`() {
    let filler = String(repeating: "x", count: 600)
    let first = place("⟦a⟧\(filler)a", message: "first")
    let again = place("a\(filler)⟦a⟧", message: "again")
    #expect(
      frame(again, related: [first]) == """
         --> a.json:1:602
          |
        1 | a\(filler.prefix(399))
          | - first
        1 | …\(filler.prefix(100))a
          |  \(String(repeating: " ", count: 100))^ again
        """)
  }

  @Test func `a related place of another file has a frame of its own, and is not lost without a line`() {
    let other = place("\n⟦type⟧: object", path: "b.yaml", message: "defined here")
    let whole = Place(path: "c.json")
    #expect(
      frame(place("⟦a⟧"), related: [other, whole]) == """
         --> a.json:1:1
          |
        1 | a
          | ^
         --> b.yaml:2:1
          |
        2 | type: object
          | ^^^^ defined here
         --> c.json
        """)
  }

  @Test func `a finding about a file as a whole has no lines`() {
    #expect(frame(Place(path: "a.json")) == " --> a.json")
  }

  @Test(arguments: [
    ("漢字 = ⟦値⟧;", "漢字 = 値;", "       ^^"), ("👍⟦x⟧", "👍x", "  ^"), ("👩\u{200D}🚀⟦x⟧", "👩\u{200D}🚀x", "  ^"),
    ("🇩🇪⟦x⟧", "🇩🇪x", "  ^"), ("❤\u{FE0F}⟦x⟧", "❤\u{FE0F}x", "  ^"), ("👍🏽⟦x⟧", "👍🏽x", "  ^"),
    ("e\u{301}e\u{301}⟦x⟧", "e\u{301}e\u{301}x", "  ^"),
    ("\t\t⟦x⟧", "    x", "    ^"), ("a\t⟦\tb⟧", "a    b", "   ^^^"), ("a\u{1B}[2J⟦b⟧", "a␛[2Jb", "     ^"),
    ("a\u{202E}⟦b⟧", "a\u{FFFD}b", "  ^"), ("a⟦\u{301}⟧", "a\u{301}", " ^"), ("⟦⟧", "", "^"), ("ab⟦⟧", "ab", "  ^"),
    ("⟦ab⟧\r\n", "ab", "^^"), ("\u{FEFF}⟦ab⟧", "ab", "^^"),
  ])
  func `wide, narrow and harmful characters keep the mark under the marked text`(
    marked: String, line: String, mark: String
  ) {
    let lines = frame(place(marked)).split(separator: "\n").dropFirst(2)
    #expect(lines.map { Array($0.unicodeScalars) } == ["1 | " + line, "  | " + mark].map { Array($0.unicodeScalars) })
  }

  private func cut(_ place: Place, to columns: Int) -> [String] {
    let writer = TextReportWriter(view: ReportView(columns: columns))
    return writer.findings(of: report([finding(at: place)])).split(separator: "\n").dropFirst(2).map(String.init)
  }

  @Test(arguments: [40, 60, 80])
  func `a long line is cut to the terminal, and the mark stays under the marked text`(columns: Int) throws {
    for before in [0, 10, 35, 70, 150, 390] {
      let text = String(repeating: "a", count: before) + "⟦MARKED⟧" + String(repeating: "b", count: 390 - before)
      let lines = cut(place(text), to: columns)
      #expect(lines.allSatisfy { TerminalText.width(of: $0) <= columns })
      let (line, mark) = (Array(try #require(lines.dropFirst().first)), Array(try #require(lines.last)))
      let marked = try #require(mark.firstIndex(of: "^"))
      #expect(String(line[marked..<marked + 6]) == "MARKED", "\(before): \(lines)")
      #expect(mark.count { $0 == "^" } == 6)
    }
  }

  @Test func `a message that does not fit behind its mark stands below it`() {
    let text = String(repeating: "a", count: 30) + "⟦b⟧"
    let lines = cut(place(text, message: "this is what is wrong here"), to: 40)
    let shown = lines.suffix(2).map { String($0.dropFirst(4)) }
    #expect(shown == [String(repeating: " ", count: 30) + "^", "          this is what is wrong here"])
  }

  @Test func `a span over several lines is marked to the end of its first`() {
    #expect(
      frame(place("{\n  ⟦\"a\": [\n  1\n  ]⟧ }", message: "all of this")) == """
         --> a.json:2:3
          |
        2 |   "a": [
          |   ^^^^^^ all of this
        """)
  }

  @Test(arguments: [("", "1:1", "1"), ("{\n", "2:1", "2"), ("{\n}", "2:2", "2")])
  func `a finding at the end of a file, even an empty one, has a mark`(text: String, position: String, line: String) {
    let shown = frame(place(text + "⟦⟧", message: "expected more"))
    #expect(shown.hasPrefix(" --> a.json:\(position)\n"))
    #expect(shown.contains("\n\(line) |"))
    #expect(shown.hasSuffix("^ expected more"))
  }

  @Test func `neither a path nor a message breaks out of its line`() {
    let place = place("⟦x⟧", path: "a\n\u{1B}[2J.json", message: "one\ntwo\u{1B}[31m")
    let shown = text(finding("three\nfour\u{202E}", at: place, help: "five\n\u{9B}six"))
    #expect(
      shown == """
        error[sample/rule]: three␊four\u{FFFD}
         --> a␊␛[2J.json:1:1
          |
        1 | x
          | ^ one␊two␛[31m
          = help: five
                  \u{FFFD}six
        """)
  }
}
