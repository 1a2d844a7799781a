import Documents
import Findings
import Testing

@Suite struct TextEditTests {
  private func edited(_ text: String, _ edits: TextEdit...) -> String {
    String(decoding: SourceText(text).applying(edits).bytes, as: UTF8.self)
  }

  @Test func `edits are made at their places, whatever their order`() {
    #expect(
      edited("abcdef", TextEdit(SourceRange(4, 5), with: "XYZ"), TextEdit(SourceRange(0, 1), with: "")) == "bcdXYZf")
    #expect(edited("ab", TextEdit(SourceRange(1, 1), with: "-"), TextEdit(SourceRange(2, 2), with: "!")) == "a-b!")
  }

  @Test func `of edits that overlap the first is made, of equal ones one, and none beyond the end`() {
    #expect(
      edited("abcdef", TextEdit(SourceRange(1, 4), with: "1"), TextEdit(SourceRange(2, 5), with: "2")) == "a1ef")
    #expect(edited("ab", TextEdit(SourceRange(1, 1), with: "-"), TextEdit(SourceRange(1, 1), with: "-")) == "a-b")
    #expect(edited("ab", TextEdit(SourceRange(1, 9), with: "-")) == "ab")
  }

  @Test(arguments: [
    ("a\n⟦-- x⟧\nb", "a\nb"), ("a\n  ⟦-- x⟧ \t\nb", "a\nb"), ("a\r\n⟦-- x⟧\r\nb", "a\r\nb"), ("a ⟦-- x⟧\nb", "a\nb"),
    ("a\n⟦-- x⟧", "a\n"), ("⟦-- x⟧", ""), ("  ⟦/* x */⟧ b\n", "   b\n"), ("⟦-- x⟧\n\nb", "\nb"),
  ])
  func `a removal takes the line with it where nothing else is on it`(marked: String, expected: String) throws {
    let parts = marked.split(separator: "⟦", omittingEmptySubsequences: false)
    let rest = parts[1].split(separator: "⟧", omittingEmptySubsequences: false)
    let source = SourceText("\(parts[0])\(rest[0])\(rest[1])")
    let start = parts[0].utf8.count
    let edit = source.removal(of: SourceRange(start, start + rest[0].utf8.count))
    #expect(String(decoding: source.applying([edit]).bytes, as: UTF8.self) == expected)
  }
}
