internal import Findings
internal import TestReports

/// Reads the XML of Checkstyle, which many linters can write: `checkstyle`, `file` and `error`.
///
/// Each file that was looked at is listed, also where nothing was found in it.
final class CheckstyleReport: XMLHandler {
  private var hasRoot = false
  private var file: String?
  private var files: [String] = []
  private var errors: [(file: String, source: String, severity: String, finding: LinterFinding)] = []
  private var failures: [String] = []

  /// - Throws: `UnreadableLintReport` for what is not such a document, or is cut short.
  static func read(_ bytes: [UInt8], file: String) throws(UnreadableLintReport) -> IngestedReport {
    let reader = CheckstyleReport()
    do throws(TestReportError) {
      let stream = try XMLStream(reader)
      try stream.take(bytes)
      try stream.finish()
    } catch {
      throw UnreadableLintReport(message: error.description, place: Place(path: file), help: nil)
    }
    return reader.report(at: file)
  }

  func begin(_ name: String, _ attributes: XMLAttributes) throws(TestReportError) -> Int {
    guard hasRoot else {
      guard name == "checkstyle" else { throw TestReportError("`<\(name)>` is the root of no report of linters") }
      hasRoot = true
      return 0
    }
    switch name {
    case "file":
      file = attributes["name"]
      if let file { files.append(file) }
    case "error":
      guard let file else { throw TestReportError("an error outside of any file") }
      guard errors.count < LintLimits.findings else {
        throw TestReportError("more than \(LintLimits.findings) findings")
      }
      let source = attributes["source"] ?? ""
      var finding = LinterFinding(
        rule: nil, severity: .error, message: LinterWords.message(attributes["message"] ?? ""))
      if let line = attributes.count("line"), line > 0 {
        finding.line = line
        finding.column = attributes.count("column").flatMap { $0 > 0 ? $0 : nil }
      }
      errors.append((file, source, attributes["severity"] ?? "error", finding))
    case "exception": return 4096
    default: break
    }
    return 0
  }

  func end(_ name: String, _ text: String) throws(TestReportError) {
    if name == "file" { file = nil }
    if name == "exception" { failures.append("it failed on \(file ?? "a file"): \(LinterWords.message(text))") }
  }

  private func report(at path: String) -> IngestedReport {
    let tool = Self.tool(of: errors.map(\.source).first { !$0.isEmpty } ?? "")
    var report = IngestedReport(path: path, tool: tool)
    report.inspected = files
    report.failures = failures
    if files.isEmpty { report.gaps.append("it lists no file, so nothing says which files were looked at") }
    report.findings = errors.map { error in
      var finding = error.finding
      finding.rule = Self.rule(of: error.source)
      finding.severity = Self.severity(error.severity, by: tool)
      return IngestedReport.Finding(file: error.file, linter: finding)
    }
    return report
  }

  /// Whose report it is: the format names no tool, and most put theirs before the rule.
  private static func tool(of source: String) -> IngestedReport.Tool {
    if source.hasPrefix("eslint.") { return .eslint }
    let rule = self.rule(of: source)
    // RuboCop's departments begin with a capital, and a slash is in no class of Java.
    if source.hasPrefix(java), rule?.contains("/") == true { return .rubocop }
    if source.hasPrefix("ShellCheck.") { return .other("ShellCheck") }
    return .other("Checkstyle")
  }

  private static let java = "com.puppycrawl.tools.checkstyle."

  private static func rule(of source: String) -> String? {
    for prefix in ["eslint.rules.", java, "ShellCheck."] where source.hasPrefix(prefix) {
      let rule = String(source.dropFirst(prefix.count))
      return rule.isEmpty ? nil : rule
    }
    return source.isEmpty ? nil : source
  }

  private static func severity(_ word: String, by tool: IngestedReport.Tool) -> Severity {
    switch word.lowercased() {
    case "warning" where tool != .rubocop: .warning
    // RuboCop fails for its conventions, which it writes as `info` here.
    case "info" where tool != .rubocop, "ignore": .note
    default: .error
    }
  }
}
