internal import Documents

/// Writes the findings as workflow commands, which GitHub shows as annotations of a run and of the changed lines.
///
/// GitHub keeps ten annotations of a level from one step, and fifty from one job; it drops the others silently. So the
/// findings on changed lines come first, and what is left out is counted.
package struct GitHubReportWriter: ReportWriter {
  package static let limitOfLevel = 10
  package static let limit = 50

  package init() {}

  package func bytes(for reports: [Report]) -> [UInt8] {
    let titles = reports.map(titlesOfRules)
    // What the baseline accepts is no news, and what is pending is asked in the pull request itself.
    let candidates = zip(reports, titles).flatMap { report, titles in
      report.allFindings.filter { !$0.isBaselined && !$0.isPending }.map { ($0, titles[$0.rule]) }
    }
    let ordered =
      candidates.filter { $0.0.isOnChangedLine == true } + candidates.filter { $0.0.isOnChangedLine != true }
    var lines: [String] = []
    var shown: [Level: Int] = [:]
    for (finding, title) in ordered {
      let level = Level(finding.kind)
      guard lines.count < Self.limit, shown[level, default: 0] < Self.limitOfLevel else { continue }
      shown[level, default: 0] += 1
      lines.append(command(for: finding, level: level, ruleTitle: title).line)
    }
    let left = ordered.count - lines.count
    if left > 0 { lines.append("\(left) more, see the summary") }
    return lines.flatMap { Array($0.utf8) + [UInt8(ascii: "\n")] }
  }

  private enum Level: String {
    case error
    case warning
    case notice

    init(_ kind: Finding.Kind) {
      switch kind {
      case .violation(.error), .undecided: self = .error
      case .violation(.warning): self = .warning
      case .violation(.note), .owed: self = .notice
      }
    }
  }

  private func titlesOfRules(_ report: Report) -> [String: String] {
    Dictionary(report.rules.map { ($0.id, $0.title) }) { first, _ in first }
  }

  private func command(for finding: Finding, level: Level, ruleTitle: String?) -> WorkflowCommand {
    var properties: [(name: String, value: String)] = []
    if let place = finding.place, !place.path.isEmpty { properties = location(of: place) }
    let rule = ruleTitle.map { "\(finding.rule): \($0)" } ?? finding.rule
    // An error that says what is wrong differs from one that says that nobody knows.
    let title = finding.severity == nil ? "\(finding.kind.word): \(rule)" : rule
    properties.append(("title", title))
    return WorkflowCommand(
      name: level.rawValue, properties: properties,
      message: (finding.visibleLines + helpLines(of: finding)).joined(separator: "\n"))
  }

  private func location(of place: Place) -> [(name: String, value: String)] {
    var properties = [(name: "file", value: place.path)]
    guard let span = place.span, let lastLine = place.lastLine else { return properties }
    properties.append(("line", String(span.start.line)))
    // The runner refuses columns of a range that has several lines.
    let isOneLine = span.start.line == span.end.line
    if isOneLine { properties.append(("col", String(span.start.column))) }
    properties.append(("endLine", String(lastLine)))
    if isOneLine { properties.append(("endColumn", String(span.end.column))) }
    return properties
  }

  private func helpLines(of finding: Finding) -> [String] {
    finding.help.map { ["help: \($0)"] } ?? []
  }
}
