/// Text that a Markdown document shows as it is, whatever it was.
///
/// Escapes do not reach everything that GitHub reads into a text: it looks for mentions, references, emoji and addresses
/// after the Markdown is gone. It leaves code alone. So a word that has anything but letters, digits and harmless
/// punctuation becomes a code span (CommonMark 0.31.2, section 6.1), and nothing in it is interpreted by anyone.
package enum MarkdownText {
  /// The text on one line, each of its words shown as it is.
  ///
  /// A text that starts a line has a first word that could begin a list, and that then stands in code, too.
  static func literal(_ text: some StringProtocol, startsLine: Bool = false) -> String {
    var parts: [String] = []
    var code: [Substring] = []
    for word in TerminalText.visible(String(text)).split(separator: " ", omittingEmptySubsequences: false) {
      if word.isEmpty {
        // Only code shows how many spaces there are.
        if !code.isEmpty { code.append(word) }
      } else if isPlain(word, first: startsLine && parts.isEmpty) {
        flush(&code, to: &parts)
        parts.append(String(word))
      } else {
        code.append(word)
      }
    }
    flush(&code, to: &parts)
    return parts.joined(separator: " ")
  }

  /// Words of ours for a cell of a table, in which a bar would end it even within code (GFM 0.29, section 4.10).
  package static func cell(_ text: String) -> String { inCell(prose(text)) }

  /// A text that was not written by us, for a cell of a table.
  package static func foreignCell(_ text: String) -> String { inCell(literal(text)) }

  /// Markdown that ends no cell of a table: a bar is escaped, and one behind a backslash, which cannot be, looks like one.
  ///
  /// It goes by scalars: as a character, a bar would be one with an accent or a joiner behind it.
  package static func inCell(_ markdown: String) -> String {
    var result = String.UnicodeScalarView()
    var backslashes = 0
    for scalar in markdown.unicodeScalars {
      if scalar == "|" {
        result += (backslashes.isMultiple(of: 2) ? "\\|" : "│").unicodeScalars
      } else {
        result.append(scalar)
      }
      backslashes = scalar == "\\" ? backslashes + 1 : 0
    }
    return String(result)
  }

  /// Lines as a block of code, with a fence that none of them can end.
  static func block(_ lines: [String]) -> [String] {
    let fence = String(repeating: "`", count: max(3, (lines.map { longestRun(of: "`", in: $0) }.max() ?? 0) + 1))
    return [fence] + lines + [fence]
  }

  private static func flush(_ code: inout [Substring], to parts: inout [String]) {
    while code.last?.isEmpty == true { code.removeLast() }
    if !code.isEmpty { parts.append(codeSpan(code.joined(separator: " "))) }
    code = []
  }

  /// Words of ours, in which pairs of backticks already mark code; all else is shown as it is.
  static func prose(_ text: String, startsLine: Bool = false) -> String {
    let visible = TerminalText.visible(text)
    guard visible.contains("`") else { return literal(text, startsLine: startsLine) }
    let parts = visible.split(separator: "`", omittingEmptySubsequences: false)
    let outside = stride(from: 0, to: parts.count, by: 2).map { parts[$0] }
    let inside = stride(from: 1, to: parts.count, by: 2).map { parts[$0] }
    let isPaired = parts.count % 2 == 1 && inside.allSatisfy { !$0.isEmpty } && outside.allSatisfy(touchesPlainly)
    guard isPaired else { return literal(text, startsLine: startsLine) }
    var result = ""
    for (index, part) in parts.enumerated() {
      result += index % 2 == 1 ? codeSpan(String(part)) : literalAround(part, startsLine: startsLine && index == 0)
    }
    return result
  }

  /// A code span, or nothing for an empty text; it has one line.
  static func codeSpan(_ text: String) -> String {
    let visible = TerminalText.visible(text)
    guard !visible.isEmpty else { return "" }
    let fence = String(repeating: "`", count: longestRun(of: "`", in: visible) + 1)
    let ends = [visible.unicodeScalars.first, visible.unicodeScalars.last]
    // One space at each end is taken away again when both are there.
    let padding = ends.contains("`") || ends == [" ", " "] ? " " : ""
    return fence + padding + visible + padding + fence
  }

  /// A word that no reader of Markdown makes anything of; the first of a text must not begin a list, either.
  private static func isPlain(_ word: Substring, first: Bool) -> Bool {
    let scalars = word.unicodeScalars
    guard let start = scalars.first, let end = scalars.last else { return true }
    if first, !isLetter(start) { return false }
    let body = end == ":" ? scalars.dropLast() : scalars[...]
    return body.allSatisfy(isHarmless) && !word.lowercased().utf8.contains("www.".utf8)
  }

  private static func isLetter(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z": true
    default: !scalar.isASCII
    }
  }

  private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "a"..."z", "A"..."Z", "0"..."9", ".", ",", ";", "'", "\"", "(", ")", "/", "?", "%", "-": true
    default: !scalar.isASCII
    }
  }

  /// Whether the words of a text that touch the code around it need no code span, which would run into that one.
  private static func touchesPlainly(_ text: Substring) -> Bool {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    return [words.first, words.last].compactMap(\.self).allSatisfy { isPlain($0, first: false) }
  }

  private static func literalAround(_ text: Substring, startsLine: Bool) -> String {
    let words = literal(text, startsLine: startsLine)
    guard !words.isEmpty else { return text.isEmpty ? "" : " " }
    return (text.hasPrefix(" ") ? " " : "") + words + (text.hasSuffix(" ") ? " " : "")
  }

  private static func longestRun(of scalar: Unicode.Scalar, in text: String) -> Int {
    var longest = 0
    var current = 0
    for next in text.unicodeScalars {
      current = next == scalar ? current + 1 : 0
      longest = max(longest, current)
    }
    return longest
  }
}
