import Findings
import Testing

@Suite struct TerminalTextTests {
  @Test(arguments: [
    ("plain", "plain"), ("é 漢 👍🏽 👩‍🚀 ❤️", "é 漢 👍🏽 👩‍🚀 ❤️"), ("می‌خواهم", "می‌خواهم"),
    ("\u{1B}[31mred", "␛[31mred"), ("\u{1B}]0;title\u{7}", "␛]0;title␇"), ("a\rb\nc\td\u{8}", "a␍b␊c␉d␈"),
    ("\r\n", "␍␊"), ("\0\u{7F}", "␀␡"), ("\u{9B}31m\u{85}", "\u{FFFD}31m\u{FFFD}"),
    ("\u{2028}\u{2029}", "\u{FFFD}\u{FFFD}"),
  ])
  func `what a terminal would obey becomes visible`(text: String, visible: String) {
    #expect(Array(TerminalText.visible(text).unicodeScalars) == Array(visible.unicodeScalars))
  }

  @Test(arguments: [
    0x61C, 0x200E, 0x200F, 0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069,
  ])
  func `what turns the direction of writing becomes visible`(scalar: UInt32) throws {
    let text = "a\(Character(try #require(Unicode.Scalar(scalar))))b"
    #expect(Array(TerminalText.visible(text).unicodeScalars) == ["a", "\u{FFFD}", "b"])
  }

  @Test(arguments: [0xAD, 0x200B, 0x2060, 0x2064, 0x180E, 0x3164, 0xFEFF, 0xFFF9, 0xE0001, 0xE0041, 0xE007F])
  func `what nobody can see becomes visible`(scalar: UInt32) throws {
    let text = "a\(Character(try #require(Unicode.Scalar(scalar))))b"
    #expect(Array(TerminalText.visible(text).unicodeScalars) == ["a", "\u{FFFD}", "b"])
  }

  @Test func `nothing below the space and between DEL and U+009F gets through`() {
    let controls = (UInt8(0)...0x1F).map { $0 } + (0x7F...0x9F).map { $0 }
    let text = String(String.UnicodeScalarView(controls.map { Unicode.Scalar($0) }))
    let visible = TerminalText.visible(text).unicodeScalars
    #expect(visible.count == controls.count)
    #expect(visible.allSatisfy { $0.value > 0x9F })
  }

  @Test(arguments: [
    ("", 0), ("abc", 3), ("é", 1), ("e\u{301}", 1), ("漢字", 4), ("한국", 4), ("ｆｕ", 4), ("👍", 2), ("🚀🩷", 4), ("✅⌚", 4),
    ("👩\u{200D}🚀", 2), ("👍🏽", 2), ("❤\u{FE0F}", 2), ("❤", 1), ("🇩🇪", 2), ("1\u{FE0F}\u{20E3}", 2),
    ("\u{1112}\u{1161}\u{11AB}", 2),
    ("→", 1), ("©", 1), ("�", 1), ("␛", 1), ("Ж", 1),
  ])
  func `a text is as wide as a terminal shows it`(text: String, width: Int) {
    #expect(TerminalText.width(of: text) == width)
  }

  @Test(arguments: [
    ("", 10, ""), ("one two three", 7, "one two\nthree"), ("one two three", 6, "one\ntwo\nthree"),
    ("incomprehensible word", 5, "incomprehensible\nword"), ("a\nb c", 10, "a\nb c"), ("a\n\nb", 10, "a\n\nb"),
    ("one   two", 7, "one two"), ("漢字 漢字", 8, "漢字\n漢字"), ("漢字 漢字", 9, "漢字 漢字"),
  ])
  func `text is broken at spaces`(text: String, width: Int, wrapped: String) {
    #expect(TerminalText.wrapped(text, width: width) == wrapped)
  }
}
