internal import Documents
internal import Findings
internal import Policy

extension LintChange {
  /// What linters of a format object to, as findings of a rule.
  ///
  /// Where the policy does not let a finding block, it is a note.
  func objections(of format: LintFormat, as metadata: RuleMetadata) -> [Finding] {
    files.filter { $0.tool.format == format }.flatMap { file in
      file.findings.map { judged in
        Finding(
          rule: metadata.id, kind: .violation(judged.isBlocking ? judged.finding.severity : .note),
          message: message(of: judged.finding), place: judged.place, help: help(for: judged, file),
          data: ["tool": .string(file.tool.name), "ruleId": judged.finding.rule.map(Node.string) ?? .null])
      }
    }
  }

  private func message(of finding: LinterFinding) -> String {
    finding.rule.map { "\($0): \(finding.message)" } ?? finding.message
  }

  private func help(for judged: LintedFile.Judged, _ file: LintedFile) -> String {
    if let other = judged.movedFrom { return "it came here from \(other), and does not count as new" }
    guard judged.isBlocking else { return "it was there before, and does not count here" }
    let title = file.tool.format.title
    if judged.finding.isFatal { return "repair the file so that \(title) can read it" }
    guard let rule = judged.finding.rule else { return "see what \(title) says about the file" }
    return "fix it; the documentation of \(title) has a page on \(rule)"
  }
}
