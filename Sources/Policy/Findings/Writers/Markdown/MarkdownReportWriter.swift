internal import Documents

/// Writes reports as Markdown for the summary of a job: the verdict, then the findings by file.
///
/// Whatever came from a repository is shown literally; see ``MarkdownText``.
package struct MarkdownReportWriter: ReportWriter {
  /// The largest summary, in bytes: GitHub takes less than 1 MiB from a step.
  package static let sizeLimit = 1 << 20 - 1

  private let sizeLimit: Int

  /// A writer of documents of at most so many bytes.
  package init(sizeLimit: Int = Self.sizeLimit) {
    self.sizeLimit = sizeLimit
  }

  package func bytes(for reports: [Report]) -> [UInt8] {
    var document = CappedDocument(limit: sizeLimit)
    // All verdicts first, so that none is cut off.
    for (index, report) in reports.enumerated() { document.add((index == 0 ? "" : "\n") + verdict(of: report)) }
    for report in reports {
      write(report, heading: reports.count == 1 ? nil : clipped(report.check), to: &document)
    }
    return document.bytes
  }

  private func verdict(of report: Report) -> String {
    let check = MarkdownText.literal(clipped(report.check))
    let extent = MarkdownText.literal(clipped(report.extent))
    return "## \(check): \(report.verdict.rawValue)\n\n\(report.reason) (\(extent))\n"
  }

  private func write(_ report: Report, heading: String?, to document: inout CappedDocument) {
    let lead = heading.map { "\(MarkdownText.literal($0)): " } ?? ""
    var explained: Set<String> = []
    let rules = Dictionary(report.rules.map { ($0.id, $0) }) { first, _ in first }
    var lastTitle: String?
    for finding in report.allFindings {
      let title = finding.place.map { MarkdownText.codeSpan(clipped($0.path)) } ?? "the change as a whole"
      if title != lastTitle { document.begin("### \(lead)\(title)") }
      lastTitle = title
      let isFirst = explained.insert(finding.rule).inserted
      document.add(entry(for: finding, rule: isFirst ? rules[finding.rule] : nil))
    }
    write(report.notExecuted.map { "\($0.what): \($0.why)" }, under: "### \(lead)not executed", to: &document)
    write(report.waived.map(\.line), under: "### \(lead)waived", to: &document)
    write(report.context.remarks, under: "### \(lead)remarks", to: &document)
  }

  private func write(_ lines: [String], under heading: String, to document: inout CappedDocument) {
    guard !lines.isEmpty else { return }
    document.begin(heading)
    for line in lines { document.add("- \(MarkdownText.literal(line, startsLine: true))\n") }
  }

  private func entry(for finding: Finding, rule: RuleSummary?) -> String {
    let line = finding.place?.span.map { ", line \($0.start.line)" } ?? ""
    let rest = "\(MarkdownText.codeSpan(finding.rule))\(line): \(MarkdownText.literal(finding.message))"
    var lines = ["- **\(finding.kind.word)** \(rest)"]
    lines += finding.explanation.flatMap { nested($0, level: 1) }
    lines += finding.related.map { "  - see \(position(of: $0))" }
    if let rule { lines.append("  - why: \(MarkdownText.prose(rule.reason))") }
    lines += help(finding.help)
    return lines.joined(separator: "\n") + "\n"
  }

  private func nested(_ explanation: Explanation, level: Int) -> [String] {
    [String(repeating: "  ", count: level) + "- " + MarkdownText.literal(explanation.text, startsLine: true)]
      + explanation.details.flatMap { nested($0, level: level + 1) }
  }

  private func help(_ text: String?) -> [String] {
    guard let text else { return [] }
    let lines = text.split(separator: "\n")
    guard lines.count > 1 else { return ["  - help: \(MarkdownText.prose(text))"] }
    return ["  - help:"] + lines.map { "    - \(MarkdownText.prose(String($0), startsLine: true))" }
  }

  private func position(of place: Place) -> String {
    let line = place.span.map { ", line \($0.start.line)" } ?? ""
    let message = place.message.map { ": \(MarkdownText.literal($0))" } ?? ""
    return MarkdownText.codeSpan(place.path) + line + message
  }

  /// A text short enough for a heading.
  private func clipped(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard let end = scalars.index(scalars.startIndex, offsetBy: 400, limitedBy: scalars.endIndex),
      end != scalars.endIndex
    else { return text }
    return String(scalars[..<end]) + "…"
  }
}
