/// Why something is as it is: a statement, and below it what it rests on.
package struct Explanation: Sendable, Hashable {
  /// One line of words, fit to be shown anywhere.
  package let text: String

  package let details: [Explanation]

  /// A statement; whatever a repository or a forge put into it that could break a line is made visible.
  package init(_ text: String, _ details: [Explanation] = []) {
    self.text = TerminalText.visible(text)
    self.details = details
  }

  /// The tree as lines, each level drawn two columns further in.
  package func lines(level: Int = 0) -> [String] {
    [String(repeating: "  ", count: level) + "- " + text] + details.flatMap { $0.lines(level: level + 1) }
  }
}
