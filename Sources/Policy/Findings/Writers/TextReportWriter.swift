internal import Documents

/// Writes reports for people: findings grouped by file, each with its code frame, then the verdict and why.
package struct TextReportWriter: ReportWriter {
  private let style: TextStyle

  package init(style: TextStyle = .plain) {
    self.style = style
  }

  package func bytes(for reports: [Report]) -> [UInt8] {
    let shared = SharedStatements(of: reports)
    return Array(WorkflowCommands.defused(reports.map { text(of: $0, shared) }.joined(separator: "\n")).utf8)
  }

  private func text(of report: Report, _ shared: SharedStatements) -> String {
    var blocks = [findings(of: report, shared), waived(in: report), notExecuted(in: report), remarks(of: report)]
      .filter { !$0.isEmpty }
    blocks.append(lastLine(of: report))
    return blocks.joined(separator: "\n\n") + "\n"
  }

  /// What a report says before its verdict: its findings, grouped by file.
  package func findings(of report: Report) -> String {
    findings(of: report, SharedStatements(of: [report]))
  }

  /// The findings but those that a report above has told already.
  private func findings(of report: Report, _ shared: SharedStatements) -> String {
    let told = report.allFindings.filter { !shared.isSaid($0, before: report) }
    var blocks: [String] = []
    var lastPath: String?
    var explained: Set<String> = []
    let counts = Dictionary(grouping: told.compactMap(\.place?.path)) { $0 }.mapValues(\.count)
    for finding in told {
      if let path = finding.place?.path, path != lastPath {
        blocks.append(heading(path, counts[path] ?? 0))
        lastPath = path
      }
      // Why, and where to read on, stands once for each rule: a report of fifty findings is to be read, too.
      let isFirst = explained.insert(finding.rule).inserted
      let checks = shared.checks(saying: finding, in: report)
      blocks.append(block(of: finding, in: report, explained: isFirst, saidBy: checks))
    }
    return blocks.joined(separator: "\n\n")
  }

  private func heading(_ path: String, _ count: Int) -> String {
    style.paint(TerminalText.visible(path), as: .path) + (count == 1 ? "" : " (\(count) findings)")
  }

  private func block(
    of finding: Finding, in report: Report, explained: Bool, saidBy checks: [String]
  ) -> String {
    let title = style.paint("\(finding.word)[\(TerminalText.visible(finding.rule))]", as: finding.role)
    var lines = ["\(title): \(TerminalText.visible(finding.message))"]
    var gutterWidth = 1
    if let place = finding.place {
      let frame = CodeFrame(primary: place, related: finding.related, role: finding.role, style: style)
      lines += frame.lines()
      gutterWidth = frame.gutterWidth
    }
    for place in finding.related where place.path != finding.place?.path {
      lines += CodeFrame(primary: place, related: [], role: .note, style: style).lines()
    }
    let indent = String(repeating: " ", count: gutterWidth + 1)
    lines += finding.explanation.flatMap { $0.lines() }.map { indent + $0 }
    if !checks.isEmpty {
      lines += labelled("checks", checks.joined(separator: ", "), gutterWidth)
    }
    if finding.isBaselined {
      lines += labelled("baseline", "it was there when the check was adopted, so it does not block", gutterWidth)
    }
    if explained, let rule = report.rules.first(where: { $0.id == finding.rule }) {
      lines += labelled("why", rule.reason, gutterWidth)
    }
    if let help = finding.help {
      lines += labelled("help", help, gutterWidth)
    }
    if explained {
      lines += labelled("more", "\(report.check) explain \(finding.rule)", gutterWidth)
    }
    return lines.joined(separator: "\n")
  }

  private func labelled(_ label: String, _ text: String, _ gutterWidth: Int) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { TerminalText.visible(String($0)) }
    let lead = String(repeating: " ", count: gutterWidth + 1)
    let indent = lead + String(repeating: " ", count: label.utf8.count + 4)
    return lines.enumerated().map { index, line in
      index == 0 ? "\(lead)\(style.paint("=", as: .gutter)) \(style.paint(label, as: .strong)): \(line)" : indent + line
    }
  }

  private func waived(in report: Report) -> String {
    guard !report.waived.isEmpty else { return "" }
    return (["waived:"] + report.waived.map { "  \(TerminalText.visible($0.line))" }).joined(separator: "\n")
  }

  private func notExecuted(in report: Report) -> String {
    guard !report.notExecuted.isEmpty else { return "" }
    let lines = report.notExecuted.map { "  \(TerminalText.visible($0.what)): \(TerminalText.visible($0.why))" }
    return (["not executed:"] + lines).joined(separator: "\n")
  }

  private func remarks(of report: Report) -> String {
    report.context.remarks.map { "\(style.paint("note", as: .note)): \(TerminalText.visible($0))" }
      .joined(separator: "\n")
  }

  private func lastLine(of report: Report) -> String {
    let verdict = style.paint(report.verdict.rawValue, as: report.verdict.role)
    let check = TerminalText.visible(report.check)
    return "\(check): \(verdict): \(report.reason) (\(TerminalText.visible(report.extent)))"
  }
}

extension Finding {
  /// The first word of the title.
  fileprivate var word: String { isBaselined ? "baselined" : kind.word }

  fileprivate var role: TextStyle.Role { isBaselined ? .gutter : kind.role }
}

extension Finding.Kind {
  fileprivate var role: TextStyle.Role {
    switch self {
    case .violation(.error): .error
    case .violation(.warning), .owed: .warning
    case .violation(.note): .note
    case .undecided: .undecided
    }
  }
}

extension Verdict {
  fileprivate var role: TextStyle.Role {
    switch self {
    case .pass: .success
    case .fail: .error
    case .undecided: .undecided
    }
  }
}
