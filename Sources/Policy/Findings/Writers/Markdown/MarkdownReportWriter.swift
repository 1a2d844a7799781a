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
    let reason = report.reason.isEmpty ? "" : "\(MarkdownText.literal(report.reason)) "
    return "## \(check): \(report.verdict.words)\n\n\(reason)(\(extent))\n"
  }

  private func write(_ report: Report, heading: String?, to document: inout CappedDocument) {
    let lead = heading.map { "\(MarkdownText.literal($0)): " } ?? ""
    var lastTitle: String?
    for finding in report.allFindings where !finding.isBaselined {
      let title = finding.place.map { MarkdownText.codeSpan(clipped($0.path)) } ?? "the change as a whole"
      if title != lastTitle { document.begin("### \(lead)\(title)") }
      lastTitle = title
      document.add(entry(for: finding))
    }
    write([report].notExecutedLines, under: "### \(lead)not run", to: &document)
    write(report.waived.map(\.line), under: "### \(lead)waived", to: &document)
    write(report.context.remarks, under: "### \(lead)remarks", to: &document)
  }

  private func write(_ lines: [String], under heading: String, to document: inout CappedDocument) {
    guard !lines.isEmpty else { return }
    document.begin(heading)
    for line in lines { document.add("- \(MarkdownText.prose(line, startsLine: true))\n") }
  }

  private func entry(for finding: Finding) -> String {
    let line = finding.place?.span.map { ", line \($0.start.line)" } ?? ""
    let rest = "\(MarkdownText.codeSpan(finding.rule))\(line): \(MarkdownText.prose(finding.message))"
    var lines = ["- **\(finding.kind.word)** \(rest)"]
    lines += finding.explanation.flatMap { nested($0, level: 1) }
    lines += finding.related.map { "  - see \(position(of: $0))" }
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
