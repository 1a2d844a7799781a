import Documents
import SystemPackage
import TestSupport
import Testing

/// The words that a reader cannot search for: no message, title, help text or page has them.
@Suite struct VocabularyTests {
  private static let words: Set<String> = [
    "nobody", "somebody", "anybody", "whoever", "stands", "leads", "owed", "judges", "judge", "judged", "mend", "mends",
    "lend", "forge", "besides", "lesser", "endless", "ill",
  ]

  private static let phrases = ["slip of the finger", "nothing to object to", "in force", "of its own accord"]

  /// Words that are other things as well: `holds` is a noun of the release train, `in force` what PostgreSQL says of row
  /// security.
  private static let contextual = ["holds", "rides"]

  @Test(arguments: SourceTests.sources)
  func `no text of the program has a private word`(file: String) {
    for (line, literal) in Self.sentences(of: file) {
      #expect(Self.offences(in: literal) == [], "\(file):\(line): \(literal)")
    }
  }

  @Test(arguments: SourceTests.pages)
  func `no page has a private word`(page: String) {
    for (number, line) in Self.prose(of: page).enumerated() {
      #expect(Self.offences(in: line) == [], "\(page):\(number + 1): \(line)")
    }
  }

  @Test(arguments: [
    ("nobody answers", ["nobody"]), ("Whoever reads it", ["whoever"]), ("the forge says", ["forge"]),
    ("it holds the policy", ["holds"]), ("a slip of the finger", ["slip of the finger"]),
    ("`owed` stays a key, and reads pending", []), ("a foothold, an upstanding leader", []), ("", []),
  ])
  func `a private word is found as a word, and not in code`(text: String, expected: [String]) {
    #expect(Self.offences(in: text) == expected)
  }

  static func offences(in text: String) -> [String] {
    let plain = withoutCode(text).lowercased()
    let found = plain.split { !$0.isLetter && $0 != "'" && $0 != "-" && $0 != "_" }.map(String.init)
    let isNoun = text.contains("Holds") || plain.contains("results, holds") || plain.contains("id='holds'")
    let other = isNoun ? [] : contextual
    return found.filter { words.contains($0) || other.contains($0) } + phrases.filter(plain.contains)
  }

  /// A text without what is marked as code by backticks.
  private static func withoutCode(_ text: String) -> String {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset.isMultiple(of: 2) }.map { String($0.element) }.joined(separator: " ")
  }

  /// The literals that are words for people, with their lines: all but keys, names and examples of files.
  private static func sentences(of file: String) -> [(line: Int, text: String)] {
    guard !file.contains("/RenamedRules.swift"), let text = Project.text(of: Project.root.appending(file)) else {
      return []
    }
    var isExample = false
    var isBlock = false
    var sentences: [(Int, String)] = []
    for (number, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let code = line.drop { $0 == " " }
      if code.hasPrefix("//") { continue }
      if isBlock {
        isBlock = !code.contains("\"\"\"")
        if !isExample { sentences.append((number + 1, withoutInterpolations(String(code)))) }
        continue
      }
      if code.contains("Example(") { isExample = true }
      if code.hasPrefix("rationale:") || code.hasPrefix("remedy:") || code.hasPrefix("package func") {
        isExample = false
      }
      if code.hasSuffix("\"\"\"") {
        isBlock = true
        continue
      }
      guard !isExample || code.contains("func ") else { continue }
      let parts = withoutInterpolations(String(code)).split(separator: "\"", omittingEmptySubsequences: false)
      sentences += parts.enumerated().filter { !$0.offset.isMultiple(of: 2) && $0.element.contains(" ") }
        .map { (number + 1, String($0.element)) }
    }
    return sentences
  }

  /// A line of code without `\(…)` and escaped quotes.
  private static func withoutInterpolations(_ line: String) -> String {
    var result = ""
    var depth = 0
    var rest = line.replacing("\\\"", with: "'")[...]
    while let character = rest.popFirst() {
      if depth == 0, character == "\\", rest.first == "(" {
        rest.removeFirst()
        depth = 1
      } else if depth > 0 {
        depth += character == "(" ? 1 : character == ")" ? -1 : 0
      } else {
        result.append(character)
      }
    }
    return result
  }

  /// The lines of a page that are no code.
  private static func prose(of page: String) -> [String] {
    var isCode = false
    let text = Project.text(of: Project.root.appending(page)) ?? ""
    return text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let isFence = line.drop { $0 == " " }.hasPrefix("```")
      if isFence { isCode.toggle() }
      return isCode || isFence ? "" : String(line)
    }
  }
}
