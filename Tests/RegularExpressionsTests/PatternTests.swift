import RegularExpressions
import Testing

@Suite struct PatternTests {
  @Test(arguments: [
    ("^\\S(|(.|\\n)*\\S)\\Z", 16), ("[", 1), ("a{2,1}", 2), ("\\a", 1), ("[\\w-a]", 2), ("[z-a]", 2), ("a**", 3),
    ("(?i)a", 1), ("(?<a>x)(?<a>y)", 8), ("\\1", 1), ("(a", 3), ("a)", 2), ("}", 1), ("]", 1), ("{", 1),
    ("\\p{Foo}", 1),
    ("(?#x)", 1), ("(?>a)", 1), ("a{1", 2), ("\\u12", 1), ("\\x1", 1), ("\\c1", 1), ("\\01", 1), ("x{,3}", 2),
    ("(?=a)*", 6), ("[[:alpha:]]]", 11),
  ])
  func `what ECMA-262 does not allow is an error at its place`(pattern: String, character: Int) {
    let error = #expect(throws: PatternError.self) { try RegularExpression(pattern) }
    #expect(error?.kind == .syntax)
    #expect(error?.offset.map { $0 + 1 } == character, "\(error?.description ?? "")")
  }

  @Test(arguments: [
    ("^\\d$", "৪", false), ("^\\w$", "é", false), ("^\\s$", "\u{FEFF}", true), ("^\\s$", "\u{2003}", true),
    ("^\\S$", "\u{1680}", false), ("^.$", "😀", true), ("^.$", "\u{2028}", false), ("^\\cC$", "\u{3}", true),
    ("^\\u{1F600}$", "😀", true), ("^\\ud83d\\ude00$", "😀", true), ("^[^]$", "\n", true), ("[]", "", false),
    ("^\\p{Letter}+$", "Éa", true), ("^\\p{L}+$", "1", false), ("^\\P{Lu}$", "a", true),
    ("\\p{Script=Greek}", "α", true),
    ("^[\\p{Nd}]$", "৪", true), ("^(a)?\\1b$", "b", true), ("^(?<x>a)\\k<x>$", "aa", true), ("^a$", "a\n", false),
    ("^[a\\-z]$", "-", true), ("(?<!x)y", "zy", true), ("^[\\b]$", "\u{8}", true), ("^\\/$", "/", true),
    ("a.c", "xabcx", true), ("", "", true), ("^[[a]$", "[", true), ("^\\$\\.$", "$.", true), ("^[\\d\\S]$", " ", false),
    ("^\\v$", "\u{B}", true), ("^#\\n$", "#\n", true), ("^a b$", "a b", true),
  ])
  func `an expression means what ECMA-262 says`(pattern: String, text: String, isMatch: Bool) throws {
    let expression = try RegularExpression(pattern)
    let found = try expression.matches(text.utf8Span.span, effort: .small)
    #expect(found == isMatch)
  }

  @Test(arguments: ["^(a+)+$", "^(a|a)*$", "^(a*)*b$", "(x+x+)+y"])
  func `a catastrophic expression is given up`(pattern: String) throws {
    let expression = try RegularExpression(pattern)
    let text = String(repeating: pattern.contains("x") ? "x" : "a", count: 64) + "!"
    #expect(throws: MatchError.self) { try expression.matches(text.utf8Span.span, effort: .large) }
  }

  @Test func `a long text is matched without a deep stack`() throws {
    let expression = try RegularExpression("^(?:ab|c)*$")
    let text = String(repeating: "abc", count: 1_000_000)
    do throws(MatchError) {
      let found = try expression.matches(text.utf8Span.span, effort: .large)
      #expect(found)
    } catch {
      #expect(error.message.contains("steps"))
    }
  }

  @Test func `nesting and length of an expression are limited`() {
    let deep = String(repeating: "(", count: 100_000) + String(repeating: ")", count: 100_000)
    #expect(throws: PatternError.self) { try RegularExpression(deep) }
    #expect(throws: PatternError.self) { try RegularExpression("(?:a{65535}){65535}") }
  }
}
