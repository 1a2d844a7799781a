/// What people write where they have not decided yet.
enum Placeholder {
  private static let words: Set<String> = ["", "todo", "tbd", "tba", "fixme", "xxx", "?", "-", "...", "…"]

  /// Whether a text is empty, or only keeps a place for one.
  static func isOne(_ text: some StringProtocol) -> Bool {
    let marks = "`*_<>[]"
    return words.contains(text.lowercased().filter { !$0.isWhitespace && !marks.contains($0) })
  }
}
