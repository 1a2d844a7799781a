internal import Documents

// What several writers say in the same words.

extension Finding.Kind {
  /// The kind as a program reads it.
  var value: String {
    switch self {
    case .violation(let severity): severity.rawValue
    case .owed: "owed"
    case .undecided: "undecided"
    }
  }

  /// The kind as a person reads it, for a title.
  var word: String {
    switch self {
    case .violation(let severity): severity.rawValue
    case .owed: "pending"
    case .undecided: "not checked"
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

extension Verdict {
  /// The verdict as a person reads it.
  var words: String {
    switch self {
    case .pass: "passed"
    case .fail: "failed"
    case .undecided: "could not be checked"
    }
  }
}

extension Report {
  /// The verdict and why it is what it is: `failed: 1 error, 3 warnings; 1 approval pending`.
  var outcome: String {
    let reason = reason
    return reason.isEmpty ? verdict.words : "\(verdict.words): \(reason)"
  }

  /// Why the verdict is what it is, in numbers; empty where nothing was found.
  var reason: String {
    [[blocking, lesser].filter { !$0.isEmpty }.joined(separator: ", "), aside].filter { !$0.isEmpty }
      .joined(separator: "; ")
  }

  /// What keeps the verdict from being a pass, in numbers; empty where it is one.
  var blocking: String {
    var parts: [String] = []
    let errors = findings.count { $0.severity == .error }
    if errors > 0 { parts.append(Self.counted(errors, "error")) }
    if !undecided.isEmpty {
      parts.append(
        verdict == .undecided ? Self.counted(undecided.count, "reason") : "\(undecided.count) could not be checked")
    }
    return parts.joined(separator: ", ")
  }

  private var lesser: String {
    let shown = findings.filter { !$0.isBaselined }
    return [(Severity.warning, "warning"), (.note, "note")].compactMap { severity, noun in
      let count = shown.count { $0.severity == severity }
      return count == 0 ? nil : Self.counted(count, noun)
    }.joined(separator: ", ")
  }

  /// What is known and blocks nothing.
  private var aside: String {
    var parts: [String] = []
    if !owed.isEmpty {
      let areApprovals = owed.allSatisfy { finding in
        if case .owed(.some, _) = finding.kind { true } else { false }
      }
      parts.append(areApprovals ? "\(Self.counted(owed.count, "approval")) pending" : "\(owed.count) pending")
    }
    let known = findings.filter(\.isBaselined).reduce(0) { $0 + 1 + $1.members.count }
    if known > 0 { parts.append("\(known) in the baseline") }
    if !waived.isEmpty { parts.append("\(waived.count) waived") }
    if olderCount > 0 { parts.append("\(olderCount) older (shown by --all)") }
    return parts.joined(separator: ", ")
  }

  /// What was looked at, and between which commits.
  var extent: String {
    var parts = [scope]
    if let base = context.base { parts.append("base \(base.prefix(12))") }
    if context.isWorkingTree {
      parts.append("working tree")
    } else if let judged = context.judged {
      parts.append("head \(judged.prefix(12))")
    }
    return parts.joined(separator: ", ")
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

extension [Report] {
  /// What is not run, each reason once, with all that it keeps from being run.
  var notExecutedLines: [String] {
    var reasons: [String] = []
    var parts: [String: [String]] = [:]
    for part in flatMap(\.notExecuted) {
      if parts[part.why] == nil { reasons.append(part.why) }
      if parts[part.why]?.contains(part.what) != true { parts[part.why, default: []].append(part.what) }
    }
    return reasons.map { why in "\((parts[why] ?? []).joined(separator: ", ")): \(why)" }
  }

  /// What a reader should know, each statement once.
  var remarks: [String] {
    var remarks: [String] = []
    for remark in flatMap(\.context.remarks) where !remarks.contains(remark) { remarks.append(remark) }
    return remarks
  }
}
