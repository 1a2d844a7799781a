internal import Documents

/// Writes reports as Markdown for the summary of a job: verdicts and counts, a table of findings, then the details.
///
/// Whatever came from a repository is shown literally; see ``MarkdownText``.
package struct MarkdownReportWriter: ReportWriter {
  /// The largest summary, in bytes: GitHub takes less than 1 MiB from a step.
  package static let sizeLimit = 1 << 20 - 1

  private let sizeLimit: Int
  private let links: MarkdownLinks

  /// A writer of documents of at most so many bytes.
  ///
  /// - Parameters:
  ///   - sizeLimit: the limit.
  ///   - source: the address of the repository at its code host, as `https://github.com/acme/orders`; `nil` links no file.
  package init(sizeLimit: Int = Self.sizeLimit, source: String? = nil) {
    self.sizeLimit = sizeLimit
    links = MarkdownLinks(source: source)
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
    let findings = report.allFindings.filter { !$0.isBaselined }.sorted { $0.weight < $1.weight }
    document.beginTable(
      "\(heading.map { "### \(MarkdownText.literal($0))\n\n" } ?? "")| | place | rule | finding |\n|---|---|---|---|")
    for finding in findings { document.add(row(for: finding, in: report)) }
    document.endTable()
    for finding in findings {
      let details = details(of: finding, in: report)
      if !details.isEmpty { document.add("\n" + details, counts: false) }
    }
    write([report].notExecutedLines, under: "### \(lead)not run", to: &document)
    write(report.waived.map(\.line), under: "### \(lead)waived", to: &document)
    write(report.context.remarks, under: "### \(lead)remarks", to: &document)
  }

  private func row(for finding: Finding, in report: Report) -> String {
    let place = finding.place.map { links.place($0, in: report) } ?? "the change"
    let message = MarkdownText.cell(clipped(finding.message))
    return "| **\(finding.kind.word)** | \(place) | \(links.rule(finding.rule)) | \(message) |\n"
  }

  /// The code frame, what the message rests on, and what to do; empty where the table says all.
  private func details(of finding: Finding, in report: Report) -> String {
    var lines: [String] = []
    if let place = finding.place, place.span != nil {
      let frame = CodeFrame(
        primary: place, related: finding.related, role: .note, style: .plain, columns: Self.columns)
      lines += MarkdownText.block(frame.lines().dropFirst(2).map { TerminalText.visible($0) }) + [""]
    }
    lines += finding.explanation.flatMap { nested($0, level: 0) }
    lines += finding.related.filter { $0.path != finding.place?.path }.map { "- see \(position(of: $0))" }
    lines += help(finding.help)
    guard !lines.isEmpty else { return "" }
    let place = finding.place.map { MarkdownText.codeSpan(clipped($0.position)) } ?? "the change"
    let title = "**\(finding.kind.word)** \(place): \(MarkdownText.prose(clipped(finding.message)))"
    return ([title, ""] + lines).joined(separator: "\n") + "\n"
  }

  /// The width of a code frame, in cells.
  private static let columns = 100

  private func write(_ lines: [String], under heading: String, to document: inout CappedDocument) {
    guard !lines.isEmpty else { return }
    document.begin(heading)
    for line in lines { document.add("- \(MarkdownText.prose(line, startsLine: true))\n") }
  }

  private func nested(_ explanation: Explanation, level: Int) -> [String] {
    [String(repeating: "  ", count: level) + "- " + MarkdownText.literal(explanation.text, startsLine: true)]
      + explanation.details.flatMap { nested($0, level: level + 1) }
  }

  private func help(_ text: String?) -> [String] {
    guard let text else { return [] }
    let lines = text.split(separator: "\n")
    guard lines.count > 1 else { return ["- help: \(MarkdownText.prose(text))"] }
    return ["- help:"] + lines.map { "  - \(MarkdownText.prose(String($0), startsLine: true))" }
  }

  private func position(of place: Place) -> String {
    MarkdownText.codeSpan(place.position) + (place.message.map { ": \(MarkdownText.literal($0))" } ?? "")
  }
}

/// A text short enough for a heading or a cell.
private func clipped(_ text: String) -> String {
  let scalars = text.unicodeScalars
  guard let end = scalars.index(scalars.startIndex, offsetBy: 400, limitedBy: scalars.endIndex),
    end != scalars.endIndex
  else { return text }
  return String(scalars[..<end]) + "…"
}

extension Place {
  /// The path with the line, where there is one: `a.json:2`.
  fileprivate var position: String { path + (span.map { ":\($0.start.line)" } ?? "") }
}

/// Where a summary links to: the page of a rule, and a line of a file at the commit that was checked.
private struct MarkdownLinks {
  let source: String?

  func rule(_ id: String) -> String {
    let text = MarkdownText.inCell(MarkdownText.codeSpan(clipped(id)))
    let isPlain = !id.isEmpty && id.utf8.allSatisfy { "abcdefghijklmnopqrstuvwxyz0123456789-/".utf8.contains($0) }
    return isPlain ? "[\(text)](\(Documentation.page(ofRule: id)))" : text
  }

  func place(_ place: Place, in report: Report) -> String {
    let text = MarkdownText.inCell(MarkdownText.codeSpan(clipped(place.position)))
    // A path in quotation marks is one that git escapes, and a working tree is at no address.
    guard let source, let commit = report.context.judged, !report.context.isWorkingTree, !place.path.hasPrefix("\""),
      place.path.utf8.count <= 400
    else { return text }
    let line = place.span.map { "#L\($0.start.line)" } ?? ""
    return "[\(text)](\(source)/blob/\(commit)/\(TerminalLinks.percentEncoded(place.path))\(line))"
  }
}
