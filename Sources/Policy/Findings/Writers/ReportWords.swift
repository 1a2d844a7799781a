internal import Documents

// What several writers say in the same words.

extension Finding.Kind {
  /// The kind as one word, for a title.
  var word: String {
    switch self {
    case .violation(let severity): severity.rawValue
    case .owed: "owed"
    case .undecided: "undecided"
    }
  }
}

extension Finding {
  /// The message with its explanation, fit to be shown: lines end at line feeds, all else that is harmful is visible.
  var visibleLines: [String] {
    [TerminalText.visible(message)] + explanation.flatMap { $0.lines() }
  }
}

extension Place {
  /// The line that is read as the last: a span that ends before the first column of a line does not reach into it.
  var lastLine: Int? {
    guard let span else { return nil }
    return span.end.column == 1 ? max(span.start.line, span.end.line - 1) : span.end.line
  }
}

extension Report {
  /// Why the verdict is what it is, in numbers.
  var reason: String {
    let errors = findings.count { $0.severity == .error }
    let known = findings.count(where: \.isBaselined)
    let others = findings.count - errors - known
    var parts: [String] = []
    if errors > 0 { parts.append(Self.counted(errors, "error")) }
    if others > 0 { parts.append(Self.counted(others, "lesser finding")) }
    if known > 0 { parts.append("\(known) in the baseline") }
    if !waived.isEmpty { parts.append("\(waived.count) waived") }
    if !undecided.isEmpty { parts.append("\(undecided.count) could not be decided") }
    if !owed.isEmpty { parts.append("\(owed.count) owed at the merge") }
    return parts.isEmpty ? "nothing to object to" : parts.joined(separator: ", ")
  }

  /// What was looked at, and between which commits.
  var extent: String {
    let between = [("base", context.base), ("judged", context.judged)]
      .compactMap { name, commit in commit.map { "\(name) \($0.prefix(12))" } }
    return ([scope] + between).joined(separator: ", ")
  }

  package static func counted(_ number: Int, _ noun: String) -> String {
    "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}

extension Report.Waived {
  /// The waiver as one line.
  var line: String {
    "\(rule)\(path.isEmpty ? "" : " in \(path)"), until \(expires): \(reason)"
  }
}
