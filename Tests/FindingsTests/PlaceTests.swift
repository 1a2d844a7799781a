import Documents
import Findings
import TestSupport
import Testing

@Suite struct PlaceTests {
  @Test(arguments: [
    ("⟦a⟧", 1, 1, 1, 2), ("\n  ⟦ab⟧", 2, 3, 2, 5), ("é漢⟦👍⟧", 1, 3, 1, 4), ("⟦a\nb⟧", 1, 1, 2, 2), ("⟦⟧", 1, 1, 1, 1),
    ("a\n⟦⟧", 2, 1, 2, 1), ("a\r\n⟦b⟧", 2, 1, 2, 2), ("a\r⟦b⟧", 2, 1, 2, 2),
  ])
  func `a span counts lines and columns from 1`(
    marked: String, line: Int, column: Int, endLine: Int, endColumn: Int
  ) throws {
    let span = try #require(place(marked).span)
    #expect(span.start == SourcePosition(line: line, column: column))
    #expect(span.end == SourcePosition(line: endLine, column: endColumn))
  }

  @Test(arguments: [("⟦a⟧ b\nc", "a b"), ("a\n  ⟦b⟧\r\nc", "  b"), ("⟦⟧", ""), ("a\n⟦⟧", ""), ("⟦a\nb⟧", "a")])
  func `the excerpt is the line at which the span begins`(marked: String, line: String) {
    #expect(place(marked).span?.excerpt.text == line)
    #expect(place(marked).span?.excerpt.firstColumn == 1)
  }

  @Test func `a line of the limit is kept whole`() {
    let line = String(repeating: "é", count: Place.Excerpt.limit)
    let excerpt = Place.Excerpt(of: line, around: 400)
    #expect(excerpt.text == line)
    #expect(excerpt.firstColumn == 1)
  }

  @Test(arguments: [(1, 1), (100, 1), (101, 1), (102, 2), (5000, 4900), (999_999, 999_899)])
  func `of a longer line the part around the column is kept`(column: Int, firstColumn: Int) {
    let scalars = (0..<1_000_000).map { Unicode.Scalar(0x4E00 + UInt32($0 % 1000)) ?? "?" }
    let line = String(String.UnicodeScalarView(scalars))
    let excerpt = Place.Excerpt(of: line, around: column)
    #expect(excerpt.firstColumn == firstColumn)
    #expect(excerpt.text.unicodeScalars.count == min(Place.Excerpt.limit, 1_000_000 - firstColumn + 1))
    let index = column - firstColumn
    #expect(Array(excerpt.text.unicodeScalars)[index] == scalars[column - 1])
  }

  @Test func `places are ordered by path, line and column`() {
    let ordered = [
      Place(path: "a"), place("⟦x⟧", path: "a"), place(" ⟦x⟧", path: "a"), place("\n⟦x⟧", path: "a"), Place(path: "b"),
    ]
    var random = SeededGenerator(seed: Soak.seed)
    #expect(ordered.shuffled(using: &random).sorted() == ordered)
    #expect(!(ordered[1] < ordered[1]))
  }

  @Test func `a place can say something else about the same text`() {
    let place = place("⟦x⟧", message: "first")
    #expect(place.saying("second").message == "second")
    #expect(place.saying("first") == place)
  }
}
