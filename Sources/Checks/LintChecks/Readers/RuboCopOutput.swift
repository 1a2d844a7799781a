internal import Documents
internal import Findings

/// The output of RuboCop's formatter `json`.
enum RuboCopOutput {
  static func files(in root: ReportValue) throws(UnreadableLintReport) -> [ReportedFile] {
    var files: [ReportedFile] = []
    for entry in try root.required("files").elements() {
      var file = ReportedFile(path: try entry.required("path").text())
      for offense in try entry.required("offenses").elements() { file.findings.append(try finding(offense)) }
      files.append(file)
    }
    return files
  }

  /// RuboCop's severities (docs.rubocop.org, "Configuration", "Severity").
  private enum Weight: String, CaseIterable {
    case info
    case refactor
    case convention
    case warning
    case error
    case fatal

    /// RuboCop itself fails for `refactor` and all above.
    var severity: Severity { self == .info ? .note : .error }
  }

  private static func finding(_ offense: ReportValue) throws(UnreadableLintReport) -> LinterFinding {
    let rule = try offense.required("cop_name").text()
    let weight = try offense.required("severity").word(of: Weight.self)
    var finding = LinterFinding(
      rule: rule, severity: weight.severity, isFatal: rule == "Lint/Syntax" || weight == .fatal,
      message: LinterWords.message(try offense.required("message").text()))
    let location = try offense.required("location")
    // Before version 0.53 there were only line and column.
    var (line, column) = (try location.optional("start_line"), try location.optional("start_column"))
    if line == nil { line = try location.required("line") }
    if column == nil { column = try location.required("column") }
    finding.line = try line?.integer()
    finding.column = try column?.integer()
    guard let line = finding.line, line > 0 else {
      (finding.line, finding.column) = (nil, nil)
      return finding
    }
    finding.endLine = try location.optional("last_line")?.integer()
    // Its last column is that of the last character.
    finding.endColumn = try location.optional("last_column").map { value throws(UnreadableLintReport) in
      try value.integer().addingReportingOverflow(1).partialValue
    }
    return finding
  }
}
