internal import Documents

/// Writes reports for people: findings with their code frames, what blocks first, then the verdict of each check and of all.
package struct TextReportWriter: ReportWriter {
  private let style: TextStyle
  private let view: ReportView

  package init(style: TextStyle = .plain, view: ReportView = ReportView()) {
    self.style = style
    self.view = view
  }

  package func bytes(for reports: [Report]) -> [UInt8] {
    guard !reports.isEmpty else { return [] }
    var blocks = [findings(of: reports)]
    if view.showsStatistics { blocks.append(statistics(of: reports)) }
    if view.detail != .quiet { blocks.append(asides(of: reports)) }
    blocks.append(VerdictLines(reports: reports, style: style, isPush: view.isPush).lines.joined(separator: "\n"))
    let text = blocks.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
    return Array(WorkflowCommands.defused(text).utf8)
  }

  /// What a report says before its verdict.
  package func findings(of report: Report) -> String { findings(of: [report]) }

  /// The findings of all reports, what blocks first, then by file; what several checks say is shown once.
  private func findings(of reports: [Report]) -> String {
    let shared = SharedStatements(of: reports)
    let shown = reports.flatMap { report in
      report.allFindings.filter { view.shows($0) && !shared.isSaid($0, before: report) }.map { ($0, report) }
    }
    let ordered = shown.enumerated().sorted { left, right in
      let (first, second) = (left.element.0, right.element.0)
      guard first.weight == second.weight else { return first.weight < second.weight }
      if Finding.inReportOrder(first, second) { return true }
      return Finding.inReportOrder(second, first) ? false : left.offset < right.offset
    }
    var explained: Set<String> = []
    return ordered.map { _, element in
      let (finding, report) = element
      let isFirst = explained.insert(finding.rule).inserted
      return block(
        of: finding, in: report, explained: isFirst && view.detail == .verbose,
        saidBy: shared.checks(saying: finding, in: report))
    }.joined(separator: "\n\n")
  }

  private func block(of finding: Finding, in report: Report, explained: Bool, saidBy checks: [String]) -> String {
    let rule = TerminalText.visible(finding.rule)
    let linked = view.links?.text(rule, toRule: finding.rule) ?? rule
    let title = style.paint("\(finding.word)[\(linked)]", as: finding.role)
    var lines = ["\(title): \(TerminalText.visible(finding.message))"]
    var gutterWidth = 1
    if let place = finding.place {
      let frame = frame(place, finding.related, finding.role)
      lines += frame.lines()
      gutterWidth = frame.gutterWidth
    }
    for place in finding.related where place.path != finding.place?.path {
      lines += frame(place, [], .note).lines()
    }
    let indent = String(repeating: " ", count: gutterWidth + 1)
    lines += finding.explanation.flatMap { $0.lines() }.map { indent + $0 }
    if !checks.isEmpty {
      lines += labelled("checks", checks.joined(separator: ", "), gutterWidth)
    }
    if finding.isBaselined {
      lines += labelled("baseline", "accepted by the baseline, so it does not block", gutterWidth)
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

  private func frame(_ place: Place, _ related: [Place], _ role: TextStyle.Role) -> CodeFrame {
    CodeFrame(primary: place, related: related, role: role, style: style, columns: view.columns, links: view.links)
  }

  private func labelled(_ label: String, _ text: String, _ gutterWidth: Int) -> [String] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { TerminalText.visible(String($0)) }
    let lead = String(repeating: " ", count: gutterWidth + 1)
    let indent = lead + String(repeating: " ", count: label.utf8.count + 4)
    return lines.enumerated().map { index, line in
      index == 0 ? "\(lead)\(style.paint("=", as: .gutter)) \(style.paint(label, as: .strong)): \(line)" : indent + line
    }
  }

  /// How many findings each rule has, the most first.
  private func statistics(of reports: [Report]) -> String {
    let all = reports.flatMap(\.allFindings).filter { !$0.isBaselined }
    let counts = Dictionary(grouping: all) { RuleCount(rule: $0.rule, word: $0.kind.word, weight: $0.weight) }
      .mapValues { $0.reduce(0) { $0 + 1 + $1.members.count } }
      .sorted { ($0.key.weight, -$0.value, $0.key.rule) < ($1.key.weight, -$1.value, $1.key.rule) }
    let width = counts.map { String($0.value).utf8.count }.max() ?? 1
    return counts.map { key, count in
      let number = String(count)
      let word = key.word + String(repeating: " ", count: max(0, 11 - key.word.utf8.count))
      return String(repeating: " ", count: width - number.utf8.count) + "\(number)  \(word)  "
        + TerminalText.visible(key.rule)
    }.joined(separator: "\n")
  }

  private struct RuleCount: Hashable {
    let rule: String
    let word: String
    let weight: Int
  }

  /// What else there is to know, each statement in one line.
  private func asides(of reports: [Report]) -> String {
    let waived = reports.flatMap(\.waived).map {
      "\(style.paint("waived", as: .strong)): \(TerminalText.visible($0.line))"
    }
    let notRun = reports.notExecutedLines.map { "\(style.paint("not run", as: .strong)): \(TerminalText.visible($0))" }
    let notes = reports.remarks.map { "\(style.paint("note", as: .note)): \(TerminalText.visible($0))" }
    return (waived + notRun + notes).joined(separator: "\n")
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
