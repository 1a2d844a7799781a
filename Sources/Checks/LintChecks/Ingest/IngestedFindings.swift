internal import Documents
internal import Findings
internal import Policy

extension LintChange {
  /// What ingested reports of a tool object to, all of it.
  func ingestedFindings(of tool: IngestedReport.Tool, as metadata: RuleMetadata) -> [Finding] {
    ingested.reports.filter { $0.report.tool == tool }.flatMap { given in
      zip(given.report.findings, given.places).map { found, place in
        Finding(
          rule: metadata.id, kind: .violation(severity(of: found)),
          message: found.linter.rule.map { "\($0): \(found.linter.message)" } ?? found.linter.message, place: place,
          help: found.link.map { "see \($0)" },
          data: [
            "tool": .string(tool.title), "ruleId": found.linter.rule.map(Node.string) ?? .null,
          ])
      }
    }
  }

  /// A warning of less confidence than the policy asks for is a note.
  private func severity(of finding: IngestedReport.Finding) -> Severity {
    guard let brakeman, let confidence = finding.confidence else { return finding.linter.severity }
    return brakeman.confidence.includes(confidence) ? finding.linter.severity : .note
  }

  /// Why ingested reports do not show that everything was looked at.
  var ingestedGaps: [String] {
    ingested.reports.flatMap { given -> [String] in
      let name = "\(given.report.tool.title)'s report \(given.report.path)"
      var gaps = given.report.gaps.prefix(50).map { "\(name): \($0)" }
      if !given.unknown.isEmpty {
        let shown = given.unknown.prefix(10).joined(separator: ", ")
        let more = given.unknown.count > 10 ? " and \(given.unknown.count - 10) more" : ""
        gaps.append("\(name) is about files that the checked tree does not have: \(shown)\(more)")
      }
      return gaps
    }
  }
}
