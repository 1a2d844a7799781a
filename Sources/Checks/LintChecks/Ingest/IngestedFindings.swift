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

  /// The checks that were not performed and should have been; the policy names them with or without `Check`.
  private func missingChecks(of report: IngestedReport) -> [String] {
    let excluded = brakeman?.excludedChecks ?? []
    return (report.checks?.missing ?? []).filter { !excluded.contains($0) && !excluded.contains("Check\($0)") }.sorted()
  }

  /// Why ingested reports do not show that everything was looked at.
  var ingestedGaps: [String] {
    ingested.reports.flatMap { given -> [String] in
      let name = "\(given.report.tool.title)'s report \(given.report.path)"
      var gaps = given.report.gaps.prefix(50).map { "\(name): \($0)" }
      let missing = missingChecks(of: given.report)
      if let all = given.report.checks?.all, !missing.isEmpty {
        let performed = all - (given.report.checks?.missing.count ?? 0)
        gaps.append(
          "\(name): \(performed) of the \(all) checks of Brakeman \(given.report.version ?? "") were performed, without "
            + missing.joined(separator: ", "))
      }
      if !given.unknown.isEmpty {
        let shown = given.unknown.prefix(10).joined(separator: ", ")
        let more = given.unknown.count > 10 ? " and \(given.unknown.count - 10) more" : ""
        gaps.append("\(name) is about files that the checked tree does not have: \(shown)\(more)")
      }
      return gaps
    }
  }
}
