internal import Documents

/// What linters are given, and how much is read of them.
enum LintLimits {
  /// The largest file that a linter is given, in bytes.
  static let file = 16 << 20

  /// How many findings a report may have.
  static let findings = 50_000

  /// The longest line, in bytes, in which columns are looked up.
  ///
  /// A file of one line and a report of many findings would take hours.
  static let line = 16 << 10
}

extension SourceText {
  /// The text of a line, unless nobody wrote it by hand.
  func shortLine(_ line: Int) -> String? {
    guard let range = range(ofLine: line), range.offsets.count <= LintLimits.line else { return nil }
    return text(in: range)
  }
}
