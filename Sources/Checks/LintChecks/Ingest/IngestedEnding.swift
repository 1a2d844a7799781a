internal import Changes
internal import Findings

/// How a tool ended whose report was ingested, as far as that is known.
enum IngestedEnding {
  /// Why its exit status does not fit its report; `nil` where it does, or is not known.
  static func complaint(of report: IngestedReport, _ given: ToolReport) -> String? {
    guard let status = given.exitStatus else { return nil }
    let errors = report.findings.count { $0.linter.severity == .error }
    let expected: Bool
    switch (report.tool, status) {
    case (_, 0): expected = true
    // Warnings, and files that could not be read (brakemanscanner.org, "Options", "Exit codes").
    case (.brakeman, 3): expected = errors > 0
    case (.brakeman, 7): expected = !report.gaps.isEmpty
    case (.eslint, 1): expected = errors > 0
    case (.rubocop, 1): expected = !report.findings.isEmpty
    case (.other, 1): expected = !report.findings.isEmpty
    default: expected = false
    }
    guard !expected else { return nil }
    return "\(report.tool.title) exited with status \(status), which its report does not explain" + words(of: given)
  }

  /// That there is no report, with what is known of the reason.
  static func absence(of given: ToolReport) -> String {
    let status = given.exitStatus.map { "; the tool exited with status \($0)" } ?? ""
    return "there is no report \(given.path)\(status)\(words(of: given))"
  }

  /// What RuboCop and Brakeman say only on their standard error: a cop that crashed on a file leaves no trace in the
  /// report, and SARIF has no list of files that could not be read.
  static func crashes(of tool: IngestedReport.Tool, in given: ToolReport) -> [String] {
    let beginnings = tool == .brakeman ? ["[Error]", "Error["] : ["An error occurred while"]
    return lines(of: given).filter { line in beginnings.contains { line.hasPrefix($0) } }.prefix(20)
      .map { LinterWords.message($0) }
  }

  /// The files that Brakeman names with `--debug`; `nil` where it names none.
  static func parsedFiles(by tool: IngestedReport.Tool, in given: ToolReport) -> Set<String>? {
    guard tool == .brakeman else { return nil }
    let files = lines(of: given).filter { $0.hasPrefix("Parsing ") }.map { String($0.dropFirst("Parsing ".count)) }
    return files.isEmpty ? nil : Set(files)
  }

  /// The line that most likely says why: one that speaks of an error, otherwise the last.
  private static func words(of given: ToolReport) -> String {
    let lines = lines(of: given).filter { line in
      let trimmed = line.drop { $0 == " " || $0 == "\t" }
      return !trimmed.isEmpty && !trimmed.hasPrefix("from ") && !trimmed.hasPrefix("at ")
    }
    let telling = lines.first { line in
      ["error", "could not", "not the latest", "notes required", "obsolete"].contains { line.lowercased().contains($0) }
    }
    return (telling ?? lines.last).map { ": \(LinterWords.message($0))" } ?? ""
  }

  private static func lines(of given: ToolReport) -> [String] {
    String(decoding: given.standardError, as: UTF8.self).split(whereSeparator: \.isNewline)
      .map(String.init)
  }
}
