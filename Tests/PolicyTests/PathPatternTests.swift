import Policy
import TestSupport
import Testing

@Suite struct PathPatternTests {
  @Test(arguments: [
    ("a.json", "a.json"), ("a", "a/b/c.json"), ("a/b", "a/b/c.json"), ("a/", "a/b"), ("a//b", "a/b"), ("*", "a"),
    ("*.json", "a.json"), ("*.json", ".json"), ("a/*/c", "a/b/c"), ("a*c", "abbc"), ("a*c", "ac"), ("*a*", "bab"),
    ("??", "é"), ("??", "ab"), ("[a-c]", "b"), ("[!a-c]", "d"), ("[^a-c]", "d"), ("[abc]x", "cx"), ("[]]", "]"),
    ("[a-]", "-"), ("[-a]", "-"), ("[a-c-e]", "-"), ("[!]]", "a"), ("[*]", "*"), ("[?]", "?"), ("{a,b}.json", "b.json"),
    ("{a,b}", "b/c"), ("{a,b}{c,d}", "bc"), ("a{,b}", "a"), ("a{,b}", "ab"), ("{a/b,c}/d", "a/b/d"), ("x{a}y", "xay"),
    ("**", "a"), ("**", "a/b/c"), ("**/a", "a"), ("**/a", "b/c/a"), ("a/**", "a/b"), ("a/**", "a"), ("a/**/b", "a/b"),
    ("a/**/b", "a/c/d/b"), ("**/a/**", "x/a/y"), ("**/*.json", "a.json"), ("**/**/a", "a"), ("a**b", "acb"), ("}", "}"),
    ("é/*", "é/x"), ("a b", "a b"), ("a\\b", "a\\b"), ("services/*-ts/**/*.{ts,js}", "services/a-ts/src/x/y.js"),
  ])
  func `a pattern stands for a path`(pattern: String, path: String) throws {
    #expect(try PathPattern(pattern).matches(Array(path.utf8)))
  }

  @Test(arguments: [
    ("a.json", "b/a.json"), ("a", "ab"), ("a", "b"), ("a/b", "a"), ("*", "a/b"), ("a*c", "ab/c"), ("a?c", "a/c"),
    ("a[!b]c", "a/c"), ("a[.-0]c", "a/c"), ("*.json", "a.jsonx"), ("*.json", "a/b.json"), ("*.JSON", "a.json"),
    ("?", ""), ("?", "ab"), ("[a-c]", "d"), ("[!a-c]", "a"), ("{a,b}", "c"), ("{a,b}", "a,b"), ("a**b", "a/b"),
    ("**/a", "ba"), ("**/a", "a/b"), ("a/**/b", "a/c"), ("a/*", "a"), ("a/*", "a/b/c"), ("a*", "ab/c"),
    ("a/**", "b"), ("./a", "a"), ("a.c", "abc"), ("e\u{301}", "\u{E9}"),
  ])
  func `a pattern does not stand for a path`(pattern: String, path: String) throws {
    #expect(try !PathPattern(pattern).matches(Array(path.utf8)))
  }

  @Test(arguments: [
    ("", "relative to the root"), ("/a", "relative to the root"), ("a/../b", "without .."), ("..", "without .."),
    ("[a", "a [ without its ]"), ("[]", "a [ without its ]"), ("[!]", "a [ without its ]"), ("a[b/c]", "a [ without"),
    ("{a", "a { without its }"), ("}{", "a { without its }"), ("{a,{b}}", "cannot be nested"), ("[z-a]", "backwards"),
    ("{,a}", "for everything write **"), ("{}", "for everything write **"), ("{,/}", "for everything write **"),
    (String(repeating: "a", count: 4097), "at most 4096 bytes"),
    (String(repeating: "{a,b}", count: 9), "at most 256 alternatives"),
    (String(repeating: "{a,b}", count: 800), "at most 256 alternatives"),
    (
      "x{" + String(repeating: ",", count: 2000) + "}" + String(repeating: "a", count: 2000), "at most 256 alternatives"
    ),
  ])
  func `a malformed pattern says what is wrong`(text: String, message: String) {
    let error = #expect(throws: PathPattern.Malformed.self) { try PathPattern(text) }
    #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
  }

  @Test func `braces may stand for 256 alternatives`() throws {
    let pattern = try PathPattern(String(repeating: "{a,b}", count: 8))
    #expect(pattern.matches(Array("abababab".utf8)))
    #expect(pattern.matches(Array("bbbbbbbb".utf8)))
    #expect(!pattern.matches(Array("bbbbbbb".utf8)))
  }

  @Test func `a path that is no text can be matched`() throws {
    #expect(try PathPattern("a/*.json").matches(Array("a/".utf8) + [0xFF, 0xFE] + Array(".json".utf8)))
    #expect(try PathPattern("[!a]").matches([0xFF]))
  }

  @Test(
    arguments: [
      (String(repeating: "a*", count: 300) + "b", String(repeating: "a", count: 4000)),
      (String(repeating: "**/", count: 300) + "b", String(repeating: "a/", count: 2000)),
      (String(repeating: "*a/**/", count: 200) + "b", String(repeating: "a/", count: 2000)),
      (String(repeating: "{a*,b*}", count: 8) + "c", String(repeating: "ab", count: 500)),
    ])
  func `a pattern made to explode ends at once`(text: String, path: String) throws {
    let pattern = try PathPattern(text)
    let bytes = Array(path.utf8)
    var isMatch = true
    let time = processorTime { isMatch = pattern.matches(bytes) }
    #expect(!isMatch)
    // A debug build needs about a second of a processor; what backtracks would outlive the universe.
    #expect(time < .seconds(60))
  }

  @Test func `a pattern is equal to another one that is written the same`() throws {
    #expect(try PathPattern("a/*") == PathPattern("a/*"))
    #expect(try PathPattern("a/*") != PathPattern("a/?"))
    #expect(try PathPattern("a/*").text == "a/*")
  }
}
