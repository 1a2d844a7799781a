internal import Documents
internal import Findings

/// The output of ESLint's formatters `json` and `json-with-metadata`.
enum ESLintOutput {
  static func files(
    in root: ReportValue, source: (String) -> SourceText?
  ) throws(UnreadableLintReport) -> [ReportedFile] {
    let results = root.node.object == nil ? root : try root.required("results")
    var files: [ReportedFile] = []
    for result in try results.elements() {
      var file = ReportedFile(path: try result.required("filePath").text())
      let text = source(file.path)
      for message in try result.required("messages").elements() {
        let finding = try finding(message, in: text)
        if isAboutIgnoring(finding) {
          file.notInspected = finding.message
          // Without a configuration for it, it belongs to nobody; that is no decision to leave it out.
          file.isExcluded = !finding.message.contains("configuration")
        } else {
          file.findings.append(finding)
        }
      }
      files.append(file)
    }
    return files
  }

  private static func finding(
    _ message: ReportValue, in source: SourceText?
  ) throws(UnreadableLintReport) -> LinterFinding {
    let severity = try message.optional("severity")
    let weight: Severity =
      switch try severity?.integer() {
      case 1: .warning
      // Formatters that people wrote themselves leave out what they do not know.
      case 2, nil: .error
      default: throw severity?.wrong("1 or 2") ?? message.wrong("an object")
      }
    var finding = LinterFinding(
      rule: try message.optional("ruleId")?.text(), severity: weight,
      isFatal: try message.optional("fatal")?.flag() ?? false,
      message: LinterWords.message(try message.optional("message")?.text() ?? ""))
    // A message about the file as a whole has no line, or line 0.
    guard let line = try message.optional("line")?.integer(), line > 0 else { return finding }
    finding.line = line
    finding.column = try column("column", message, line, source)
    finding.endLine = try message.optional("endLine")?.integer()
    if let endLine = finding.endLine { finding.endColumn = try column("endColumn", message, endLine, source) }
    return finding
  }

  /// ESLint counts UTF-16 units from 1; an end is the column behind the last unit.
  private static func column(
    _ key: String, _ message: ReportValue, _ line: Int, _ source: SourceText?
  ) throws(UnreadableLintReport) -> Int? {
    guard let column = try message.optional(key)?.integer(), column > 0 else { return nil }
    return source.map { LinterWords.column(ofUTF16: column, line: line, in: $0) } ?? column
  }

  /// A file that its configuration ignores is reported with a warning of no rule, and not looked at.
  private static func isAboutIgnoring(_ finding: LinterFinding) -> Bool {
    finding.rule == nil && finding.severity == .warning && !finding.isFatal
      && finding.message.hasPrefix("File ignored")
  }
}
